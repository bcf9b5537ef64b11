"""The head of a paper: labelled fields, titles, the number, who brought it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from konfluenz.council.reading import boxes, dates, path
from konfluenz.council.reading.findings import Findings
from konfluenz.council.reading.lines import EMPTY, TICKED, Line
from konfluenz.council.reading.shape import Head

MAX_LINES = 80
"""A head is not longer than this."""

MAX_LINE = 400
"""Nor is a line of it, in characters."""

TITLES = {
    "unterrichtungsvorlage": "information",
    "mitteilungsvorlage": "information",
    "informationsvorlage": "information",
    "berichtsvorlage": "information",
    "stellungnahme": "statement",
    "antrag": "motion",
    "anfrage": "enquiry",
    "beschlussvorlage": "decision",
    "änderungsantrag": "amendment",
    "ergänzungsantrag": "amendment",
    "niederschrift": "minutes",
}
PREFIXES = {"AT": "motion", "AF": "enquiry", "ST": "statement", "UV": "information",
            "BV": "decision", "ÄA": "amendment"}  # fmt: skip
_LABELS = {
    "vorlage": "reference",
    "vorlagen-nr": "reference",
    "drucksache": "reference",
    "nr": "reference",
    "nummer": "reference",
    "datum": "date",
    "verfasser": "author",
    "verfasserin": "author",
    "verfasser/in": "author",
    "az": "file_reference",
    "aktenzeichen": "file_reference",
    "betreff": "subject",
    "hinweis": "note",
    "gremienweg": "path",
    "beratungsfolge": "path",
}
_FIELD = re.compile(
    "(?P<label>" + "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True)) + ")"
    r"(?:\.:|:|\.(?=\s))\s{0,5}(?P<value>.*)",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(r"Dezernat\s\S{1,10}(?:\s.{0,60})?")
_NUMBER = re.compile(r"\b[A-ZÄÖÜ]{1,4}/\d{1,6}/\d{4}(?:[-/]\d{1,3})?\b")
_OFFICE = re.compile(r"(\d{1,4}(?:[./]\d{1,4})?)\s?[-–/]\s?(\D.*)")
_BROUGHT = re.compile(
    r"(?:gemeinsamer\s)?(?:antrag|anfrage)\s(?:der|des|von)\s(?P<who>[^:]{1,200}):\s(?P<topic>.+)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s?,\s(?:und\s)?(?:der\s|des\s)?|\sund\s(?:der\s|des\s)?")


@dataclass
class Printed:
    """The fields of the head as they were found, before they are understood."""

    values: dict[str, tuple[str, int]] = field(default_factory=dict)
    title: str = ""
    debates: list[Line] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)
    strange: list[Line] = field(default_factory=list)
    last: int = 0
    """How many lines the head has: up to the last that was understood."""

    def value(self, name: str) -> str:
        """Return the field as printed, or nothing."""
        return self.values.get(name, ("", 0))[0]

    def line(self, name: str) -> int | None:
        """Return the line it stands on."""
        return self.values[name][1] if name in self.values else None


def collect(lines: Sequence[Line]) -> Printed:
    """Return the fields in `lines`, which reach at most to the first section."""
    printed = Printed()
    waiting = ""
    for line in lines:
        if not line.text:
            continue
        taken, waiting = _take(line, printed, waiting)
        if taken:
            printed.last = line.number
        else:
            printed.strange.append(line)
    printed.strange = [line for line in printed.strange if line.number < printed.last]
    return printed


def _take(line: Line, printed: Printed, waiting: str) -> tuple[bool, str]:
    """Put a line where it belongs; `waiting` is the label whose value is still to come."""
    if path.DEBATE.match(line.text):
        printed.debates.append(line)
        return True, ""
    if title := _title(line):
        printed.title = printed.title or title
        return True, ""
    if waiting == "path" and _is_station(line):
        printed.rows.append(line)
        return True, "path"
    return _take_cells(line, printed, waiting)


def _take_cells(line: Line, printed: Printed, waiting: str) -> tuple[bool, str]:
    taken = False
    for cell in filter(None, line.cells):
        found, department = _FIELD.match(cell.lstrip("# ")), _DEPARTMENT.fullmatch(cell)
        if found:
            waiting = _LABELS[found["label"].lower()]
            value = found["value"].strip()
            if value and waiting != "path":
                _keep(printed, waiting, value, line)
                waiting = ""
            printed.values.setdefault(waiting, ("", line.number))
        elif department:
            _keep(printed, "department", cell, line)
            waiting = ""
        elif waiting and waiting != "path":
            _keep(printed, waiting, cell, line)
            waiting = waiting if waiting == "subject" else ""
        else:
            continue
        taken = True
    return taken, waiting


def _keep(printed: Printed, name: str, value: str, line: Line) -> None:
    """Keep a value; a subject may go on over several lines, all else is said once."""
    before, at = printed.values.get(name, ("", line.number))
    if before and name != "subject":
        printed.strange.append(line)
        return
    printed.values[name] = (f"{before} {value}".strip(), at)


def _title(line: Line) -> str:
    word = line.text.partition(" ")[0].lower()
    short = len(line.text) < 80 and "\t" not in line.raw.strip()
    return line.text if short and word in TITLES and not line.text.endswith((":", ".")) else ""


def _is_station(line: Line) -> bool:
    return (
        "\t" in line.raw
        or EMPTY in line.text
        or TICKED in line.text
        or dates.first(line.text[:12]) != ""
        or (len(line.text) < MAX_LINE and boxes.has_labels(line.text))
    )


def understand(printed: Printed, findings: Findings) -> Head:
    """Return the head that the printed fields make."""
    head = Head(
        subject=printed.value("subject"),
        department=printed.value("department"),
        author=printed.value("author"),
        file_reference=printed.value("file_reference"),
    )
    head.paper_type = TITLES.get(printed.title.partition(" ")[0].lower(), "")
    _set_numbers(head, printed, findings)
    _set_date(head, printed, findings)
    head.author_number = office_number(head.author)
    if brought := _BROUGHT.fullmatch(head.subject):
        head.applicants = [name for name in _AND.split(brought["who"].strip()) if name]
        head.topic = brought["topic"]
    for line in printed.strange[:5]:
        findings.warn(
            _("In the head, not assigned to a field: “%s”.") % line.text[:80], line.number
        )
    return head


def office_number(author: str) -> str:
    """Return the number of the office in "31-Ordnungsamt", or nothing."""
    office = _OFFICE.fullmatch(author)
    return office[1] if office else ""


def _set_numbers(head: Head, printed: Printed, findings: Findings) -> None:
    """Tell own number and motion apart: a statement often bears the number of its motion."""
    said = printed.value("reference")
    numbers = _NUMBER.findall(f"{said} {printed.title}")
    own = next((n for n in numbers if PREFIXES.get(n.partition("/")[0]) == head.paper_type), "")
    if not head.paper_type and numbers:
        own = numbers[0]
        head.paper_type = PREFIXES.get(own.partition("/")[0], "")
    if head.paper_type == "statement":
        head.answers = next((number for number in numbers if number != own), "")
        head.reference = own
    else:
        head.reference = own or next(iter(numbers), said)
    if said and not numbers:
        findings.warn(
            _("The number “%s” does not look like AT/0045/2015: please check.") % said[:40],
            printed.line("reference"),
        )


def _set_date(head: Head, printed: Printed, findings: Findings) -> None:
    said = printed.value("date")
    head.date = dates.first(said)
    if said and not head.date:
        findings.warn(
            _("The date “%s” could not be read. Write it like 23.02.2024.") % said[:40],
            printed.line("date"),
        )
