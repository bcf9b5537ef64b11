"""Which column is what: remembered from the last time, told by its heading, or by what it holds.

A guess is only a proposal. What people chose for a heading is proposed for it ever after.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from konfluenz.ground import search
from konfluenz.ground.imports.kinds import Field, Kind
from konfluenz.ground.imports.tables import Line, Table

NO_HEADING = -1
HEADING_WITHIN = 20
"""So many rows at the top may hold a title, a date or a logo before the headings come."""

SAMPLE = 50
CERTAIN = 0.7
"""The share of a column's cells that must look like a field before it is taken for it."""

IGNORED = ""


def heading_of(table: Table, kind: Kind, remembered: Mapping[str, str]) -> int:
    """Return the number of the row that names the columns; `NO_HEADING` when none does."""
    scored = [
        (_is_heading(line, kind, remembered), -line.number) for line in table.lines[:HEADING_WITHIN]
    ]
    best, number = max(scored)
    return -number if best > 0 else NO_HEADING


def headings(table: Table, number: int) -> list[str]:
    """Return the names of all columns; one without a name is called by its letter."""
    width = max(len(line.cells) for line in table.lines)
    line = table.line(number)
    cells = line.cells if line else ()
    return [
        (cells[at] if at < len(cells) and cells[at] else f"({letter(at)})") for at in range(width)
    ]


def below(table: Table, number: int) -> list[Line]:
    """Return the rows that hold data: those below the headings, without repeated headings."""
    names = table.line(number)
    rows = [line for line in table.lines if line.number > number]
    return [line for line in rows if names is None or line.cells != names.cells]


def guess(
    names: Sequence[str], rows: Sequence[Line], kind: Kind, remembered: Mapping[str, str]
) -> dict[int, str]:
    """Return the field of each column that could be told; {column: field name}."""
    found: dict[int, str] = {}
    strange = set(map(folded, kind.strange))
    scored = sorted(
        (-score, at, one.name)
        for at, name in enumerate(names)
        for one in kind.fields
        if folded(name) not in strange and (score := _score(name, one, remembered))
    )
    _assign(found, scored, kind, set())
    known = {at for at, name in enumerate(names) if folded(name) in remembered}
    by_content = sorted(
        (-share, at, one.name)
        for at in range(len(names))
        for one in kind.fields
        if _may_hold(one, found) and (share := _share(rows, at, one)) >= CERTAIN
    )
    _assign(found, by_content, kind, known)
    return found


@lru_cache(4096)
def folded(name: str) -> str:
    """Return a heading as it is compared: "Straße/Nr." is "strasse nr"."""
    return " ".join(search.fold(re.sub(r"([a-zäöü])([A-ZÄÖÜ])", r"\1 \2", name)).split())


def letter(at: int) -> str:
    """Return what spreadsheets call column `at`: A, B … Z, AA."""
    return (letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def texts(line: Line, mapping: Mapping[int, str]) -> dict[str, str]:
    """Return the texts of a row by field; several columns of one field are joined by lines."""
    found: dict[str, str] = {}
    for at, name in sorted(mapping.items()):
        text = line.cells[at] if at < len(line.cells) else ""
        if name and text:
            found[name] = f"{found[name]}\n{text}" if name in found else text
    return found


def _is_heading(line: Line, kind: Kind, remembered: Mapping[str, str]) -> float:
    """Return how much `line` looks like headings: names that are known, and no figures."""
    cells = [cell for cell in line.cells if cell]
    named = {
        cell: one.name for cell in cells for one in kind.fields if _score(cell, one, {}) >= 0.9
    }
    known = len(set(named.values())) + sum(folded(cell) in remembered for cell in cells)
    strange = [cell for cell in cells if cell not in named]
    figures = sum(any(sign.isdigit() or sign == "@" for sign in cell) for cell in strange)
    return known - figures if cells else 0


def _score(heading: str, one: Field, remembered: Mapping[str, str]) -> float:
    """Return how sure the heading names `one`: 2 remembered, 1 the very word, less a part of it."""
    name = folded(heading)
    if name in remembered:
        return 2 if remembered[name] == one.name else 0
    words = [folded(word) for word in one.names]
    if name in words:
        return 1
    if one.heads is not None and one.heads(heading):
        return 0.95
    inside = [word for word in words if len(word) > 3 and f" {word} " in f" {name} "]
    return 0.4 + 0.5 * max(len(word) for word in inside) / len(name) if inside else 0


def _may_hold(one: Field, found: Mapping[int, str]) -> bool:
    return one.holds is not None and not (one.unless and one.unless in found.values())


def _share(rows: Sequence[Line], at: int, one: Field) -> float:
    """Return which share of the cells in column `at` look like the field."""
    cells = [line.cells[at] for line in rows[:SAMPLE] if at < len(line.cells) and line.cells[at]]
    return sum(map(one.holds, cells)) / len(cells) if cells and one.holds else 0


def _assign(
    found: dict[int, str], scored: list[tuple[float, int, str]], kind: Kind, not_these: set[int]
) -> None:
    """Give columns their fields, the surest first; a field has one column unless it is `many`."""
    for _surest, at, name in scored:
        one = kind.field(name)
        free = name not in found.values() or (one is not None and one.many)
        if at not in found and at not in not_these and free:
            found[at] = name
