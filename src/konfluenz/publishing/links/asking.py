"""Ask an address whether it is still there: HEAD, then GET; redirects by hand, five at most."""

import http.client
import socket
import ssl
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin

from django.conf import settings

from konfluenz.publishing.links import guarding
from konfluenz.publishing.links.guarding import AddressRefused, Target
from konfluenz.publishing.models.links import LinkState

MOST_REDIRECTS = 5
SECONDS = 10
MOST_BYTES = 65_536
"""So much of an answer is read at most; the text itself is of no interest."""

MOVED = {301, 302, 303, 307, 308}
FOR_GOOD = {301, 308}
GONE = {404, 410}
NAME_MISMATCH = 62
"""OpenSSL's X509_V_ERR_HOSTNAME_MISMATCH."""

NO_HEAD = {400, 403, 404, 405, 406, 410, 429, 500, 501, 503}
"""Answers to HEAD that many servers give only because they do not know HEAD."""


@dataclass(frozen=True)
class Answer:
    """What came of asking. `moved_to`: where a redirect led for good; `reason`: a short word."""

    state: LinkState
    status: int = 0
    reason: str = ""
    moved_to: str = ""
    etag: str = ""


@dataclass(frozen=True)
class _Reply:
    status: int
    location: str
    etag: str


def ask(url: str, etag: str = "") -> Answer:
    """Return whether `url` is still there; never raises. `etag` is that of the last time."""
    seen, current, for_good = {url}, url, True
    for _step in range(MOST_REDIRECTS + 1):
        try:
            reply = _reply(guarding.target(current), etag if current == url else "")
        except AddressRefused as refusal:
            return Answer(LinkState.REFUSED, reason=str(refusal))
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            return Answer(LinkState.UNSURE, reason=_reason(error))
        if reply.status not in MOVED or not reply.location:
            return _said(reply, url, current, for_good=for_good)
        for_good = for_good and reply.status in FOR_GOOD
        current = urljoin(current, reply.location)
        if current in seen:
            break
        seen.add(current)
    return Answer(LinkState.UNSURE, reason="loop")


def _said(reply: _Reply, url: str, current: str, *, for_good: bool) -> Answer:
    if reply.status in GONE:
        return Answer(LinkState.BROKEN, reply.status, "gone")
    if reply.status == HTTPStatus.NOT_MODIFIED or HTTPStatus(200) <= reply.status < 300:
        moved = current if current != url and for_good else ""
        state = LinkState.MOVED if moved else LinkState.OK
        return Answer(state, reply.status, moved_to=moved, etag=reply.etag)
    return Answer(LinkState.UNSURE, reply.status, "status")


def _reply(target: Target, etag: str) -> _Reply:
    reply = _once(target, "HEAD", etag)
    return _once(target, "GET", etag) if reply.status in NO_HEAD else reply


def _once(target: Target, method: str, etag: str) -> _Reply:
    headers = {
        "Host": target.host_header,
        "User-Agent": settings.LINK_USER_AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    if etag:
        headers["If-None-Match"] = etag
    connection = http.client.HTTPConnection(target.host, target.port, timeout=SECONDS)
    try:
        connection.sock = _connected(target)
        connection.request(method, target.path, headers=headers)
        response = connection.getresponse()
        response.read(MOST_BYTES)
        location = response.getheader("Location") or ""
        return _Reply(response.status, location, (response.getheader("ETag") or "")[:200])
    finally:
        connection.close()


def _connected(target: Target) -> socket.socket:
    """Connect to the address that was judged; the certificate must be that of the name."""
    plain = socket.create_connection((target.address, target.port), timeout=SECONDS)
    if not target.secure:
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise


def _reason(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "name"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "another-name" if error.verify_code == NAME_MISMATCH else "certificate"
    if isinstance(error, ssl.SSLError):
        return "encryption"
    return "time" if isinstance(error, TimeoutError) else "connection"
