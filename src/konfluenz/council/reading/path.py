"""The way through the bodies: the table of an information paper, the line of a statement."""

import re

from django.utils.translation import gettext as _

from konfluenz.council.reading import boxes, dates
from konfluenz.council.reading.findings import Findings
from konfluenz.council.reading.lines import EMPTY, TICKED, Line
from konfluenz.council.reading.shape import Station

DEBATE = re.compile(r"Beratung (?:im|in der|in|beim|bei der|des|der) ", re.IGNORECASE)
_AGENDA = re.compile(r"\bTOP\b[ :.]{0,3}(?P<item>\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?)?", re.IGNORECASE)
_CLOSED = re.compile(r"nicht\s?-?\s?öffentlich", re.IGNORECASE)
_OPEN = re.compile(r"öffentlich", re.IGNORECASE)
_OPENNESS = re.compile(r"(?:in )?(?:nicht\s?-?\s?)?öffentlich\w*(?: sitzung)?", re.IGNORECASE)
_ROLES = {
    "anhörung": "hearing",
    "vorberatung": "preliminary",
    "entscheidung": "decision",
    "beschlussfassung": "decision",
    "kenntnisnahme": "noting",
}
_ROLE = re.compile("|".join(_ROLES), re.IGNORECASE)


def from_sentence(line: Line, findings: Findings) -> Station:
    """Return the station that "Beratung im … am …, TOP … öffentliche Sitzung" names."""
    begun = DEBATE.match(line.text)
    rest = line.text[begun.end() :] if begun else line.text
    day = next((day for day in dates.find(rest) if day.precision == "day"), None)
    body = rest[: day.start] if day else rest.partition(",")[0]
    body = body.strip(" ,").removesuffix(" am").strip(" ,")
    station = _station(body, line, findings)
    station.date = day.date.isoformat() if day else ""
    _say_where(station, rest[day.end :] if day else rest, line, findings)
    return station


def from_table(lines: list[Line], findings: Findings) -> list[Station]:
    """Return the stations of the rows of a path; a row without date or body continues one."""
    stations: list[Station] = []
    cells: list[list[tuple[int, str]]] = []
    for line in lines:
        texts, marked = _divide(line)
        if texts or not stations:
            stations.append(_from_row(texts, line, findings))
            cells.append([])
        cells[-1].extend((line.number, cell) for cell in marked)
    for station, numbered in zip(stations, cells, strict=True):
        station.boxes = boxes.read(numbered, findings)
    _check_order(stations, findings, lines)
    return stations


def _divide(line: Line) -> tuple[list[str], list[str]]:
    """Return the cells of a row: those before the boxes, and those with boxes or labels."""
    texts = [cell for cell in line.cells if cell]
    marked = [cell for cell in texts if EMPTY in cell or TICKED in cell or _is_label(cell)]
    return [cell for cell in texts if cell not in marked], marked


def _is_label(cell: str) -> bool:
    return len(cell) < 60 and boxes.has_labels(cell)


def _from_row(texts: list[str], line: Line, findings: Findings) -> Station:
    date = next((cell for cell in texts if dates.first(cell) and len(cell) < 30), "")
    rest = " ".join(cell for cell in texts if cell is not date)
    top = _AGENDA.search(rest)
    opened = _OPENNESS.search(rest)
    end = min((found.start() for found in (top, opened) if found), default=len(rest))
    role = _ROLE.search(rest)
    end = min(end, role.start()) if role else end
    station = _station(rest[:end].strip(" ,;-–"), line, findings)
    station.date = dates.first(date)
    _say_where(station, rest[end:], line, findings)
    return station


def _station(body: str, line: Line, findings: Findings) -> Station:
    if not body:
        findings.warn(_("This station of the path names no body."), line.number)
    return Station(body=body)


def _say_where(station: Station, text: str, line: Line, findings: Findings) -> None:
    """Add agenda item, openness and role from what stands behind body and date."""
    if top := _AGENDA.search(text):
        station.agenda_item = top["item"] or ""
    if role := _ROLE.search(text):
        station.role = _ROLES[role[0].lower()]
    if _CLOSED.search(text):
        station.open_session = False
    elif not _OPEN.search(text):
        station.open_session = False
        findings.warn(
            _("The paper does not say whether this session is public: taken as not public."),
            line.number,
        )
    if not station.date:
        findings.note(_("This station of the path has no day yet."), line.number)


def _check_order(stations: list[Station], findings: Findings, lines: list[Line]) -> None:
    days = [station.date for station in stations if station.date]
    if days != sorted(days):
        findings.warn(
            _("The days of the path go backwards. Please put the stations in order."),
            lines[0].number,
        )
