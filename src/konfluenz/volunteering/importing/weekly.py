"""Times as people write them into a list: "Mo, Mi 17-19 Uhr; Sa vormittags", "24.12.2026 14-16"."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from konfluenz.ground.imports import cells

DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
SHORT = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6, "sonnabend": 5}
ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMED = (
    SHORT
    | {name: at for at, name in enumerate(DAYS)}
    | {f"{name}s": at for at, name in enumerate(DAYS)}
    | {name: at for at, name in enumerate(ENGLISH)}
    | {name[:3]: at for at, name in enumerate(ENGLISH)}
)
GROUPS = {
    "werktags": range(5),
    "werktag": range(5),
    "wochentags": range(5),
    "wochenende": range(5, 7),
    "wochenends": range(5, 7),
    "täglich": range(7),
    "immer": range(7),
    "jederzeit": range(7),
}
PARTS = {
    "morgens": (8, 10),
    "vormittags": (8, 12),
    "vormittag": (8, 12),
    "mittags": (11, 14),
    "mittag": (11, 14),
    "nachmittags": (14, 18),
    "nachmittag": (14, 18),
    "abends": (18, 21),
    "abend": (18, 21),
    "ganztags": (8, 20),
    "ganztägig": (8, 20),
}
WHOLE_DAY = (dt.time(8), dt.time(20))
FILLERS = frozenset(
    [
        "uhr",
        "h",
        "von",
        "am",
        "und",
        "oder",
        "u",
        "jeden",
        "jede",
        "immer",
        "ab",
        "bis",
        "zwischen",
        "in",
        "der",
        "zeit",
    ]
)

CLOCK = r"(\d{1,2})(?:[:.]?(\d{2}))?(?:\s*(?:uhr|h))?"
TOKEN = re.compile(
    rf"(?P<date>\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<span>{CLOCK}\s*(?:-|–|—|bis)\s*{CLOCK})"
    rf"|(?P<from>ab\s+{CLOCK})"
    rf"|(?P<days>[a-zäöü]+\.?\s*(?:-|–|bis)\s*[a-zäöü]+\.?)"
    rf"|(?P<word>[a-zäöü]+)\.?"
    rf"|(?P<other>[^\s,;/+&.]+)"
)
CLOCKS = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")


class Time(NamedTuple):
    """A time on a weekday (0 is Monday) or on a date."""

    starts_at: dt.time
    ends_at: dt.time
    weekday: int | None = None
    date: dt.date | None = None


def read(text: str) -> list[Time]:
    """Return the times in `text`, in order. Raises CellRefused when a part of it is none."""
    found: list[Time] = []
    days: list[Time] = []
    timed = False
    for kind, match in _tokens(text):
        if named := _days(kind, match):
            days, timed = ([] if timed else days) + named, False
        elif days and (hours := _hours(kind, match)):
            found += [day._replace(starts_at=hours[0], ends_at=hours[1]) for day in days]
            timed = True
        elif kind != "word" or match["word"] not in FILLERS:
            raise cells.CellRefused(_("“%s” says no times that can be read.") % text)
    return sorted({*found, *([] if timed else days)}, key=_order)


def _tokens(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for match in TOKEN.finditer(text.casefold()):
        yield str(match.lastgroup), match


def _days(kind: str, match: re.Match[str]) -> list[Time]:
    """Return the days that a word names, with all of their hours."""
    if kind == "date":
        return [Time(*WHOLE_DAY, date=cells.day(match["date"]))]
    if kind == "days":
        words = [word for word in re.findall(r"[a-zäöü]+", match["days"]) if word != "bis"]
        first, last = NAMED.get(words[0]), NAMED.get(words[-1])
        if first is None or last is None:
            return []
        return [Time(*WHOLE_DAY, weekday=(first + at) % 7) for at in range((last - first) % 7 + 1)]
    word = match["word"] if kind == "word" else ""
    group = [NAMED[word]] if word in NAMED else GROUPS.get(word, ())
    return [Time(*WHOLE_DAY, weekday=day) for day in group]


def _hours(kind: str, match: re.Match[str]) -> tuple[dt.time, dt.time] | None:
    if kind == "word" and match["word"] in PARTS:
        start, end = PARTS[match["word"]]
        return dt.time(start), dt.time(end)
    if kind not in ("span", "from"):
        return None
    clocks = [_clock(*one) for one in CLOCKS.findall(match[0])]
    first, last = clocks[0], clocks[1] if len(clocks) > 1 else WHOLE_DAY[1]
    return first, last if last > first or last == dt.time(0) else WHOLE_DAY[1]


def _clock(hour: str, minute: str) -> dt.time:
    if int(hour) > 24 or int(minute or 0) > 59:
        raise cells.CellRefused(_("“%s” is no time of day.") % f"{hour}:{minute}")
    return dt.time(int(hour) % 24, int(minute or 0))


def _order(time: Time) -> tuple:
    return (time.date or dt.date.min, time.weekday or 0, time.starts_at, time.ends_at)
