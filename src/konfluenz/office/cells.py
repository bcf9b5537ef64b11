"""The rows of a table, made once for the template.

django-tables2 looks at the signature of each column's method and works out each column's
attributes anew for every cell; on a page of fifty rows that costs more than all the rest.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django_tables2 import Table
from django_tables2.utils import signature


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; `label` is the heading of its column, which a card repeats."""

    label: str
    css: str
    html: Any


@dataclass(frozen=True)
class Row:
    """One record and its cells."""

    record: Any
    cells: list[Cell]


def rows(table: Table) -> Iterator[Row]:
    """Yield the rows of the page that `table` is turned to."""
    columns = [
        (str(column.header), column.attrs["td"].get("class") or "", _maker(column))
        for column in table.columns
    ]
    for row in table.paginated_rows:
        yield Row(row.record, [Cell(label, css, make(row)) for label, css, make in columns])


def _maker(column: Any) -> Callable[[Any], Any]:
    """Return what makes the cells of `column` from rows, as `BoundRow.get_cell` does."""
    wanted, takes_all = signature(column.render)
    empty = column.column.empty_values

    def make(row: Any) -> Any:
        value = _value(column.accessor, row.record) if empty else None
        if empty and value in empty:
            return column.default
        given = {
            "value": value,
            "record": row.record,
            "column": column.column,
            "bound_column": column,
            "bound_row": row,
            "table": row.table,
        }
        html = column.render(**(given if takes_all else {name: given[name] for name in wanted}))
        return column.link(html, **given) if column.link else html

    return make


def _value(accessor: Any, record: Any) -> Any:
    """Return what `accessor` leads to: the label of a choice, None for what is not there."""
    display = getattr(record, f"get_{accessor}_display", None)
    return display() if display else accessor.resolve(record, quiet=True)
