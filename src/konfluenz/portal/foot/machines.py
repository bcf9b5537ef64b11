"""Sitemaps, and the feed of pages that have changed."""

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.core.cache import cache
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konfluenz.directory import municipality
from konfluenz.directory.models import Service, Topic
from konfluenz.events.models import Event
from konfluenz.ground import references
from konfluenz.ground.models import Entry
from konfluenz.portal import feeds, texts, topics, words
from konfluenz.portal.frame import offered
from konfluenz.portal.knowing import addresses
from konfluenz.portal.language import SOURCE
from konfluenz.portal.pages import open_to_all, public
from konfluenz.publishing import pages, tongues
from konfluenz.publishing.baking import sites
from konfluenz.publishing.models import PortalPage

XML = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LINKS = "http://www.w3.org/1999/xhtml"
NOT_LISTED = frozenset({"offline", "starred", "snapshot"})
MOST = 50
"""So many pages stand in a feed, those that changed last."""

Listed = list[tuple[str, list[str]]]
"""Addresses behind the language, and the languages in which each is there."""


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Name the sitemap of each language (sitemaps.org, version 0.9)."""
    rows = (
        f"<sitemap><loc>{escape(_full('portal:sitemap', code))}</loc></sitemap>"
        for code in offered()
    )
    body = f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">{"".join(rows)}</sitemapindex>\n'
    return feeds.answer(request, body.encode(), XML)


@open_to_all
@require_safe
def sitemap(request: HttpRequest, language: str) -> HttpResponse:
    """List the pages that are there in `language`, each with its other languages."""
    if language not in offered():
        raise Http404(language)
    listed = cache.get_or_set("sitemap", _listed, feeds.FRESH)
    rows = (_row(rest, codes, language) for rest, codes in listed or [] if language in codes)
    top = f'<urlset xmlns="{NAMESPACE}" xmlns:xhtml="{LINKS}">'
    return feeds.answer(request, f"{HEAD}{top}{''.join(rows)}</urlset>\n".encode(), XML)


@public
@require_safe
def changes(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the pages that changed last as an Atom feed; ?thema= narrows it."""
    topic = _topic(request)
    rows = pages.public()
    found = list(rows.filter(topics=topic) if topic else rows)
    if language != SOURCE:
        there = tongues.of_pages(found)
        found = [page for page in found if language in there[page.pk]]
    address = feeds.absolute(request.get_full_path())
    feed = feeds.Feed(
        id=address,
        title=_name(topic, language),
        url=address,
        page=_full("portal:guides", language),
        language=language,
        author=municipality.current().name,
        entries=_entries(found, language),
    )
    return feeds.answer(request, feeds.write(feed), feeds.ATOM)


def _listed() -> Listed:
    """Return all public pages in the order of addresses, with a constant number of queries."""
    site, every = sites.the(), offered()
    places = site.places(site.views() - NOT_LISTED)
    here = _there()
    return sorted((place.rest, here.get(place.rest, every)) for place in places)


def _there() -> dict[str, list[str]]:
    """Return the languages of what is not there in all of them, by address."""
    start = len(reverse("portal:start", args=[SOURCE]))
    known: dict[str, set[str]] = {}
    found = list(pages.public())
    for page, codes in zip(found, tongues.of_pages(found).values(), strict=True):
        known[addresses.of_page(pages.path(page), SOURCE)[start:]] = codes
    for view, rows, field in (
        ("service", list(Service.objects.public()), "name"),
        ("event", list(Event.objects.public()), "title"),
    ):
        codes_of = tongues.of_records(rows, field)
        for row in rows:
            known[reverse(f"portal:{view}", args=[SOURCE, row.slug])[start:]] = codes_of[row.pk]
    every = offered()
    return {
        rest: [code for code in every if code == SOURCE or code in codes]
        for rest, codes in known.items()
    }


def _row(rest: str, codes: list[str], language: str) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(_at(code, rest))}/>'
        for code in codes
    )
    return f"<url><loc>{escape(_at(language, rest))}</loc>{links}</url>"


def _at(code: str, rest: str) -> str:
    return _full("portal:start", code) + rest


def _full(view: str, *args: Any) -> str:
    return feeds.absolute(reverse(view, args=args))


def _topic(request: HttpRequest) -> Topic | None:
    """Return the topic in the address, None for none; raises Http404 for one that is not."""
    asked = request.GET.get("thema", "")
    if asked and topics.find(asked) is None:
        raise Http404(asked)
    return topics.find(asked) if asked else None


def _name(topic: Topic | None, language: str) -> str:
    parts = [_("Changed pages"), words.named([topic], language)[0].name if topic else ""]
    return " – ".join(filter(None, [*parts, municipality.current().name]))


def _entries(found: list[PortalPage], language: str) -> Iterator[feeds.Entry]:
    changed = _changed(found)
    latest = sorted(found, key=lambda page: changed.get(page.pk, feeds.BEGINNING), reverse=True)
    said = texts.tell(latest[:MOST], language)
    for page in latest[:MOST]:
        yield feeds.Entry(
            id=f"urn:uuid:{page.translation_key}",
            title=str(said[page.pk]["title"]),
            url=feeds.absolute(addresses.of_page(pages.path(page), language)),
            updated=changed.get(page.pk, feeds.BEGINNING),
            summary=str(said[page.pk]["summary"]),
        )


def _changed(found: list[PortalPage]) -> dict[int, Any]:
    """Return when anything about each of `found` was last written down, in one query."""
    keys = {str(page.pk): page.pk for page in found}
    label = references.label(PortalPage)
    rows = Entry.objects.filter(about_label=label, about_id__in=keys).order_by()
    latest = rows.values_list("about_id").annotate(latest=Max("at"))
    return {keys[about_id]: moment for about_id, moment in latest}
