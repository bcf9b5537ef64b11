"""What other programs read: one writer of Atom (RFC 4287), and answers that know "unchanged".

::

    feed = Feed(id=…, title=…, url=…, page=…, updated=…, language=language, author=city.name,
                entries=[Entry(id=…, title=…, url=…, updated=…, summary=…), …])
    return feeds.answer(request, feeds.write(feed), feeds.ATOM)
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from xml.etree.ElementTree import Element, SubElement

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from konfluenz.ground import xml

ATOM = "application/atom+xml; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
FRESH = 15 * 60
"""Seconds in which nobody need ask again."""

NAMESPACE = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
BEGINNING = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""When an empty feed changed last."""

_NEVER = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF])
CONTROLS = {code: None for code in _NEVER if chr(code) not in "\t\n\r"}
"""Characters that XML 1.0 cannot hold."""


@dataclass(frozen=True)
class Entry:
    """One entry. `id` never changes (RFC 4287, 4.2.6); `url` is absolute.

    `language`: of its texts where they are not the feed's own, else empty.
    """

    id: str
    title: str
    url: str
    updated: dt.datetime
    summary: str = ""
    published: dt.datetime | None = None
    categories: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed: `url` is its own address, `page` that of the page with the same content."""

    id: str
    title: str
    url: str
    page: str
    language: str
    author: str
    entries: Iterable[Entry] = field(default_factory=list)
    subtitle: str = ""


def absolute(path: str) -> str:
    """Return the full address of a path that `reverse` gave."""
    return settings.BASE_URL.removesuffix(settings.BASE_PATH) + path


def write(feed: Feed) -> bytes:
    """Return the feed as XML; the same content gives the same bytes."""
    entries = list(feed.entries)
    root = Element(_in("feed"), {f"{{{XML}}}lang": feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    SubElement(root, _in("link"), {"rel": "self", "type": "application/atom+xml", "href": feed.url})
    SubElement(root, _in("link"), {"rel": "alternate", "type": "text/html", "href": feed.page})
    _text(root, "updated", moment(max((each.updated for each in entries), default=BEGINNING)))
    _text(SubElement(root, _in("author")), "name", feed.author or "Konfluenz")
    for entry in entries:
        _entry(root, entry)
    return f"{xml.HEAD}{xml.write(root, NAMESPACE)}\n".encode()


def answer(request: HttpRequest, content: bytes, content_type: str) -> HttpResponse:
    """Return `content` for everybody to keep a while, or 304 for who has it (RFC 9110, 13)."""
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=content_type)
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH)
    known = get_conditional_response(request, etag=etag, response=response)
    return known or response


def _entry(root: Element, entry: Entry) -> None:
    attributes = {f"{{{XML}}}lang": entry.language} if entry.language else {}
    one = SubElement(root, _in("entry"), attributes)
    _text(one, "id", entry.id)
    _text(one, "title", entry.title)
    SubElement(one, _in("link"), {"rel": "alternate", "type": "text/html", "href": entry.url})
    _text(one, "updated", moment(entry.updated))
    if entry.published:
        _text(one, "published", moment(entry.published))
    for name in entry.categories:
        SubElement(one, _in("category"), {"term": name.translate(CONTROLS)})
    if entry.summary:
        _text(one, "summary", entry.summary)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, _in(name)).text = text.translate(CONTROLS)


def _in(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def moment(at: dt.datetime) -> str:
    """Return a moment as machines read it (RFC 3339), in UTC and whole seconds."""
    return at.astimezone(dt.UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
