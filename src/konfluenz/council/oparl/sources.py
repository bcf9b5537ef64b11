"""Where objects come from: a dump on disk, read once for each kind so that it may be large."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Any, Protocol

from django.utils.translation import gettext as _

from konfluenz.council.oparl import objects
from konfluenz.council.oparl.objects import Raw

KINDS = ("Organization", "Meeting", "Paper")
"""What becomes records, in this order: a session needs its body, a paper its session."""

LOOSE = frozenset({"File", "Consultation", "AgendaItem", "Location"})
"""What lies inside of those, or beside them and is named by its address."""

MOST_BYTES = 500 * 1024 * 1024
DUMPS = (".jsonl", ".json", ".ndjson")

Open = Callable[[], IO[bytes]]
Told = Callable[[str], None]


class SourceRefused(Exception):
    """Nothing can be read there; the message says why and how to mend it."""


class Source(Protocol):
    """Gives objects by kind, and those that are only named by address."""

    def objects(self, kind: str, tell: Told) -> Iterator[Raw]:
        """Yield the objects of `kind`; what is none is told."""

    def find(self, uid: str) -> Raw | None:
        """Return the object at `uid`, or None."""

    def total(self) -> int | None:
        """Return how many objects of all `KINDS` there are; None: nobody knows."""


class Dump:
    """Objects in files: one in each line, a list, an answer of a server with "data", or one."""

    def __init__(self, files: Iterable[Open]) -> None:
        self._files = list(files)
        self._loose: dict[str, Raw] = {}
        self._total = 0
        self._told = False
        for raw in self._all(lambda _line: None):
            kind = objects.kind_of(raw)
            self._total += kind in KINDS
            if kind in LOOSE and isinstance(raw.get("id"), str):
                self._loose[raw["id"]] = raw
        if not self._total:
            raise SourceRefused(
                _("It has no paper, session or body of OParl. Choose a file of OParl objects.")
            )

    def objects(self, kind: str, tell: Told) -> Iterator[Raw]:
        """Yield the objects of `kind`; lines that are no objects are told once."""
        silent, self._told = self._told, True
        for raw in self._all((lambda _line: None) if silent else tell):
            if objects.kind_of(raw) == kind:
                yield raw

    def find(self, uid: str) -> Raw | None:
        """Return the object that stands by itself in the dump."""
        return self._loose.get(uid)

    def total(self) -> int:
        """Return how many objects there are to be taken."""
        return self._total

    def _all(self, tell: Told) -> Iterator[Raw]:
        for file in self._files:
            with file() as stream:
                yield from _read(stream, tell)


def dump(path: Path) -> Dump:
    """Return the dump at `path`: a file, or a folder with files. Raises SourceRefused."""
    if not path.exists():
        raise SourceRefused(_("There is nothing at %s. Check the path.") % path.name)
    files = sorted(each for each in path.rglob("*") if each.suffix.lower() in DUMPS)
    found = files if path.is_dir() else [path]
    if not found:
        raise SourceRefused(_("In this folder is no file that ends in .jsonl or .json."))
    if sum(each.stat().st_size for each in found) > MOST_BYTES:
        raise SourceRefused(
            _("This is more than %d MB. Read it in parts.") % (MOST_BYTES // 1024**2)
        )
    return Dump([_opener(each) for each in found])


def _opener(path: Path) -> Open:
    return lambda: path.open("rb")


def _read(stream: IO[bytes], tell: Told) -> Iterator[Raw]:
    """Yield the objects of one file: one in each line, or all of it one piece of JSON."""
    first = stream.readline()
    lines: Iterable[bytes] = chain([first], stream)
    if _decoded(first) is None or not stream.peek(1):  # type: ignore[attr-defined]
        data = first + stream.read()
        value = _decoded(data)
        if value is not None:
            yield from spread(value)
            return
        lines = data.splitlines()
    for number, line in enumerate(lines, 1):
        value = _decoded(line) if line.strip() else []
        if value is None:
            tell(_("Line %d is no JSON and was left out.") % number)
        yield from spread(value)


def _decoded(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def spread(value: Any) -> Iterator[Raw]:
    """Yield the objects of a list, of a page of a list, or the one there is."""
    if isinstance(value, dict) and isinstance(value.get("data"), list):
        value = value["data"]
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield each
