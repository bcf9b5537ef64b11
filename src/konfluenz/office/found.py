"""The rows that a search found. Which they are is asked once, for their number and for the page."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django_tables2.data import TableQuerysetData


class FoundRows(TableQuerysetData):
    """Rows of a search: `found` is asked for the keys alone, `among` for the rows of a page."""

    def __init__(self, found: QuerySet, among: QuerySet) -> None:
        super().__init__(found)
        self._among = among

    @cached_property
    def _keys(self) -> list[Any]:
        return list(self.data.values_list("pk", flat=True))

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, slice):
            return super().__getitem__(key)
        place = {pk: number for number, pk in enumerate(self._keys[key])}
        return sorted(self._among.filter(pk__in=place), key=lambda row: place[row.pk])
