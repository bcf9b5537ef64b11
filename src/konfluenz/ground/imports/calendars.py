"""Read a calendar (iCalendar, RFC 5545) as rows: each entry is one, numbered by its line.

The one cell of a row is a small calendar of its own: the entry, the time zones it names, and
for a series the entries that change single times of it. Who reads the row makes sense of it.
A time that a series has beside its rule (RDATE) becomes a row of its own.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

from django.utils.translation import gettext as _

from konfluenz.ground.imports import texts
from konfluenz.ground.imports.tables import Asked, Line, Table, TableRefused, checked

STARTS = re.compile(rb"\s*BEGIN:VCALENDAR[ \t]*\r?\n", re.IGNORECASE)
PROPERTY = re.compile(r"([A-Z0-9-]+)((?:;[^:;=]+=(?:\"[^\"]*\"|[^\":;])*)*):(.*)", re.IGNORECASE)
ZONE_NAME = re.compile(r";TZID=\"?([^\":;]+)", re.IGNORECASE)
NAMES = ("X-WR-CALNAME", "NAME:", "NAME;", "PRODID")
SERIES_ONLY = frozenset({"RRULE", "RDATE", "EXDATE", "EXRULE", "DTSTART", "DTEND", "RECURRENCE-ID"})
LONGEST_ENTRY = 100_000


@dataclass
class Block:
    """One component: its line in the file and its unfolded lines, BEGIN and END among them."""

    kind: str
    number: int
    lines: list[str] = field(default_factory=list)
    torn: bool = False

    def found(self, name: str) -> list[tuple[str, str]]:
        """Return parameters and value of each property `name`, not of parts inside."""
        depth, found = 0, []
        for line in self.lines:
            depth += line.upper().startswith("BEGIN:") - line.upper().startswith("END:")
            match = PROPERTY.fullmatch(line)
            if depth == 1 and match and match[1].upper() == name:
                found.append((match[2], match[3]))
        return found

    def value(self, name: str) -> str:
        """Return the first value of `name`, "" for none."""
        return next((value for _parameters, value in self.found(name)), "").strip()


@dataclass(frozen=True)
class _File:
    """What all rows of a file need: changes of single times, zones, its name, free numbers."""

    changes: Mapping[str, list[Block]]
    zones: Mapping[str, Block]
    head: list[str]
    after: Iterator[int]


def begin(data: bytes) -> bool:
    """Return whether `data` is a calendar."""
    return STARTS.match(_narrow(data[:400])) is not None


def read(data: bytes, asked: Asked | None = None) -> Table:
    """Return the entries as rows below their heading, row 0. Raises TableRefused."""
    data = _narrow(data)
    encoding = (asked.encoding if asked else "") or texts.encoding_of(data)
    blocks = list(_blocks(_unfolded(_decoded(data, encoding))))
    entries = [one for one in blocks if one.kind == "VEVENT"]
    if not entries:
        raise TableRefused(_("There is no event in this calendar."))
    zones = {one.value("TZID"): one for one in blocks if one.kind == "VTIMEZONE" and not one.torn}
    head = [line for line in blocks[-1].lines if line.upper().startswith(NAMES)]
    after = count(max(entry.number + len(entry.lines) for entry in entries) + 100_000)
    file = _File(_by_series(entries), zones, head, after)
    rows = [line for entry in entries for line in _rows(entry, file)]
    heading = Line(0, ("entry",))
    lines = [heading, *checked(rows)]
    return Table(lines, form="calendar", heading=0, encoding=encoding, notes=_notes(blocks))


def _narrow(data: bytes) -> bytes:
    """Return UTF-16 as UTF-8 without a mark; all else as it is."""
    mark = next((mark for mark in texts.MARKS if data.startswith(mark)), None)
    if mark is None:
        return data
    encoding = texts.MARKS[mark]
    return data.decode(encoding, "replace").encode()


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        raise TableRefused(_("This encoding is not known here: %s.") % encoding) from None


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield whole lines with the number of their first part (RFC 5545, 3.1)."""
    held: list[str] = []
    start = 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if held and line[:1] in (" ", "\t"):
            held.append(line[1:])
            continue
        if held:
            yield start, "".join(held)
        held, start = ([line], number) if line else ([], 0)
    if held:
        yield start, "".join(held)


def _blocks(lines: Iterable[tuple[int, str]]) -> Iterator[Block]:
    """Yield the components of all calendars in the file, then what stands in them directly."""
    head = Block("VCALENDAR", 1, ["BEGIN:VCALENDAR"])
    block: Block | None = None
    for number, line in lines:
        sign, _colon, kind = line.strip().upper().partition(":")
        if block is None and sign == "BEGIN" and kind != "VCALENDAR":
            block = Block(kind, number, [line])
        elif block is None:
            head.lines += [] if sign in ("BEGIN", "END") else [line]
        elif sign == "BEGIN" and kind == block.kind:
            yield _torn(block)
            block = Block(kind, number, [line])
        else:
            block.lines.append(line)
            if sign == "END" and kind == block.kind:
                yield block
                block = None
    if block is not None:
        yield _torn(block)
    yield head


def _torn(block: Block) -> Block:
    block.torn = True
    return block


def _by_series(entries: Iterable[Block]) -> dict[str, list[Block]]:
    """Return the entries that change single times, by the series they belong to."""
    changes: dict[str, list[Block]] = defaultdict(list)
    for one in entries:
        if one.value("RECURRENCE-ID") and not one.torn:
            changes[one.value("UID")].append(one)
    return changes


def _rows(entry: Block, file: _File) -> Iterator[Line]:
    """Yield the row of an entry, then those of the times it has beside its rule."""
    if entry.torn:
        flaw = _("This event has no end: the file seems to be cut off here.")
        yield Line(entry.number, (entry.value("SUMMARY"),), flaw)
        return
    is_change = bool(entry.value("RECURRENCE-ID"))
    if is_change and entry.value("STATUS").upper() == "CANCELLED":
        return  # Its series tells of it.
    changes = [] if is_change else file.changes.get(entry.value("UID"), [])
    yield Line(entry.number, (_calendar([entry, *changes], file),))
    for extra in _extras(entry):
        yield Line(next(file.after), (_calendar([extra], file),))


def _extras(entry: Block) -> Iterator[Block]:
    """Yield an entry of its own for each further time; periods keep their beginning alone."""
    kept = [line for line in entry.lines if re.split("[;:]", line)[0].upper() not in SERIES_ONLY]
    for parameters, value in entry.found("RDATE"):
        bare = re.sub(r"(?i);VALUE=PERIOD", "", parameters)
        for one in filter(None, value.split(",")):
            moment = f"{bare}:{one.split('/')[0].strip()}"
            times = [f"DTSTART{moment}", f"RECURRENCE-ID{moment}", *_lasting(entry)]
            yield Block("VEVENT", entry.number, [kept[0], *times, *kept[1:]])


def _lasting(entry: Block) -> list[str]:
    """Return what says how long a further time lasts: as long as the first."""
    first, last = _naive(entry.value("DTSTART")), _naive(entry.value("DTEND"))
    if first is None or last is None or last <= first:
        return []
    length = last - first
    days = f"DURATION:P{length.days}D"
    return [days if not length.seconds else f"DURATION:PT{int(length.total_seconds())}S"]


def _naive(text: str) -> dt.datetime | None:
    with suppress(ValueError):
        return dt.datetime.strptime(text.rstrip("Zz"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    with suppress(ValueError):
        return dt.datetime.strptime(text, "%Y%m%d")  # noqa: DTZ007
    return None


def _calendar(blocks: list[Block], file: _File) -> str:
    """Return a calendar of `blocks` with the time zones that they name."""
    lines = [line for block in blocks for line in block.lines]
    names = dict.fromkeys(name for line in lines for name in ZONE_NAME.findall(line))
    needed = [line for name in names if name in file.zones for line in file.zones[name].lines]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", *file.head]
    text = "\r\n".join([*head, *needed, *lines, "END:VCALENDAR", ""])
    return text[:LONGEST_ENTRY]


def _notes(blocks: list[Block]) -> list[str]:
    passed = Counter(one.kind for one in blocks) - Counter({"VCALENDAR": len(blocks)})
    others = sorted(set(passed) - {"VEVENT", "VTIMEZONE"})
    if not others:
        return []
    return [_("Passed over, because it is no event: %(kinds)s.") % {"kinds": ", ".join(others)}]
