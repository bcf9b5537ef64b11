"""The rows of a list, by their keys first: which they are, then what they say.

A page is found by the keys alone, which an index holds; only its own rows are read in full.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django_tables2.data import TableQuerysetData

COMMON = 1_000
"""From how many rows on a long list looks at each of them for itself."""


class KeyedRows(TableQuerysetData):
    """Rows of `found`, whose keys are asked for; the rows of a page are read from `among`."""

    def __init__(self, found: QuerySet, among: QuerySet) -> None:
        super().__init__(found)
        self._among = among

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, slice):
            return super().__getitem__(key)
        place = {pk: number for number, pk in enumerate(self._page(key))}
        return sorted(self._among.filter(pk__in=place), key=lambda row: place[row.pk])

    def _page(self, piece: slice) -> list[Any]:
        raise NotImplementedError


class PagedRows(KeyedRows):
    """Rows of a list that nobody has searched.

    Of a few the page is read at once; of many by its keys, because all of them are put in
    order for a page, and rows with what belongs to them are wide.
    """

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice) and len(self) <= COMMON:
            return self.data[key]
        return super().__getitem__(key)

    def _page(self, piece: slice) -> list[Any]:
        return list(self.data.values_list("pk", flat=True)[piece])


class FoundRows(KeyedRows):
    """Rows of a search. Which they are is asked once, for their number and for the page."""

    @cached_property
    def _keys(self) -> list[Any]:
        return list(self.data.values_list("pk", flat=True))

    def __len__(self) -> int:
        return len(self._keys)

    def _page(self, piece: slice) -> list[Any]:
        return self._keys[piece]


class LongRows(KeyedRows):
    """Rows of a list that may have a hundred thousand.

    `found` and what `common` returns are the same rows, asked for in two ways: `found`
    gathers them all, by the index that narrows most, and puts them in order; the other goes
    along the order of the list and looks at each row, until the page is full. That is quick
    where many match. `count`: how many they are, where that is known without reading them.
    With `most` only so many, the first in the order of the list, are counted and shown, and
    `more` says that there are others.
    """

    def __init__(
        self,
        found: QuerySet,
        common: Callable[[], QuerySet],
        among: QuerySet,
        *,
        most: int | None = None,
        count: int | None = None,
    ) -> None:
        super().__init__(found, among)
        self._common, self._most, self._known = common, most, count

    @property
    def more(self) -> bool:
        """Whether there are more rows than were counted."""
        return self._most is not None and self._count > self._most

    @cached_property
    def _count(self) -> int:
        if self._known is not None:
            return self._known
        rows = self.data.order_by()
        return rows.count() if self._most is None else rows[: self._most + 1].count()

    def __len__(self) -> int:
        return min(self._count, self._most or self._count)

    def _page(self, piece: slice) -> list[Any]:
        rows, order = self.data, self.data.query.order_by
        if self._count > COMMON:
            rows = self._common()
            rows = rows.order_by(*order) if order else rows
        return list(rows.values_list("pk", flat=True)[piece])
