"""A table that anybody may take, as CSV (RFC 4180) and its description (CSVW).

UTF-8 without a byte order mark, commas, a row of names, days as in ISO 8601, numbers with a
point. An empty cell was not collected; it is never 0. A text that begins like a formula stands
behind an apostrophe, because spreadsheets would run it (CWE-1236).
"""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
DATE: Mapping[str, str] = {"base": "date", "format": "yyyy-MM-dd"}
Period = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True)
class Column:
    """A column: its name in the first row, what it says in German, its type in CSVW."""

    name: str
    says: str | Promise
    datatype: str | Mapping[str, str] = "string"


@dataclass(frozen=True)
class Table:
    """One set of data. `themes` are codes of the EU's data themes.

    `rows` and `period` (first and last day) are asked when somebody wants to know.
    """

    slug: str
    title: str | Promise
    description: str | Promise
    keywords: Sequence[str | Promise]
    themes: Sequence[str]
    columns: Sequence[Column]
    rows: Callable[[], Iterable[Sequence[Any]]]
    period: Callable[[], Period]


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def written(table: Table) -> Iterator[str]:
    """Yield the CSV of `table` line by line; the rows are read while it goes out."""
    writer = csv.writer(_Echo())
    yield writer.writerow([column.name for column in table.columns])
    for row in table.rows():
        yield writer.writerow([cell(value) for value in row])


def cell(value: Any) -> str:
    """Return a value as it stands in a cell; "" for what is not there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dt.date | int):
        return value.isoformat() if isinstance(value, dt.date) else str(value)
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def described(
    table: Table, *, licence: str, publisher: str, modified: dt.datetime | None
) -> dict[str, Any]:
    """Return what the columns mean, as CSVW (Metadata Vocabulary for Tabular Data)."""
    changed = {"dc:modified": modified.date().isoformat()} if modified else {}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "de"}],
        "url": f"{table.slug}.csv",
        "dc:title": str(table.title),
        "dc:description": str(table.description),
        "dc:publisher": publisher,
        "dc:license": {"@id": licence},
        **changed,
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True},
        "tableSchema": {"columns": [_column(column) for column in table.columns]},
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": str(column.says),
        "datatype": column.datatype,
    }
