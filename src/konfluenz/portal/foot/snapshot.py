"""All guides in one language in one file, for programs that show them themselves, such as an app.

`/<language>/ratgeber/alle.json` is an object of our own form, "konfluenz-guides" in `VERSION` 1.
The version counts up when something is left out or means something else; new keys may come in
without it.

=============  ==================================================================================
form, version  what this is
city           name of the municipality
language       code (BCP 47), name in itself, direction
url            where the file lies; all addresses in it are full ones
topics         those in use, in the city's order: id, name, url, `in_german` (name not translated)
situations     life situations likewise
pages          in the order of the tree:

id             the same for ever, also when the page moves or is renamed (a UUID)
path           its place behind `/<language>/ratgeber/`; German words in every language
url            where the portal shows it
parent         id of the nearest page above it that is in this file; null at the top
order          its place among the pages with the same parent, from 1
kind           "guide" or "question"
title          plain text, as is the summary
summary        may be empty
in_german      which of "title" and "summary" nobody has translated
body           HTML (`blocks_as_html`)
topics         ids
situations     ids
standing       "source" (the German page), "checked", "draft" (of a translator or a machine,
               unread), "stale" (the German page has changed since), "partial" (the rest is German)
changed_at     when anything about it was last written down, in any language; may be null
checked        null, or `on`, the day of the last confirmation, `by`, the unit or organisation that
               vouches for it, `confirmed`, false when it was asked and has not answered since
=============  ==================================================================================

A page that is "missing" in the language (nothing of it may be shown) is left out; those below it
stay. There is no clock in the file: the same content is the same bytes. A language that the city
does not offer is 404 and does not lead to German: a program would take that for the language.

The number of queries is the same for any number of pages. Making 400 pages takes 0.1 s of
processor time; 0.6 s when each page is made an object first, with Wagtail's blocks.
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from konfluenz.directory import municipality
from konfluenz.directory.models import Topic
from konfluenz.portal import feeds, texts, words
from konfluenz.portal.foot import blocks_as_html, page_facts, targets
from konfluenz.portal.foot.blocks_as_html import Surroundings
from konfluenz.portal.foot.page_facts import Facts
from konfluenz.portal.language import LANGUAGES
from konfluenz.portal.pages import baked_data
from konfluenz.publishing import bare_pages, pages, readings
from konfluenz.publishing.baking import reads
from konfluenz.publishing.bare_pages import BarePage
from konfluenz.publishing.models import PortalPage, Situation
from konfluenz.publishing.readings import Standing, Wording

VERSION = 1
JSON = "application/json"
READS = (
    "publishing.portalpage",
    "publishing.situation",
    "publishing.picture",
    "publishing.attachment",
    "directory.topic",
    "directory.review",
)
STEP = PortalPage.steplen


@baked_data()
@require_safe
def snapshot(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with all guides in `language`."""
    return HttpResponse(b"".join(_written(language)), content_type=JSON)


def _written(language: str) -> Iterator[bytes]:
    """Yield the file piece by piece: thousands of pages need not lie side by side as objects."""
    head, listed = _form(language)
    yield _json(head)[:-1] + b',"pages":['
    for number, page in enumerate(listed):
        yield (b"," if number else b"") + _json(page)
    yield b"]}"


def _json(value: dict[str, Any]) -> bytes:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return written.encode(errors="replace")


def _form(language: str) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    """Return what the file says before its pages, and these, in its order."""
    reads.note(*READS)
    said, found = LANGUAGES[language], bare_pages.public()
    topics = list(Topic.objects.filter(active=True))
    start = _full("portal:guides", language)
    around = targets.around(found, topics, language, start)
    head = {
        "form": "konfluenz-guides",
        "version": VERSION,
        "city": municipality.current().name,
        "language": {"code": said.code, "name": said.name, "direction": said.direction},
        "url": _full("portal:snapshot", language),
        "topics": _topics(topics, language, around),
        "situations": _situations(language),
    }
    return head, _pages(found, language, start, around)


def _pages(
    found: list[BarePage], language: str, start: str, around: Surroundings
) -> Iterator[dict[str, Any]]:
    facts, listed = page_facts.read(), Listed()
    for page, wording in readings.read_bare(found, language):
        if wording.standing != Standing.MISSING:
            parent, order = listed.place(page)
            yield {
                "id": str(page.key),
                "path": pages.path(page),
                "url": f"{start}{quote(pages.path(page))}/",
                "parent": parent,
                "order": order,
                "kind": page.kind,
                **_texts(wording, around),
                **_facts(page, facts),
            }


class Listed:
    """The pages that are in the file so far, to find what stands above the next one."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._below: dict[str | None, int] = {}

    def place(self, page: BarePage) -> tuple[str | None, int]:
        """List `page`; return the id of the nearest page above it, and its place below that."""
        above = (page.path[:end] for end in range(len(page.path) - STEP, 0, -STEP))
        parent = next((self._ids[path] for path in above if path in self._ids), None)
        self._below[parent] = self._below.get(parent, 0) + 1
        self._ids[page.path] = str(page.key)
        return parent, self._below[parent]


def _texts(wording: Wording, around: Surroundings) -> dict[str, Any]:
    heads = {"title": wording.title, "summary": wording.summary}
    return {
        **{name: piece.text for name, piece in heads.items()},
        "in_german": [name for name, piece in heads.items() if piece.german],
        "body": blocks_as_html.write(wording.parts, around),
        "standing": str(wording.standing),
    }


def _facts(page: BarePage, facts: Facts) -> dict[str, Any]:
    changed, check = facts.changed.get(page.pk), facts.checks.get(page.pk)
    return {
        "topics": facts.topics.get(page.pk, []),
        "situations": facts.situations.get(page.pk, []),
        "changed_at": feeds.moment(changed) if changed else None,
        "checked": check.written() if check else None,
    }


def _topics(topics: list[Topic], language: str, around: Surroundings) -> list[dict[str, Any]]:
    return [
        {
            "id": one.slug,
            "name": one.name,
            "url": around.address("topic", one.slug),
            "in_german": bool(one.language),
        }
        for one in words.named(topics, language)
    ]


def _situations(language: str) -> list[dict[str, Any]]:
    found = list(Situation.objects.all())
    said = texts.tell(found, language)
    return [
        {
            "id": one.slug,
            "name": str(said[one.pk]["name"]),
            "url": _full("portal:situation", language, one.slug),
            "in_german": bool(said[one.pk]["name"].language),
        }
        for one in found
    ]


def _full(view: str, *args: str) -> str:
    return feeds.absolute(reverse(view, args=args))
