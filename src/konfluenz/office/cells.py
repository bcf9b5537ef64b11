"""The rows of a table, made once for the template.

django-tables2 looks at the signature of each column's method and works out each column's
attributes anew for every cell, and a template takes its time for each of them; on a page of
fifty rows that costs more than all the rest.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django_tables2 import Column, Table
from django_tables2.utils import signature

from konfluenz.office import addresses


@dataclass(frozen=True)
class Row:
    """One record and the HTML of its cells."""

    record: Any
    html: SafeString


class HeadColumn(Column):
    """A column whose cells lead to ``office:page`` of their record."""

    def __init__(self, page: str, **more: Any) -> None:
        super().__init__(attrs={"td": {"class": "o-cell--head"}}, **more)
        self.page = page


def rows(table: Table) -> Iterator[Row]:
    """Yield the rows of the page that `table` is turned to.

    Each cell repeats the heading of its column, which a card shows.
    """
    columns = [(_opening(column), _maker(column)) for column in table.columns]
    for row in table.paginated_rows:
        cells = ((opening, _shown(make(row))) for opening, make in columns)
        yield Row(row.record, format_html_join("", "{}{}</td>", cells))


def _opening(column: Any) -> SafeString:
    css = column.attrs["td"].get("class") or ""
    return format_html('<td data-label="{}" class="{}">', column.header, css)


def _shown(value: Any) -> SafeString:
    """Return a value as a template shows it."""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value)
    return conditional_escape(value if isinstance(value, str) else localize(value))


def _maker(column: Any) -> Callable[[Any], Any]:
    """Return what makes the cells of `column` from rows, as `BoundRow.get_cell` does."""
    wanted, takes_all = signature(column.render)
    empty, link = column.column.empty_values, _linker(column)

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
        return link(html, given)

    return make


def _linker(column: Any) -> Callable[[Any, dict[str, Any]], Any]:
    """Return what puts a link around a cell, given what it was made from."""
    if isinstance(column.column, HeadColumn):
        address = addresses.of(column.column.page)
        anchor = '<a class="o-row-link" href="{}">{}</a>'
        return lambda html, given: format_html(anchor, address(given["record"]), html)
    if column.link:
        return lambda html, given: column.link(html, **given)
    return lambda html, _given: html


def _value(accessor: Any, record: Any) -> Any:
    """Return what `accessor` leads to: the label of a choice, None for what is not there."""
    display = getattr(record, f"get_{accessor}_display", None)
    return display() if display else accessor.resolve(record, quiet=True)
