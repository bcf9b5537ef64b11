"""What a room says about the rows it can read: their fields, and what becomes of a row.

``settings.TABLES`` maps the name of a kind to a :class:`Kind`. The ground reads the file, finds
the columns, remembers, counts and undoes; the room reads a row (:meth:`Reader.read`), makes a
record of it, changes it when the file says something new, and takes it back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from konfluenz.ground.imports import tables

Words = str | Promise


class RowRefused(Exception):
    """A row cannot be taken; the message says why. `title` is what the row is called, if told."""

    def __init__(self, message: str, *, title: str = "") -> None:
        super().__init__(message)
        self.title = title


class Kept(Exception):
    """A record that an import made is not taken back; the message says why."""


@dataclass(frozen=True)
class Field:
    """Something a column may hold. `names` are words by which headings are recognised.

    `many`: several columns may feed it; their texts are joined. `holds`: whether a text looks
    like it, for columns whose heading says nothing, unless the field `unless` has a column.
    `heads`: whether a heading names it by its form, such as a year.
    """

    name: str
    label: Words
    names: Sequence[str] = ()
    many: bool = False
    holds: Callable[[str], bool] | None = None
    unless: str = ""
    heads: Callable[[str], bool] | None = None


@dataclass(frozen=True)
class Option:
    """A choice for all rows, such as what holds where a column is missing.

    `choices` may be a function, where they are records of the room.
    """

    name: str
    label: Words
    choices: tuple[tuple[str, Words], ...] | Callable[[], Sequence[tuple[str, Words]]]
    default: str
    hint: Words = ""


@dataclass(frozen=True)
class Content:
    """What a row says, in values fit for JSON. `key` tells which row it is when it comes again.

    `words` are what else it may be recognised by, such as a mail address and a folded name:
    rows that share one may mean the same. `title` is what the row is called to people. `told`
    is what people should know of how it was read.
    """

    key: tuple[str, ...]
    title: str
    values: dict[str, Any]
    words: tuple[str, ...] = ()
    told: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Added:
    """What came of a new row: its record, all records made for it, who may be the same.

    `known`: the record was there before; the row only belongs to it.
    """

    record: models.Model
    made: Sequence[models.Model] = ()
    alike: Sequence[models.Model] = ()
    told: Sequence[str] = ()
    known: bool = False


class Reader(Protocol):
    """Reads the rows of one import, one after the other; it may remember what it has seen."""

    def read(self, cells: Mapping[str, str]) -> Content:
        """Return what the row says. Raises RowRefused, CellRefused. Changes nothing."""

    def add(self, content: Content) -> Added:
        """Make the record of a new row. Raises RowRefused."""

    def shown(self, record: Any) -> dict[str, Any]:
        """Return what `record` says now, in the form of `Content.values`."""

    def change(self, record: Any, values: dict[str, Any]) -> None:
        """Let `record` say `values`. Raises RowRefused."""

    def remove(self, made: models.Model) -> None:
        """Take a record back that an import made. Raises Kept when something rests on it."""


@runtime_checkable
class Following(Protocol):
    """A reader whose rows rest on earlier rows, such as an answer on a question.

    A trial takes back what each batch made; what came earlier in the file is handed on.
    """

    def follow(self, earlier: Any) -> None:
        """Know what `earlier`, another reader of this kind, has read."""


@dataclass(frozen=True)
class Kind:
    """A kind of table. `needs` are sets of fields of which one set must have columns."""

    name: str
    label: Words
    fields: tuple[Field, ...]
    needs: tuple[frozenset[str], ...]
    needs_words: Words
    begin: Callable[[Mapping[str, str], models.Model | None], Any]
    """Returns a `Reader`, or a `many.ManyReader` for tables of tens of thousands of values."""
    options: tuple[Option, ...] = ()
    absent: Mapping[str, Words] = field(default_factory=dict)
    """What is taken for granted where a field has no column."""
    strange: tuple[str, ...] = ()
    """Headings that sound like a field and mean something else."""
    forms: frozenset[str] = tables.LISTS
    """What a file may be (`tables.FORMS`)."""
    fixed: bool = False
    """Whether the file says itself what its columns are, so that nobody has to choose."""
    assigned: str = ""
    """The name of the page where words in the rows get a meaning before the trial."""

    def field(self, name: str) -> Field | None:
        """Return the field called `name`."""
        return next((one for one in self.fields if one.name == name), None)

    def defaults(self) -> dict[str, str]:
        """Return the options as they are when nobody chooses."""
        return {option.name: option.default for option in self.options}


def named(name: str) -> Kind:
    """Return the kind called `name`. Raises LookupError."""
    found: Kind = import_string(settings.TABLES[name])
    return found


def all_kinds() -> list[Kind]:
    """Return every kind of table that can be read in."""
    return [named(name) for name in settings.TABLES]
