"""What a kind of record lets itself be read as."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from konfluenz.council.values import Day, Several, Value, Words


@dataclass(frozen=True)
class Finding:
    """What was read, and the paper or person that vouches for it, where the record says."""

    value: Value | None
    source: str = ""


NOTHING = Finding(None)
Read = Callable[[Sequence[Any], dt.date], Mapping[int, Finding]]


@dataclass(frozen=True)
class Attribute:
    """One thing that can be read of a kind of record.

    `read` takes records and a day and returns what it found by primary key; the number of
    its queries does not grow with the records.
    """

    slug: str
    label: str | Promise
    read: Read


@dataclass(frozen=True)
class Kind:
    """A kind of record that a sentence may be linked to.

    `rows` brings along all that the attributes and `title` need. `search` names fields in
    which a person looks for a record. `public`: whether everybody may see this one.
    """

    model: type[Model]
    rows: Callable[[], QuerySet]
    attributes: tuple[Attribute, ...]
    search: tuple[str, ...]
    public: Callable[[Any], bool]
    title: Callable[[Any], str] = str

    @property
    def name(self) -> str:
        """What a record of this kind is called, in the active language."""
        return str(self.model._meta.verbose_name)

    def attribute(self, slug: str) -> Attribute | None:
        """Return the attribute of that slug, if there is one."""
        return next((one for one in self.attributes if one.slug == slug), None)


def each(
    slug: str,
    label: str | Promise,
    read: Callable[[Any], Value | None],
    source: str = "source",
) -> Attribute:
    """Return an attribute read from one record at a time; `source` is the field that vouches."""

    def all_of(records: Sequence[Any], _day: dt.date) -> dict[int, Finding]:
        return {one.pk: Finding(read(one), getattr(one, source, "")) for one in records}

    return Attribute(slug, label, all_of)


def always(_record: Any) -> bool:
    """Return True: everybody may see records of this kind."""
    return True


def words(text: str | None, *also: str) -> Words | None:
    """Return the words, or None where there are none."""
    return Words(text, tuple(one for one in also if one)) if text else None


def day(date: dt.date | None, precision: str = "day") -> Day | None:
    """Return the day, or None where there is none."""
    return Day(date, precision) if date else None


def several(values: Iterable[Value | None]) -> Several | None:
    """Return those that there are, or None where there is none."""
    there = tuple(value for value in values if value is not None)
    return Several(there) if there else None
