"""Reading files in: who reads which kind stands in settings, so that the ground knows no room.

`settings.IMPORTERS` names for ``konfluenz import`` a function that takes a file. Tables have a
machinery of their own: `reading` makes rows of any Excel or CSV file, of address cards and
mailboxes (`sheets`, `texts`, `cards`, `mailboxes`), `columns` guesses what its columns are,
`lists` leads it from the dropped file to the last row and back (undo), `steps` does the rows.
A room says in a `kinds.Kind` what it makes of a row (`settings.TABLES`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

Write = Callable[[str], None]


@dataclass(frozen=True)
class Count:
    """What came of an import, in records."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    def __str__(self) -> str:
        return (
            f"{self.new} new, {self.changed} changed,"
            f" {self.unchanged} unchanged, {self.refused} refused"
        )


Importer = Callable[[Path, Write], Count]
"""Reads a file, writes in German what it found, and says what came of it."""


class Gatherer(Protocol):
    """Reads files or addresses that belong together, as `Importer` does one file.

    `pictures`: fetch them too; `draft`: nothing new is public.
    """

    def __call__(
        self, names: Sequence[str], write: Write, *, pictures: bool = False, draft: bool = False
    ) -> Count:
        """Read what `names` stand for."""


class UnknownKind(Exception):
    """Nobody reads this kind of file."""


def known() -> list[str]:
    """Return the kinds of file that can be read in."""
    return sorted(settings.IMPORTERS)


def gatherers() -> list[str]:
    """Return the kinds that come as several files or from an address."""
    return sorted(settings.GATHERERS)


def gatherer(kind: str) -> Gatherer:
    """Return who reads `kind`, one of `gatherers`."""
    found: Gatherer = import_string(settings.GATHERERS[kind])
    return found


def importer(kind: str) -> Importer:
    """Return who reads files of `kind`. Raises UnknownKind."""
    try:
        found: Importer = import_string(settings.IMPORTERS[kind])
    except KeyError:
        raise UnknownKind(kind) from None
    return found
