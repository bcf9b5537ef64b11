"""Pages as Integreat's API gives them, read from files with one language each."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.utils.translation import gettext as _

from konfluenz.ground.imports import Write

MAX_BYTES = 50 * 1024 * 1024
MAX_CONTENT = 1_000_000
"""Characters of one page."""
MAX_TITLE = 255
MAX_PATH = 480
CODES = {"de-si": "de-simple", "de-simple": "de-simple"}
"""Integreat's codes of languages that differ from ours."""


class SourceRefused(Exception):
    """The source cannot be read at all; the message says why."""


@dataclass(frozen=True)
class Entry:
    """A page of the source in one language.

    `path`, `parent` ("": none) and `languages` (locale → path) are compared paths: see `key`.
    """

    path: str
    title: str
    content: str
    parent: str = ""
    order: int = 0
    url: str = ""
    languages: Mapping[str, str] = field(default_factory=dict)


def key(path: str) -> str:
    """Return `path` as paths are compared: decoded, in lower case, without the slashes around."""
    return unquote(path).strip("/").casefold()


def locale(code: str) -> str | None:
    """Return our code of a language of Integreat's, None for one that we do not speak."""
    wanted = CODES.get(code.lower(), code.lower())
    return wanted if wanted in dict(settings.LANGUAGES) else None


def files(names: list[str]) -> dict[str, bytes]:
    """Return the data of files by their languages; a folder stands for what lies in it.

    Raises SourceRefused for what is missing, too large, or does not name its language.
    """
    return {_language(path): _data(path) for name in names for path in _paths(Path(name))}


def entries(data: bytes, told: str, write: Write) -> tuple[list[Entry], int]:
    """Return the pages in `data`, and how many cannot be taken: `write` says why.

    `told` says in words what `data` is. Raises SourceRefused when it is no list of pages.
    """
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        raise SourceRefused(
            _("%(file)s is no list of pages in JSON, as Integreat's address …/pages/ gives it.")
            % {"file": told}
        )
    found: dict[str, Entry] = {}
    for number, row in enumerate(rows, 1):
        entry = _entry(row)
        why = _fault(entry) or (_TWICE() if entry.path in found else "")
        if why:
            name = entry.path or entry.title or f"#{number}"
            write(_("Not taken over, %(page)s: %(why)s") % {"page": name, "why": why})
        else:
            found[entry.path] = entry
    return list(found.values()), len(rows) - len(found)


def _TWICE() -> str:  # noqa: N802
    return _("A page with this address came before.")


def _paths(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(path.glob("*.json"))
        if found:
            return found
    elif path.is_file():
        return [path]
    raise SourceRefused(_("There is no file “%(file)s”.") % {"file": path})


def _language(path: Path) -> str:
    code = path.stem.rpartition(".")[2]
    found = locale(code)
    if found is None:
        raise SourceRefused(
            _("Name the language in the name of the file “%(file)s”, such as pages.de.json.")
            % {"file": path.name}
        )
    return found


def _data(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise SourceRefused(_("This file is larger than %d MB.") % (MAX_BYTES // 1024**2))
    return path.read_bytes()


def _entry(row: Any) -> Entry:
    """Return the page in `row`; whatever is of the wrong kind counts as not there."""
    values = row if isinstance(row, dict) else {}
    order = values.get("order")
    return Entry(
        path=key(_text(values, "path")),
        title=" ".join(_text(values, "title").split()),
        content=_text(values, "content"),
        parent=key(_text(values.get("parent"), "path")),
        order=order if isinstance(order, int) else 0,
        url=_text(values, "url"),
        languages=dict(_languages(values.get("available_languages"))),
    )


def _text(values: Any, name: str) -> str:
    found = values.get(name) if isinstance(values, dict) else None
    if not isinstance(found, str):
        return ""
    return found.replace("\x00", "").encode("utf-8", "replace").decode()


def _languages(values: Any) -> Iterator[tuple[str, str]]:
    for code, there in values.items() if isinstance(values, dict) else ():
        if path := key(_text(there, "path")):
            yield CODES.get(str(code), str(code)), path


def _fault(entry: Entry) -> str:
    """Return why `entry` cannot be taken, "" when it can."""
    if not entry.path:
        return _("It has no address (path).")
    if len(entry.path) > MAX_PATH:
        return _("Its address is longer than %d characters.") % MAX_PATH
    if not entry.title:
        return _("It has no title.")
    if len(entry.title) > MAX_TITLE:
        return _("Its title is longer than %d characters.") % MAX_TITLE
    if len(entry.content) > MAX_CONTENT:
        return _("Its text is longer than %d characters.") % MAX_CONTENT
    return ""
