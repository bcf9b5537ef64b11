"""Ask the program itself for a page, in this process, and listen to what the page reads."""

import io
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from konfluenz.publishing.baking import reads
from konfluenz.publishing.baking.reads import Reads

OF_THE_CONTENT = frozenset(
    {"content-type", "content-length", "content-language", "content-encoding", "vary", "etag"}
    | {"cache-control", "expires", "last-modified", "set-cookie"}
)
"""Headers that say something about one answer; the others are rules that hold for all."""

KINDS = frozenset({"text/html", "application/json"})
"""What is baked. The ending of an address says which (`files.ending`)."""

POLICY = "Content-Security-Policy"


@dataclass(frozen=True)
class Rendered:
    """An answer of the program, and what it has read."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    reads: Reads = field(default_factory=Reads)

    def header(self, name: str) -> str:
        """Return the header `name`, in lower case, or ""."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def rules(self) -> dict[str, str]:
        """The headers that tell browsers what the page may do, in one order in all processes."""
        said = {key: value for key, value in self.headers if key.lower() not in OF_THE_CONTENT}
        if POLICY in said:
            said[POLICY] = "; ".join(sorted(said[POLICY].split("; ")))
        return dict(sorted(said.items()))

    @property
    def bakeable(self) -> bool:
        """Whether it is the same for everybody and known when it changes."""
        kind = self.header("content-type").partition(";")[0]
        return self.status == 200 and kind in KINDS and not self.header("set-cookie")

    @property
    def failed(self) -> bool:
        """Whether the program could not answer."""
        return self.status >= 500


def render(address: str) -> Rendered:
    """Return how the program answers a plain request for `address`."""
    said: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
        said["status"], said["headers"] = int(status.split()[0]), headers

    with reads.collecting() as found:
        answer = _handler()(_environ(address), start_response)  # type: ignore[arg-type]
        body = _whole(answer)
    return Rendered(said["status"], said["headers"], body, found)


def looked_at(address: str) -> tuple[int, bytes]:
    """Return status and body of the answer to a stranger, also within a transaction.

    `render` begins and ends a request, at which Django closes a connection that is in the middle
    of one; here the program answers without.
    """
    answer = _handler().get_response(WSGIRequest(_environ(address)))
    return answer.status_code, b"".join(answer)


@cache
def common_rules() -> dict[str, str]:
    """Return the rules that the program gives all its pages."""
    return render("/healthz").rules


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()


def _whole(answer: Iterable[bytes]) -> bytes:
    try:
        return b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()


def _environ(address: str) -> dict[str, Any]:
    base = urlsplit(settings.BASE_URL)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": address.encode().decode("latin-1"),
        "QUERY_STRING": "",
        "SERVER_NAME": base.hostname or "localhost",
        "SERVER_PORT": str(base.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": base.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": base.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
