"""The shim before Django: public pages that lie ready as files go out without the program.

It answers plain GET and HEAD requests for a baked page. Everything else is the program's:
another method, a query string, a page that is not baked, and one that is no longer true
(``true_until`` has passed and the baker is not there yet): a late page may be slow, a wrong
opening hour may not be.
"""

import json
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from konfluenz.publishing.baking import files

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEPT_BYTES = 32 * 1024**2
"""So much of the pages asked for last stays in memory."""

OVERHEAD = 2_000
"""Bytes of what is kept beside the text: headers, key."""

CACHE_CONTROL = "no-cache"
"""Keep it, but ask each time: an unpublished page is gone for readers who have seen it, too."""

LOOK_SECONDS = 0.2
"""So long a page in memory is believed to be the present one; then its link is looked at."""

OK = f"{HTTPStatus.OK.value} {HTTPStatus.OK.phrase}"
NOT_MODIFIED = f"{HTTPStatus.NOT_MODIFIED.value} {HTTPStatus.NOT_MODIFIED.phrase}"


@dataclass(slots=True)
class Answer:
    """A page in one encoding, ready to go out. `looked_at`: when its link was (monotonic)."""

    version: str
    until: int
    etag: str
    headers: list[tuple[str, str]]
    body: list[bytes]
    size: int
    looked_at: float


class Shim:
    """A WSGI application that knows the baked pages and asks `application` for all others."""

    def __init__(
        self, application: "WSGIApplication", root: Path, look_seconds: float = LOOK_SECONDS
    ) -> None:
        self._application = application
        self._root = str(root)
        self._look_seconds = look_seconds
        self._kept: OrderedDict[tuple[str, str], Answer] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer from a file, or let the program answer."""
        answer = self._find(environ)
        if answer is None or (answer.until and answer.until <= time.time()):
            return self._application(environ, start_response)
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and _matches(known, answer.etag):
            start_response(NOT_MODIFIED, _of_unchanged(answer.headers))
            return []
        start_response(OK, answer.headers)
        return answer.body if environ["REQUEST_METHOD"] == "GET" else []

    def _find(self, environ: "WSGIEnvironment") -> Answer | None:
        if environ["QUERY_STRING"] or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return None
        key = (environ["PATH_INFO"], environ.get("HTTP_ACCEPT_ENCODING", ""))
        kept = self._kept.get(key)
        if kept is not None and kept.looked_at > time.monotonic() - self._look_seconds:
            return kept
        return self._look(key, kept)

    def _look(self, key: tuple[str, str], kept: Answer | None) -> Answer | None:
        """Look at the link: keep what is kept, load what is new, forget what is gone."""
        there = self._folder(key[0])
        now = time.monotonic()
        try:
            version = os.readlink(f"{there}/{files.LINK}") if there else ""  # noqa: PTH115, quick
        except OSError:
            version = ""
        if kept is not None and kept.version == version:
            kept.looked_at = now
            return kept
        fresh = _load(Path(there, version), _accepted(key[1]), now) if version else None
        if kept is not None or fresh is not None:
            self._keep(key, fresh)
        return fresh

    def _folder(self, path: str) -> str:
        try:
            address = path if path.isascii() else path.encode("latin-1").decode()
        except UnicodeError:
            return ""
        return files.folder(self._root, address)

    def _keep(self, key: tuple[str, str], answer: Answer | None) -> None:
        with self._lock:
            old = self._kept.pop(key, None)
            self._bytes -= old.size if old else 0
            if answer is not None:
                self._kept[key] = answer
                self._bytes += answer.size
            while self._bytes > KEPT_BYTES:
                _key, dropped = self._kept.popitem(last=False)
                self._bytes -= dropped.size


def _load(folder: Path, encoding: str, now: float) -> Answer | None:
    """Read a version. None when it has just been replaced: the program answers this once."""
    ending = files.ENCODINGS.get(encoding, "")
    try:
        rules: dict[str, str] = json.loads((folder / files.HEADERS).read_bytes())
        body = _body(folder, f"{files.ending(folder.parent.name)}{ending}")
    except OSError:
        return None
    digest, until = folder.name[1:].split("-")
    etag = f'"{digest}{ending}"'
    headers = _headers(rules, encoding, etag, len(body))
    size = len(body) + OVERHEAD
    return Answer(folder.name, int(until), etag, headers, [body], size, now)


def _body(folder: Path, ending: str) -> bytes:
    try:
        return (folder / f"{files.PLAIN}{ending}").read_bytes()
    except FileNotFoundError:
        return (folder / f"{files.OWN}{ending}").read_bytes()


def _headers(rules: dict[str, str], encoding: str, etag: str, length: int) -> list[tuple[str, str]]:
    said = [*rules.items(), ("Cache-Control", CACHE_CONTROL), ("Vary", "Accept-Encoding")]
    if encoding:
        said.append(("Content-Encoding", encoding))
    return [*said, ("ETag", etag), ("Content-Length", str(length))]


def _of_unchanged(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what a 304 carries (RFC 9110, 15.4.5): all but what describes the body."""
    return [(name, value) for name, value in headers if not name.startswith("Content-L")]


def _matches(known: str, etag: str) -> bool:
    """Compare weakly (RFC 9110, 13.1.2)."""
    return known.strip() == "*" or etag in (
        each.strip().removeprefix("W/") for each in known.split(",")
    )


def _accepted(header: str) -> str:
    """Return the smallest encoding that the reader takes, "" for none (RFC 9110, 12.5.3)."""
    qualities = dict(map(_quality, header.lower().split(",")))
    for encoding in files.ENCODINGS:
        if qualities.get(encoding, qualities.get("*", 0.0)) > 0:
            return encoding
    return ""


def _quality(part: str) -> tuple[str, float]:
    name, _, weight = part.partition(";")
    try:
        return name.strip(), float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        return name.strip(), 0.0
