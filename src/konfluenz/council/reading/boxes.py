"""The eleven boxes of the printed path (D-14): ticked, empty, or nobody can say."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from konfluenz.council.reading.findings import Findings
from konfluenz.council.reading.lines import EMPTY, TICKED
from konfluenz.council.reading.shape import BOXES, COUNTED, empty_boxes

_STEMS = {
    "unanimous": "einstimmig",
    "by_majority": "mehrheitl",
    "no_recommendation": "ohne be",
    "rejected": "abgelehnt",
    "noted": "kenntnis",
    "withdrawn": "abgesetzt",
    "referred": "verwiesen",
    "adjourned": "vertagt",
    "amended": "geändert",
    "abstentions": "enthaltung",
    "votes_against": "gegenstimme",
}
_LABEL = re.compile("|".join(_STEMS.values()), re.IGNORECASE)
_CODES = {stem: code for code, stem in _STEMS.items()}
_NUMBER = re.compile(r"\b\d{1,3}\b")


@dataclass
class _Group:
    """A box with the labels beside it. `ticked` None: labels without a box."""

    ticked: bool | None
    codes: list[str] = field(default_factory=list)
    count: int | None = None


def has_labels(text: str) -> bool:
    """Whether `text` holds any of the eleven labels."""
    return _LABEL.search(text) is not None


def read(cells: list[tuple[int, str]], findings: Findings) -> dict[str, bool | int | None]:
    """Return the boxes that stand in `cells`, given with their line numbers."""
    found = empty_boxes()
    seen: set[str] = set()
    for line, cell in cells:
        for group in _groups(cell):
            seen.update(group.codes)
            found.update(_values(group, line, findings))
    _tell_missing(seen, cells, findings)
    return found


def _tell_missing(seen: set[str], cells: list[tuple[int, str]], findings: Findings) -> None:
    missing = ", ".join(label for code, label in BOXES.items() if code not in seen)
    line = cells[0][0] if cells else None
    if not seen:
        findings.note(_("No boxes for the result stand here: no result yet."), line)
    elif missing:
        findings.note(_("These boxes are missing, read as empty: %s.") % missing, line)


def _groups(cell: str) -> list[_Group]:
    """Return the boxes of a cell with their labels; the box stands before them, or behind."""
    pieces = re.split(f"([{EMPTY}{TICKED}])", cell)
    texts, marks = pieces[::2], pieces[1::2]
    ticks: list[bool | None] = [mark == TICKED for mark in marks]
    if marks and has_labels(texts[0]) and not has_labels(texts[-1]):
        pairs = [*zip(ticks, texts, strict=False)]
    else:
        pairs = [*zip([None, *ticks], texts, strict=False)]
    return [_group(ticked, text) for ticked, text in pairs if has_labels(text)]


def _group(ticked: bool | None, text: str) -> _Group:
    codes = [_CODES[match[0].lower()] for match in _LABEL.finditer(text)]
    number = _NUMBER.search(text)
    return _Group(ticked, codes, int(number[0]) if number else None)


def _values(group: _Group, line: int, findings: Findings) -> dict[str, bool | int | None]:
    if len(group.codes) == 1:
        return {group.codes[0]: _value(group)}
    labels = ", ".join(BOXES[code] for code in group.codes)
    if group.ticked:
        findings.warn(
            _("One ticked box stands for several labels (%s): please say which is meant.") % labels,
            line,
        )
        return dict.fromkeys(group.codes, None)
    if group.ticked is None:
        findings.note(_("Labels without a box, read as empty: %s.") % labels, line)
    else:
        findings.note(
            _("In the text one box stands for several labels (%s). It is empty, so all are.")
            % labels,
            line,
        )
    return {code: group.count if _counts(code, group) else False for code in group.codes}


def _value(group: _Group) -> bool | int | None:
    if _counts(group.codes[0], group):
        return group.count
    return bool(group.ticked)


def _counts(code: str, group: _Group) -> bool:
    """Whether the number in the group is this label's: a count that stands beside it."""
    counted = [each for each in group.codes if each in COUNTED]
    return group.count is not None and code in COUNTED and len(counted) == 1
