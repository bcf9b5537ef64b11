"""All guides, and all questions with their answers, by topic."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konfluenz.directory.models import Topic
from konfluenz.portal import linked_data, words
from konfluenz.portal.knowing import addresses
from konfluenz.portal.knowing.cards import Card, cards
from konfluenz.portal.knowing.pages import ShownPart, shown
from konfluenz.portal.pages import baked
from konfluenz.portal.words import Named
from konfluenz.publishing import pages, readings
from konfluenz.publishing.baking import reads
from konfluenz.publishing.inline import Address
from konfluenz.publishing.models import PageKind, PortalPage
from konfluenz.publishing.readings import Reading, Standing

READS = ("publishing.portalpage", "directory.topic")


@dataclass(frozen=True)
class Shelf:
    """The pages of one topic."""

    topic: Named
    cards: list[Card]


@dataclass(frozen=True)
class Answered:
    """A question and its answer on one page. No `parts`: it is not there in the language."""

    card: Card
    parts: list[ShownPart]


@baked()
@require_safe
def guides(request: HttpRequest, language: str) -> HttpResponse:
    """List all guides by topic: a page on two topics stands under both."""
    reads.note(*READS)
    found = _by_topic(PageKind.GUIDE)
    every = {page.pk: page for listed in found.values() for page in listed}
    shown_cards = dict(zip(every, cards(every.values(), language), strict=True))
    shelves = [
        Shelf(topic, [shown_cards[page.pk] for page in found[topic.slug]])
        for topic in words.named(list(Topic.objects.filter(active=True)), language)
        if topic.slug in found
    ]
    return render(request, "portal/knowing/guides.html", {"shelves": shelves})


@baked()
@require_safe
def questions(request: HttpRequest, language: str) -> HttpResponse:
    """List the questions, each with its answer folded below it."""
    reads.note(*READS)
    found = list(pages.public().filter(kind=PageKind.QUESTION))
    shown_questions = answered(found, language)
    said = [
        (str(one.card.title), " ".join(str(text) for part in one.parts for text in part.texts))
        for one in shown_questions
        if one.parts
    ]
    node = linked_data.questions(said, request.path, language)
    context = {"answered": shown_questions, "linked": linked_data.script(node) if said else None}
    return render(request, "portal/knowing/questions.html", context)


def answered(found: list[PortalPage], language: str) -> list[Answered]:
    """Return `found` with their answers in `language`, with a constant number of queries."""
    by_key = readings.read_all(found, language)
    address = addresses.for_readings(by_key.values(), language)
    return [
        Answered(card, _parts(by_key[page.pk], address))
        for page, card in zip(found, cards(found, language), strict=True)
    ]


def _parts(reading: Reading, address: Address) -> list[ShownPart]:
    return [] if reading.standing == Standing.MISSING else shown(reading, address)


def _by_topic(kind: str) -> dict[str, list[PortalPage]]:
    """Return the public pages of `kind` without their bodies, by the short names of their topics.

    In two queries: of thousands of pages a list needs title and summary alone.
    """
    slugs: dict[int, list[str]] = {}
    for page, slug in PortalPage.topics.through.objects.values_list(
        "portalpage_id", "topic__slug"
    ).order_by("pk"):
        slugs.setdefault(page, []).append(slug)
    found: dict[str, list[PortalPage]] = {}
    for listed in pages.public().filter(kind=kind).defer("body"):
        for slug in slugs.get(listed.pk, []):
            found.setdefault(slug, []).append(listed)
    return found
