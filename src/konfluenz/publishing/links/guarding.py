"""Which addresses may be asked at all: nothing inside our own network (SSRF, `trust.md`).

A name is resolved once, each of its addresses is judged, and the connection goes to the
address that was judged, never to the name: a name that is answered differently the next time
(DNS rebinding) reaches nothing. All this happens before a socket opens.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings

PORTS = {"http": 80, "https": 443}
NEVER = tuple(
    ipaddress.ip_network(net)
    for net in (
        "100.64.0.0/10",
        "169.254.0.0/16",
        "192.0.0.0/24",
        "198.18.0.0/15",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "fec0::/10",
    )
)
"""Shared and link-local nets, and those that carry an IPv4 address within an IPv6 one."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressRefused(Exception):
    """An address that is never asked; the message is a word of `REASONS`."""


@dataclass(frozen=True)
class Target:
    """Where to connect to, and what to ask for there. `host` is the name for SNI and Host."""

    url: str
    secure: bool
    host: str
    port: int
    address: str
    path: str

    @property
    def host_header(self) -> str:
        """The header Host: the name, with the port where it is another than the usual."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        usual = PORTS["https" if self.secure else "http"]
        return name if self.port == usual else f"{name}:{self.port}"


def target(url: str) -> Target:
    """Return where `url` is to be asked.

    Raises AddressRefused; OSError or UnicodeError for a name that does not exist.
    """
    parts = _parts(url)
    port = parts.port or PORTS[parts.scheme]
    host = (parts.hostname or "").rstrip(".")
    host = host if host.isascii() else host.encode("idna").decode()
    if port not in settings.LINK_PORTS:
        raise AddressRefused("port")
    found = addresses(host, port)
    for one in found:
        if not allowed(one):
            raise AddressRefused("inside")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
    return Target(url, parts.scheme == "https", host, port, str(found[0]), path + query)


def addresses(host: str, port: int) -> list[Address]:
    """Return all addresses of `host`, asked once. Raises OSError when there is none."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in rows]


def allowed(address: Address) -> bool:
    """Return whether `address` belongs to the public internet, or is allowed by a setting."""
    plain = getattr(address, "ipv4_mapped", None) or address
    if str(plain) in settings.LINK_ALLOWED_ADDRESSES:
        return True
    inside = plain.is_multicast or plain.is_reserved or plain.is_unspecified
    within = any(plain in net for net in NEVER if net.version == plain.version)
    return plain.is_global and not inside and not within


def _parts(url: str) -> SplitResult:
    """Return the parts of `url`. Raises AddressRefused for what is no plain web address."""
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError:
        raise AddressRefused("unreadable") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise AddressRefused("scheme")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("password")
    if any(ord(char) <= ord(" ") for char in url):
        raise AddressRefused("unreadable")
    return parts


def check(url: str) -> None:
    """Raise AddressRefused for what is no plain web address; nothing is asked."""
    _parts(url)
