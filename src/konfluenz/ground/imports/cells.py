"""What stands in a cell: numbers, days, moments, yes or no, lists, text out of HTML.

Each function returns None (or nothing) for an empty cell and raises :class:`CellRefused` for
what it cannot read, with the words of the cell.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from dateutil import parser as dates
from django.conf import settings
from django.utils.translation import gettext as _

YES = frozenset(["ja", "j", "yes", "y", "true", "wahr", "x", "1", "✓", "✔", "☒", "vorhanden"])
NO = frozenset(
    ["nein", "n", "no", "false", "falsch", "0", "-", "–", "☐", "keine", "keiner", "keins"]
)
NOTHING = frozenset({"", "-", "–", "—", "k.a.", "k. a.", "n/a", "null", "none", "#n/a", "#nv"})
"""How people write that there is nothing to write."""

APART = re.compile(r"[,;/|\n]+|\s+(?:und|and|u\.)\s+")
GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2}|\d{4})(?:[ T,]+(\d{1,2}):(\d{2}).*)?")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]+(\d{1,2}):(\d{2}).*)?")
UNIX = re.compile(r"[1-9]\d{8,9}|[1-9]\d{11,12}")
EXCEL_DAY = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
EXCEL_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a wall-clock time
BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "ul",
        "ol",
        "table",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "section",
        "article",
    ]
)
UNSEEN = frozenset(["script", "style", "template", "head", "title"])
LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]{2,8}|#\d+);")


class CellRefused(Exception):
    """A cell cannot be read; the message quotes it and says how it should look."""


def said(text: str) -> str:
    """Return `text` without blanks around it; "" where it only says that there is nothing."""
    text = text.strip()
    return "" if text.casefold() in NOTHING else text


def number(text: str) -> Decimal | None:
    """Return "1.234,5", "1,234.5", "53,4554" or "53.4554" as a number."""
    bare = said(text).replace("\u00a0", "").replace(" ", "")
    if not bare:
        return None
    if "," in bare and "." in bare:
        thousands = "." if bare.rfind(",") > bare.rfind(".") else ","
        bare = bare.replace(thousands, "")
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation:
        raise CellRefused(_("“%s” is no number.") % text) from None


def whole(text: str) -> int | None:
    """Return the first whole number in `text`: "ca. 5 km" is 5."""
    if not said(text):
        return None
    found = re.search(r"\d+", text.replace(".", ""))
    if found is None or len(found[0]) > 9:
        raise CellRefused(_("“%s” is no number.") % text)
    return int(found[0])


def yes(text: str) -> bool | None:
    """Return whether `text` says yes."""
    word = text.strip().casefold()
    if word in YES:
        return True
    if word in NO or not said(text):
        return False if word in NO else None
    raise CellRefused(_("“%s” says neither yes nor no.") % text)


def day(text: str) -> dt.date | None:
    """Return the day in `text`: German or ISO, Excel's count of days, seconds since 1970."""
    found = moment(text)
    return found.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if found else None


def moment(text: str) -> dt.datetime | None:
    """Return the moment in `text`, wall-clock times in the city's zone."""
    text = said(text)
    if not text or set(text) <= {"0"}:
        return None
    try:
        return _moment(text)
    except (ValueError, OverflowError):
        raise CellRefused(_("“%s” is no date. Write it like 24.12.2026.") % text) from None


def _moment(text: str) -> dt.datetime:
    if UNIX.fullmatch(text):
        return dt.datetime.fromtimestamp(int(text[:10]) if len(text) > 10 else int(text), dt.UTC)
    zone = ZoneInfo(settings.TIME_ZONE)
    if found := GERMAN_DAY.fullmatch(text):
        date, month, year, hour, minute = (int(part or 0) for part in found.groups())
        return dt.datetime(_century(year), month, date, hour, minute, tzinfo=zone)
    if found := ISO_DAY.fullmatch(text):
        year, month, date, hour, minute = (int(part or 0) for part in found.groups())
        return dt.datetime(year, month, date, hour, minute, tzinfo=zone)
    if EXCEL_DAY.fullmatch(text):
        return (EXCEL_EPOCH + dt.timedelta(days=float(text))).replace(tzinfo=zone)
    read = dates.parse(text, dayfirst=True, default=dt.datetime(1, 1, 1))  # noqa: DTZ001
    if read.year == 1:
        raise ValueError(text)
    return read if read.tzinfo else read.replace(tzinfo=zone)


def _century(year: int) -> int:
    """Return a year of four digits: 49 is 2049, 50 is 1950."""
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def year(text: str) -> int | None:
    """Return the year of a birthday or of "1984"; nonsense is for the room to refuse."""
    text = said(text)
    if re.fullmatch(r"\d{4}", text):
        return int(text)
    found = day(text)
    return found.year if found else None


def parts(text: str) -> list[str]:
    """Return what a list in a cell names, each once."""
    return list(dict.fromkeys(one for part in APART.split(text) if (one := said(part))))


def plain(text: str) -> str:
    """Return HTML as text with paragraphs and list dashes, without scripts; other text as it is."""
    if not LOOKS_LIKE_HTML.search(text):
        return text.strip()
    reader = _Text()
    reader.feed(text)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.out).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Text(HTMLParser):
    """Collects the words of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where a browser would."""
        self.unseen += tag in UNSEEN
        if tag == "li":
            self.out.append("\n– ")
        elif tag in BLOCKS:
            self.out.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph."""
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag == "br":
            return
        elif tag in BLOCKS:
            self.out.append("\n\n" if tag in ("p", "ul", "ol") or tag[0] == "h" else "\n")

    def handle_data(self, data: str) -> None:
        """Keep the words that are seen."""
        if not self.unseen:
            self.out.append(data.replace("\n", " "))
