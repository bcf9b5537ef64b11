"""Running text as it is stored: bold, italic and links, and nothing that could harm a reader.

A link to a page of ours is stored by the page's key (``<a linktype="page" id="12">``), one to
a file likewise; a link to a record that is no page by its address on our side
(``<a href="konfluenz:topic/work">``). Whoever shows the text knows the addresses in the
reader's language.
"""

import re
from collections.abc import Callable, Iterable

import nh3
from bs4 import BeautifulSoup, Tag

TAGS = {"p", "b", "strong", "i", "em", "a", "br"}
ATTRIBUTES = {"a": {"href", "linktype", "id"}}
SCHEMES = {"http", "https", "mailto", "tel", "konfluenz"}
INTERNAL = "konfluenz:"
PAGE_LINK = re.compile(r'linktype="page" id="(\d+)"|id="(\d+)" linktype="page"')

Address = Callable[[str, str], str | None]
"""Returns where (kind, key) is to be read: ("page", "12"), ("topic", "work"); None: nowhere."""


def cleaned(html: str) -> str:
    """Return `html` with what running text may hold; everything else loses its tags or goes."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def linked_pages(texts: Iterable[str]) -> set[int]:
    """Return the keys of the pages that `texts` link to."""
    found = (PAGE_LINK.finditer(text) for text in texts if 'linktype="page"' in text)
    return {int(match[1] or match[2]) for matches in found for match in matches}


def shown(html: str, address: Address) -> str:
    """Return `html` cleaned, with every link leading to where it can be read.

    A link that leads nowhere any more leaves its words. Links to other sites say so by
    ``rel="external"``.
    """
    clean = cleaned(html)
    if "<a" not in clean:
        return clean
    soup = BeautifulSoup(clean, "html.parser")
    for link in soup.find_all("a"):
        _lead(link, address)
    return str(soup)


def plain(html: str) -> str:
    """Return the words of `html` without its markup."""
    return BeautifulSoup(html, "html.parser").get_text(" ", strip=True) if "<" in html else html


def _lead(link: Tag, address: Address) -> None:
    href = str(link.get("href", ""))
    where = _internal(link, href, address)
    if where is None:
        link.unwrap()
        return
    link.attrs = {"href": where}
    if where.startswith(("http:", "https:")):
        link["rel"] = "external noopener"


def _internal(link: Tag, href: str, address: Address) -> str | None:
    """Return where `link` leads, None for nowhere."""
    if link.get("linktype"):
        return address(str(link["linktype"]), str(link.get("id", "")))
    if href.startswith(INTERNAL):
        kind, _slash, key = href.removeprefix(INTERNAL).partition("/")
        return address(kind, key)
    return href or None
