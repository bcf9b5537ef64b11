"""Objects from a server: System, its bodies, their lists, page by page (OParl 1.1).

The address typed by a person leads; from there only the same host is asked. Public addresses
of the internet alone (`publishing/links/guarding.py`), unless the operator typed it at the
command line.
"""

import datetime as dt
import json
import time
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import requests
from django.utils.translation import gettext as _

from konfluenz.council.oparl import objects
from konfluenz.council.oparl.objects import Raw
from konfluenz.council.oparl.sources import SourceRefused, Told, spread
from konfluenz.publishing.importing.remote_pictures import PublicOnly
from konfluenz.publishing.links import guarding

TIMEOUT = (10, 60)
"""Seconds to connect, and between two bytes."""

PAGE_SECONDS = 120
PAGE_BYTES = 25 * 1024 * 1024
MOST_PAGES = 5_000
MOST_FOUND = 2_000
"""So many objects that are only named by address are asked for one by one."""

REDIRECTS = 3
CHUNK = 65_536
MOVED = frozenset({301, 302, 303, 307, 308})
LISTS = {"Organization": "organization", "Meeting": "meeting", "Paper": "paper"}


class Server:
    """A server of OParl. `since`: only what changed there from that moment on."""

    def __init__(
        self, address: str, *, since: dt.datetime | None = None, within: bool = False
    ) -> None:
        self._since, self._pages, self._found = since, 0, 0
        self._session = requests.Session()
        self._session.headers["Accept"] = "application/json"
        if not within:
            self._session.trust_env = False
            for scheme in ("http://", "https://"):
                self._session.mount(scheme, PublicOnly())
        self._host = _host(address)
        self._bodies = list(self._bodies_at(address))
        if not self._bodies:
            raise SourceRefused(
                _("%s names no municipality. Type the address of the system or of its body.")
                % address
            )

    def objects(self, kind: str, tell: Told) -> Iterator[Raw]:
        """Yield the objects of `kind` of all bodies."""
        for body in self._bodies:
            listed = body.get(LISTS[kind])
            if isinstance(listed, str):
                yield from self._list(self._asked(listed))
            elif listed is not None:
                yield from spread(listed)
            else:
                tell(_("The server has no list “%s”.") % LISTS[kind])

    def find(self, uid: str) -> Raw | None:
        """Return the object at `uid` of the same host, or None."""
        if self._found >= MOST_FOUND or _host_or_none(uid) != self._host:
            return None
        self._found += 1
        try:
            value = self._get(uid)
        except SourceRefused:
            return None
        return value if isinstance(value, dict) else None

    def total(self) -> None:
        """Nobody knows before the last page."""

    def _bodies_at(self, address: str) -> Iterator[Raw]:
        value = self._get(address)
        kind = objects.kind_of(value) if isinstance(value, dict) else ""
        if kind == "Body":
            yield value
        elif kind == "System" and isinstance(value.get("body"), str):
            yield from self._list(value["body"])
        elif kind == "System":
            yield from spread(value.get("body"))
        else:
            yield from (each for each in spread(value) if objects.kind_of(each) == "Body")

    def _list(self, address: str) -> Iterator[Raw]:
        seen: set[str] = set()
        while address and address not in seen:
            seen.add(address)
            page = self._get(address)
            yield from spread(page)
            links = page.get("links") if isinstance(page, dict) else None
            following = links.get("next") if isinstance(links, dict) else None
            address = urljoin(address, following) if isinstance(following, str) else ""

    def _asked(self, address: str) -> str:
        if self._since is None:
            return address
        parts = urlsplit(address)
        query = [
            *parse_qsl(parts.query),
            ("modified_since", self._since.isoformat(timespec="seconds")),
        ]
        return urlunsplit(parts._replace(query=urlencode(query)))

    def _get(self, address: str) -> Any:
        """Return what lies at `address`. Raises SourceRefused."""
        self._pages += 1
        if self._pages > MOST_PAGES:
            raise SourceRefused(_("The server has more than %d pages.") % MOST_PAGES)
        try:
            return json.loads(self._body(address))
        except (ValueError, RecursionError):
            raise SourceRefused(_("%s gives no JSON.") % address) from None

    def _body(self, address: str) -> bytes:
        try:
            for _turn in range(REDIRECTS + 1):
                self._judge(address)
                with self._session.get(
                    address, stream=True, timeout=TIMEOUT, allow_redirects=False
                ) as answer:
                    if answer.status_code not in MOVED:
                        return _read(answer, address)
                    address = urljoin(address, answer.headers.get("Location", ""))
        except (requests.RequestException, OSError) as error:
            words = {"address": address, "why": _why(error)}
            raise SourceRefused(_("%(address)s does not answer (%(why)s).") % words) from None
        raise SourceRefused(_("%s leads on again and again.") % address)

    def _judge(self, address: str) -> None:
        if _host(address) != self._host:
            raise SourceRefused(
                _("%s lies on another site than the address that you typed.") % address
            )


def _host(address: str) -> str:
    """Return the host of `address`. Raises SourceRefused for what is no plain web address."""
    try:
        guarding.check(address)
    except guarding.AddressRefused:
        raise SourceRefused(
            _("Type the whole address, such as https://ris.stadt.example/oparl/system.")
        ) from None
    return (urlsplit(address).hostname or "").lower()


def _host_or_none(address: str) -> str | None:
    try:
        return _host(address)
    except SourceRefused:
        return None


def _read(answer: requests.Response, address: str) -> bytes:
    if answer.status_code != HTTPStatus.OK:
        words = {"address": address, "code": answer.status_code}
        raise SourceRefused(_("%(address)s answers with %(code)d.") % words)
    data, until = bytearray(), time.monotonic() + PAGE_SECONDS
    for chunk in answer.iter_content(CHUNK):
        data += chunk
        if len(data) > PAGE_BYTES:
            words = {"address": address, "limit": PAGE_BYTES // 1024**2}
            raise SourceRefused(_("%(address)s gives more than %(limit)d MB.") % words)
        if time.monotonic() > until:
            raise SourceRefused(_("%s takes too long.") % address)
    return bytes(data)


def _why(error: Exception) -> str:
    """Return a short word; an address inside is told as such."""
    cause: BaseException | None = error
    while cause is not None:
        if type(cause).__name__ == "AddressRefused":
            return str(cause)
        cause = cause.__context__
    return type(error).__name__
