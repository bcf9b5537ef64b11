"""Pictures of imported pages, fetched into the library when the operator asks for it.

Their addresses come out of pages that others wrote. Only hosts of the source are asked, and
only at public addresses of the internet: each is checked before a connection is made to just
that address, so that no name can lead within. The host that the operator typed is free.
"""

import hashlib
import io
import socket
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from django.core.files.images import ImageFile
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from konfluenz.ground import pictures
from konfluenz.ground.imports import Write
from konfluenz.publishing.importing import fetching
from konfluenz.publishing.importing.markup import Seen
from konfluenz.publishing.links import guarding
from konfluenz.publishing.models import Picture

MAX_BYTES = 10 * 1024 * 1024
MAX_PICTURES = 500
TIMEOUT = (5, 20)


class AddressRefused(OSError):
    """A name leads to an address that is not public."""


def fetch(
    wanted: Iterable[Seen], hosts: Collection[str], typed: str, write: Write
) -> dict[str, int]:
    """Return the keys of the pictures in the library by their addresses; tell what is not there."""
    found: dict[str, int] = {}
    with requests.Session() as session:
        session.trust_env = False
        session.mount("http://", PublicOnly())
        session.mount("https://", PublicOnly())
        if typed:
            session.mount(f"http://{typed}", HTTPAdapter())
            session.mount(f"https://{typed}", HTTPAdapter())
        for seen in list(wanted)[:MAX_PICTURES]:
            if fetching.host(seen.source) in hosts and fetching.is_address(seen.source):
                try:
                    found[seen.source] = _kept(seen, *_data(session, seen.source))
                except (requests.RequestException, OSError, pictures.PictureRefused) as error:
                    write(f"{seen.source}: {error or type(error).__name__}")
    return found


class PublicOnly(HTTPAdapter):
    """Connects to public addresses only."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make connections that look where they lead."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SafePool}


class _Checked(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return connect(self._dns_host, self.port or 80)


class _CheckedSafe(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return connect(self._dns_host, self.port or 443)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Checked


class _SafePool(HTTPSConnectionPool):
    ConnectionCls = _CheckedSafe


def connect(name: str, port: int) -> socket.socket:
    """Return a connection to `name`. Raises AddressRefused before anything is sent."""
    found = guarding.addresses(name, port)
    if not found or not all(map(guarding.allowed, found)):
        raise AddressRefused(_("%s is not a public address of the internet.") % name)
    return socket.create_connection((str(found[0]), port), timeout=TIMEOUT[0])


def _data(session: requests.Session, address: str) -> tuple[bytes, str]:
    with session.get(address, stream=True, timeout=TIMEOUT, allow_redirects=False) as answer:
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if answer.status_code != requests.codes.ok or kind not in pictures.FORMATS:
            raise pictures.PictureRefused(_("No picture as JPEG, PNG, WebP or GIF is there."))
        data = bytearray()
        for chunk in answer.iter_content(fetching.CHUNK):
            data += chunk
            if len(data) > MAX_BYTES:
                limit = MAX_BYTES // 1024**2
                raise pictures.PictureRefused(_("This file is larger than %d MB.") % limit)
    return bytes(data), kind


def _kept(seen: Seen, data: bytes, kind: str) -> int:
    """Return the key of the picture in the library, where it may be already."""
    safe = pictures.write_anew(data, kind)
    digest = hashlib.sha1(safe.data, usedforsecurity=False).hexdigest()
    there = Picture.objects.filter(file_hash=digest).first()
    if there is not None:
        return there.pk
    stem = PurePosixPath(unquote(urlsplit(seen.source).path)).stem[:80] or "bild"
    name = f"{stem}.{safe.content_type.rpartition('/')[2]}"
    picture = Picture(
        title=(seen.alt.strip() or stem)[:255],
        file=ImageFile(io.BytesIO(safe.data), name=name),
        width=safe.width,
        height=safe.height,
        file_size=len(safe.data),
        file_hash=digest,
        credit=fetching.host(seen.source)[:200],
    )
    picture.save()
    return picture.pk
