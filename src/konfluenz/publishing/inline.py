"""Running text as it is stored: bold, italic and links, and nothing that could harm a reader.

A link to a page of ours is stored by the page's key (``<a linktype="page" id="12">``), one to
a file likewise; a link to a record that is no page by its address on our side
(``<a href="konfluenz:topic/work">``). Whoever shows the text knows the addresses in the
reader's language.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape

import nh3

TAGS = {"p", "b", "strong", "i", "em", "a", "br"}
ATTRIBUTES = {"a": {"href", "linktype", "id"}}
SCHEMES = {"http", "https", "mailto", "tel", "konfluenz"}
INTERNAL = "konfluenz:"
PAGE_LINK = re.compile(r'linktype="page" id="(\d+)"|id="(\d+)" linktype="page"')

_TEXT = r"[^<>&\xa0\r\x00]*"
_PARAGRAPH = rf"<p>{_TEXT}(?:<(b|strong|i|em)>{_TEXT}</\1>{_TEXT}|<br>{_TEXT})*</p>"
CLEAN = re.compile(rf"(?:{_PARAGRAPH})+|{_TEXT}")
"""What most running text is; cleaning it would return it as it is, forty times as slowly."""

LINK = re.compile(r'<a((?: [a-z]+="[^"]*")*)>|</a>')
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
"""Links as they come out of `cleaned`, which writes all markup in one way."""

_cleaner = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)

TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
LINE_END = re.compile(r"<(?:/p|br|/li|/h\d)\b[^>]*>", re.IGNORECASE)

Address = Callable[[str, str], str | None]
"""Returns where (kind, key) is to be read: ("page", "12"), ("topic", "work"); None: nowhere."""


def cleaned(html: str) -> str:
    """Return `html` with what running text may hold; everything else loses its tags or goes."""
    return html if CLEAN.fullmatch(html) else _cleaner.clean(html)


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
    ends: list[str] = []

    def led(tag: re.Match[str]) -> str:
        if tag[1] is None:
            return ends.pop()
        start = _start(dict(ATTRIBUTE.findall(tag[1])), address)
        ends.append("</a>" if start else "")
        return start

    return LINK.sub(led, clean)


def plain(html: str) -> str:
    """Return the words of `html` without its markup; a space stands only where a line ends."""
    if "<" not in html and "&" not in html:
        return html
    return " ".join(unescape(TAG.sub("", LINE_END.sub(" ", html))).split())


def _start(attributes: Mapping[str, str], address: Address) -> str:
    """Return the start of a link that leads where it should, "" for one that leads nowhere."""
    said = {name: unescape(value) for name, value in attributes.items()}
    where = _where(said, address)
    if where is None:
        return ""
    other = ' rel="external noopener"' if where.startswith(("http:", "https:")) else ""
    return f'<a href="{escape(where)}"{other}>'


def _where(link: Mapping[str, str], address: Address) -> str | None:
    """Return where a link with these attributes leads, None for nowhere."""
    href = link.get("href", "")
    if link.get("linktype"):
        return address(link["linktype"], link.get("id", ""))
    if href.startswith(INTERNAL):
        kind, _slash, key = href.removeprefix(INTERNAL).partition("/")
        return address(kind, key)
    return href or None
