"""Reading files in from the command line: who reads which kind stands in settings.IMPORTERS.

So a room offers its importer without the ground knowing the room.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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


class UnknownKind(Exception):
    """Nobody reads this kind of file."""


def kinds() -> list[str]:
    """Return the kinds of file that can be read in."""
    return sorted(settings.IMPORTERS)


def importer(kind: str) -> Importer:
    """Return who reads files of `kind`. Raises UnknownKind."""
    try:
        found: Importer = import_string(settings.IMPORTERS[kind])
    except KeyError:
        raise UnknownKind(kind) from None
    return found
