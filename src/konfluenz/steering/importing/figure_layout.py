"""Which cells of a row are values, and what each is a value of.

Four forms come to the same: LONG (a row is a value), WIDE (years, indicators or districts as
headings), the flat files of GENESIS (``1_Merkmal_Code`` and so on), and tables of "area, row
label, number".
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from konfluenz.ground.imports.tables import Line
from konfluenz.steering.importing import figure_cells

REGIONS = frozenset({"KREISE", "GEMEIN", "STADTT", "DLAND", "REGBEZ", "DINSG", "GEMEINDEN"})
"""Codes of GENESIS for places: the others are parts of what is counted."""

EVERYTHING = frozenset({"", "insgesamt", "gesamt", "alle", "total"})
ATTRIBUTE = re.compile(
    r"(\d)_(?:Merkmal|Auspraegung|variable|variable_attribute)_(?:Code|Label)", re.IGNORECASE
)
FLAT_VALUE = re.compile(r"\w+__(?P<label>.+?)__.+")


@dataclass(frozen=True)
class Raw:
    """A value as the file has it, all of it text; "" is not said."""

    row: str = ""
    part: str = ""
    place_code: str = ""
    place: str = ""
    elsewhere: str = ""
    date: str = ""
    value: str = ""
    base: str = ""
    source: str = ""
    note: str = ""
    breaks: str = ""
    exact: bool = False

    @property
    def place_text(self) -> str:
        """Return the place with its number, as people see it."""
        return f"{self.place_code} {self.place}".strip()


class Layout:
    """The columns of one list."""

    def __init__(
        self, names: Sequence[str], mapping: Mapping[int, str], *, one_indicator: bool
    ) -> None:
        self.names, self.one_indicator = names, one_indicator
        self.columns: dict[str, list[int]] = defaultdict(list)
        for at, name in sorted(mapping.items()):
            self.columns[name].append(at)
        self.groups = _groups(names, self.columns.pop("genesis", []))

    def values(self, line: Line) -> Iterator[Raw]:
        """Yield what each value of the row is, also where the cell says that there is none."""
        common = self._common(line)
        if "value" in self.columns:
            yield replace(common, value=self._text(line, "value"))
        for at in self.columns.get("cells", []):
            yield self._by_heading(replace(common, value=_cell(line, at)), self.names[at])

    def _common(self, line: Line) -> Raw:
        said = {
            name: self._text(line, name)
            for name in ("elsewhere", "date", "base", "source", "note", "breaks", "place_code")
        }
        parts = [self._text(line, "part")]
        raw = Raw(**said, place=self._text(line, "place"), exact=bool(self.groups))
        for group in self.groups:
            code, key, label = (_cell(line, group[name]) for name in ("code", "key", "label"))
            if code.upper() in REGIONS:
                raw = replace(raw, place_code=key, place=label)
            else:
                parts.append(label)
        row = ": ".join(filter(None, (self._text(line, "table"), self._text(line, "indicator"))))
        return replace(raw, row=row, part=joined(parts))

    def _by_heading(self, raw: Raw, heading: str) -> Raw:
        """Return the value with what the heading of its column says."""
        if flat := FLAT_VALUE.fullmatch(heading):
            label = flat["label"].replace("_", " ")
            return replace(raw, row=f"{raw.row}: {label}" if raw.row else label)
        if figure_cells.is_period(heading):
            return replace(raw, date=heading)
        if not (raw.row or self.one_indicator):
            return replace(raw, row=heading)
        if "place" in self.columns or "place_code" in self.columns:
            return replace(raw, part=joined([raw.part, heading]))
        return replace(raw, place=heading)

    def _text(self, line: Line, name: str) -> str:
        cells = [_cell(line, at) for at in self.columns.get(name, [])]
        return " ".join(" ".join(filter(None, cells)).split())


def says_of_what(heading: str) -> bool:
    """Return whether a heading itself says what the values below it are: a period, or GENESIS."""
    return FLAT_VALUE.fullmatch(heading) is not None or figure_cells.is_period(heading)


def joined(parts: Sequence[str]) -> str:
    """Return the parts that are counted as one: "männlich, unter 6 Jahre"; "" for all of them."""
    return ", ".join(part for part in parts if part.casefold() not in EVERYTHING)


def _cell(line: Line, at: int) -> str:
    return line.cells[at].strip() if 0 <= at < len(line.cells) else ""


def _groups(names: Sequence[str], columns: Sequence[int]) -> list[dict[str, int]]:
    """Return where code, key and label of each attribute of a GENESIS file stand; -1: nowhere."""
    found: dict[str, dict[str, int]] = {}
    for at in columns:
        heading = names[at].casefold()
        match = ATTRIBUTE.fullmatch(names[at])
        if match is None:
            continue
        group = found.setdefault(match[1], {"code": -1, "key": -1, "label": -1})
        if "auspraegung" in heading or "attribute" in heading:
            group["label" if heading.endswith("label") else "key"] = at
        elif heading.endswith("code"):
            group["code"] = at
    return [found[number] for number in sorted(found)]
