"""Where the links of imported pages lead: to a page of ours, elsewhere, or nowhere."""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from konfluenz.publishing.importing import sources

OPEN = {"http", "https", "mailto", "tel"}
HOSTS = {"integreat.app", "web.integreat.app", "admin.integreat-app.de", "cms.integreat-app.de"}
"""Where Integreat's own pages are read; the hosts of the imported pages come on top."""
MEDIA = "/media/"


@dataclass
class Notes:
    """What is to be told of a page's links.

    `left`: they lead to the source still; `media`: to its files; `dead`: nowhere.
    """

    left: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Addresses:
    """`keys`: path in the source, of any language → key of our page. `hosts`: the source's."""

    keys: Mapping[str, int]
    hosts: set[str]

    def lead(self, base: str, notes: Notes, href: str) -> str:
        """Return the attributes of a link to `href` on the page at `base`; "" without any."""
        if not href or href.startswith("#"):
            return ""
        try:
            address = urljoin(base, href)
            parts = urlsplit(address)
            host = parts.hostname
        except ValueError:
            notes.dead.append(href)
            return ""
        if parts.scheme not in OPEN or (parts.scheme.startswith("http") and not host):
            notes.dead.append(href)
            return ""
        if host in self.hosts or host in HOSTS:
            return self._within(address, parts.path, notes)
        return _href(address)

    def _within(self, address: str, path: str, notes: Notes) -> str:
        key = self.keys.get(sources.key(path))
        if key is not None:
            return f'linktype="page" id="{key}"'
        (notes.media if path.startswith(MEDIA) else notes.left).append(address)
        return _href(address)


def _href(address: str) -> str:
    return f'href="{html.escape(address)}"'
