"""All rows of a list as a file: CSV in pieces, XLSX row by row, never everything in memory.

A cell that begins with ``= + - @``, a tab or a carriage return could run as a formula in
the reader's spreadsheet (CWE-1236); it stays text.
"""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django_tables2 import Table
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

KINDS = ("csv", "xlsx")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"


def respond(table: Table, name: str, kind: str) -> HttpResponseBase:
    """Answer with all rows of `table`, in its order, as a download named after `name`."""
    filename = f"{name}-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "xlsx":
        file = _xlsx(values(table))
        return FileResponse(file, as_attachment=True, filename=filename, content_type=XLSX)
    answer = StreamingHttpResponse(_csv(values(table)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer


def values(table: Table) -> Iterator[list[Any]]:
    """Yield the headings, then the cells of each row, reading the database in pieces."""
    rows: QuerySet = table.data.data
    kind = type(table)
    yield next(kind([], default="").as_values())
    found = rows.iterator(chunk_size=CHUNK)
    while piece := list(islice(found, CHUNK)):
        cells = kind(piece, default="").as_values()
        next(cells)
        yield from cells


def as_text(value: Any) -> str:
    """Return a cell for CSV, disarmed with an apostrophe where it looks like a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv(rows: Iterable[list[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow([as_text(value) for value in row])


def _xlsx(rows: Iterable[list[Any]]) -> IO[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([cell(sheet, value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def cell(sheet: Any, value: Any) -> Any:
    """Return `value` as a cell of a sheet that is written row by row; text is never a formula."""
    if not isinstance(value, str):
        return value
    made = WriteOnlyCell(sheet, value)
    made.data_type = "s"
    return made
