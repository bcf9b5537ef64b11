"""What an entry of the portal says of itself, for whoever is asked whether it still holds.

The room that owns a kind of entry describes it; ``settings.REVIEWED`` names who does, by label.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from konfluenz.ground import references


@dataclass(frozen=True)
class Fact:
    """One thing that the entry says. `name` is its field, `value` German text.

    `own`: its owner may propose another value for it alone. `long`: of more than one line.
    """

    name: str
    label: str | Promise
    value: str
    own: bool = False
    long: bool = False


@dataclass(frozen=True)
class Described:
    """An entry as everybody reads it, in German; `address` is where."""

    title: str
    facts: tuple[Fact, ...]
    address: str


Describer = Callable[[models.Model], Described | None]


def of(record: models.Model) -> Described | None:
    """Return how `record` stands on the portal; None: nobody reads it there (any more).

    Raises KeyError for a kind that ``settings.REVIEWED`` does not name.
    """
    describe: Describer = import_string(settings.REVIEWED[references.label(type(record))])
    return describe(record)


def fact(
    record: models.Model, name: str, value: str = "", *, own: bool = False, long: bool = False
) -> Fact:
    """Return the fact `name` of `record` under the words of its field; `value`: as it is told."""
    label = record._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return Fact(name, label, value or str(getattr(record, name) or ""), own, long)
