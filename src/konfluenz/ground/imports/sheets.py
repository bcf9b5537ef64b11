"""Read a table out of an Excel file: results of formulas, merged cells, dates as dates."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.cell import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from konfluenz.ground.imports.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    Asked,
    Line,
    Table,
    TableRefused,
    checked,
)

DAMAGED = (
    InvalidFileException,
    zipfile.BadZipFile,
    ParseError,
    KeyError,
    ValueError,
    EOFError,
    OSError,
    TypeError,
    IndexError,
    AttributeError,
)
"""What openpyxl raises when it meets a file that is not what it says."""

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
MOST_XML = 300 * 1024 * 1024
MOST_MERGED = 1_000_000
"""So many cells get their text from a merged range; more only a hostile file has."""

MIDNIGHT = dt.time(0)

Cells = list[list[Any]]


def read(data: bytes, asked: Asked | None = None) -> Table:
    """Return the table in the first sheet, or in the one asked for. Raises TableRefused."""
    asked = asked or Asked()
    try:
        return _read(data, asked.sheet)
    except DAMAGED:
        raise TableRefused(
            _("This Excel file cannot be read. Open it, save it as a new file, and drop that one.")
        ) from None


def _read(data: bytes, wanted: str) -> Table:
    results = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    sheets = tuple(sheet.title for sheet in results.worksheets)
    if not sheets:
        raise TableRefused(_("There is no sheet with cells in this file."))
    name = wanted if wanted in sheets else sheets[0]
    cells = _cells(results[name])
    lines = [
        Line(number, tuple(text for text, _flaw in row), " ".join(f for _t, f in row if f))
        for number, row in _rows(cells, formulas[name])
    ]
    merged = _merged(data, results[name])
    notes = [_MERGED_NOTE()] if merged else []
    rows = checked(_spread(lines, merged))
    return Table(rows, form="sheet", sheet=name, sheets=sheets, notes=notes)


def _MERGED_NOTE() -> str:  # noqa: N802
    return _("Merged cells count for each of their rows.")


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the cells that are there, whatever size the file says it has."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        if number > MOST_ROWS * 3:
            return
        yield row[:MOST_COLUMNS]


def _rows(
    results: Iterator[tuple[Any, ...]], formulas: Any
) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Yield each row with (text, flaw) of its cells."""
    pairs = zip_longest(results, _cells(formulas), fillvalue=())
    for number, (values, written) in enumerate(pairs, 1):
        cells = zip_longest(values, written)
        yield number, [_cell(*cell, number, at) for at, cell in enumerate(cells, 1)]


def _cell(value: Any, written: Any, row: int, column: int) -> tuple[str, str]:
    """Return a cell as text; a formula of which Excel kept no result is a flaw."""
    is_formula = isinstance(written, str) and written.startswith("=") and written != value
    if is_formula and value is None:
        where = f"{get_column_letter(column)}{row}"
        return "", _("In cell %s stands a formula without a result.") % where
    text = _text(value)
    if is_formula and text.startswith("#"):
        where = f"{get_column_letter(column)}{row}"
        return "", _("The formula in cell %s has no result but an error.") % where
    return text, ""


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _merged(data: bytes, sheet: Any) -> list[tuple[int, int, int, int]]:
    """Return the merged ranges: (first column, first row, last column, last row).

    The read-only sheet of openpyxl does not know them.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(sheet._worksheet_path) as part:
        found = MERGED.findall(part.read(MOST_XML))
    return [range_boundaries(one.decode()) for one in found[:MOST_ROWS]]


def _spread(lines: list[Line], merged: list[tuple[int, int, int, int]]) -> list[Line]:
    """Give each row of a merged range what stands in its first one, in the first column of it.

    Beside one another cells are merged for looks: a heading over several columns.
    """
    rows = {line.number: list(line.cells) for line in lines}
    lowest = max(rows, default=0)
    left = MOST_MERGED
    for column, first, _last_column, last in merged:
        text = _at(rows.get(first, []), column)
        span = range(first + 1, min(last, lowest, first + left) + 1) if text else range(0)
        left -= len(span)
        for number in span:
            if number in rows and any(rows[number]):
                rows[number] += [""] * (column - len(rows[number]))
                rows[number][column - 1] = text
    return [Line(line.number, tuple(rows[line.number]), line.flaw) for line in lines]


def _at(cells: list[str], column: int) -> str:
    return cells[column - 1] if column <= len(cells) else ""
