"""Fetches what Integreat's API gives for a region.

The operator types the address, so it is asked whatever it is, also within the intranet; from
there a redirect leads only within the same host. Hosts that others have written into pages
are another matter: see `remote_pictures`.
"""

import json
import time
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import requests
from django.utils.translation import gettext as _

from konfluenz.publishing.importing import sources
from konfluenz.publishing.importing.sources import SourceRefused

TIMEOUT = (10, 60)
"""Seconds to connect, and between two bytes."""
DEADLINE = 180
"""Seconds for one list of pages."""
REDIRECTS = 3
CHUNK = 65_536
MOVED = {301, 302, 303, 307, 308}


def is_address(name: str) -> bool:
    """Tell whether `name` is an address of the web, no file."""
    return name.startswith(("http://", "https://"))


def host(address: str) -> str:
    """Return the host of `address`, "" when there is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def region(names: list[str]) -> dict[str, bytes]:
    """Return the pages of a region by locale, as they come from the one address in `names`.

    Only languages that we speak are asked for. Raises SourceRefused.
    """
    if len(names) > 1 or not host(names[0]):
        raise SourceRefused(_("Type one address, such as https://host/api/v3/region/."))
    base = names[0].rstrip("/") + "/"
    with requests.Session() as session:
        return {
            found: fetch(session, urljoin(base, f"{code}/pages/"))
            for code in _codes(fetch(session, urljoin(base, "languages/")))
            if (found := sources.locale(code))
        }


def fetch(session: requests.Session, address: str) -> bytes:
    """Return what lies at `address`. Raises SourceRefused."""
    try:
        for _turn in range(REDIRECTS + 1):
            with session.get(
                address, stream=True, timeout=TIMEOUT, allow_redirects=False
            ) as answer:
                if answer.status_code not in MOVED:
                    return _body(answer, address)
                address = _moved(address, answer.headers.get("Location", ""))
    except requests.RequestException as error:
        words = {"address": address, "why": type(error).__name__}
        raise SourceRefused(_("%(address)s does not answer (%(why)s).") % words) from None
    raise SourceRefused(_("%s leads on again and again.") % address)


def _moved(address: str, location: str) -> str:
    new = urljoin(address, location)
    if host(new) != host(address) or not is_address(new):
        raise SourceRefused(
            _("%(address)s leads to another site: %(new)s. If you trust it, type that address.")
            % {"address": address, "new": new}
        )
    if address.startswith("https:") and not new.startswith("https:"):
        raise SourceRefused(_("%s leads on without encryption.") % address)
    return new


def _body(answer: requests.Response, address: str) -> bytes:
    if answer.status_code != HTTPStatus.OK:
        words = {"address": address, "code": answer.status_code}
        raise SourceRefused(_("%(address)s answers with %(code)d.") % words)
    data, until = bytearray(), time.monotonic() + DEADLINE
    for chunk in answer.iter_content(CHUNK):
        data += chunk
        if len(data) > sources.MAX_BYTES:
            limit = sources.MAX_BYTES // 1024**2
            words = {"address": address, "limit": limit}
            raise SourceRefused(_("%(address)s gives more than %(limit)d MB.") % words)
        if time.monotonic() > until:
            raise SourceRefused(_("%s takes too long.") % address)
    return bytes(data)


def _codes(data: bytes) -> list[str]:
    try:
        rows = json.loads(data)
        return [str(row["code"]) for row in rows]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise SourceRefused(
            _("There are no languages at this address. Type it as https://host/api/v3/region/.")
        ) from None
