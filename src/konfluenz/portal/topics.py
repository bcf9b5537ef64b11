"""The start page with its topics, and a page for each topic."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from konfluenz.directory.models import Organization, Topic
from konfluenz.portal import contacts, feet, words
from konfluenz.portal.frame import offered
from konfluenz.portal.knowing import situations
from konfluenz.portal.knowing.cards import cards
from konfluenz.portal.knowing.lists import answered
from konfluenz.portal.language import preferred
from konfluenz.portal.offers.cards import on_topic
from konfluenz.portal.pages import baked, open_to_all
from konfluenz.publishing import pages
from konfluenz.publishing.baking import reads
from konfluenz.publishing.models import PageKind

MOST_ORGANISATIONS = 50


@open_to_all
@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Lead to the start page in the reader's language: the only place where it is guessed.

    The demo begins where its papers are shown.
    """
    code = preferred(request.headers.get("Accept-Language", ""), offered())
    response = redirect("portal:two-papers" if settings.DEMO else "portal:start", code)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@baked()
@require_safe
def start(request: HttpRequest, language: str) -> HttpResponse:
    """Show the topics as picture tiles, what others decide about, and whom to talk to."""
    reads.note("directory.topic", "directory.orgunit", "publishing.situation")
    reads.true_today()
    topics = list(Topic.objects.filter(active=True))
    shown = dict(zip(topics, words.named(topics, language), strict=True))
    context = {
        "tiles": [shown[topic] for topic in topics if topic.on_start_page],
        "elsewhere": [shown[topic] for topic in topics if topic.refer_only],
        "situations": situations.all_cards(language),
        "contact": contacts.front_office(),
    }
    return render(request, "portal/start.html", context)


def _addresses() -> list[dict[str, str]]:
    return [{"address": words.address(topic)} for topic in Topic.objects.filter(active=True)]


@baked(addresses=_addresses, made_of=["directory.topic"])
@require_safe
def topic(request: HttpRequest, language: str, address: str) -> HttpResponse:
    """Show who answers for a topic and how to reach them."""
    record = find(address)
    if record is None:
        raise Http404(address)
    reads.note(record, "directory.responsibility", "directory.orgunit", "directory.organization")
    reads.note("publishing.portalpage")
    reads.true_today()
    answers, referred = contacts.for_topic(record, language)
    context = {
        "topic": words.named([record], language)[0],
        "refer_only": record.refer_only,
        "answers": answers,
        "referred": referred,
        "contact": None if answers or referred else contacts.front_office(),
        "organisations": _organisations(record),
        "services": on_topic(record, language),
        "foot": feet.of(record),
        **_pages(record, language),
    }
    return render(request, "portal/topic.html", context)


def find(address: str) -> Topic | None:
    """Return the topic in use with these words in its address, or with this short name."""
    topics = list(Topic.objects.filter(active=True))
    found = (topic for topic in topics if address in (words.address(topic), topic.slug))
    return next(found, None)


def _pages(record: Topic, language: str) -> dict[str, Any]:
    """Return the guides and the answered questions on the topic."""
    found = list(pages.public().filter(topics=record))
    guides = [page for page in found if page.kind == PageKind.GUIDE]
    questions = [page for page in found if page.kind == PageKind.QUESTION]
    return {"guides": cards(guides, language), "answered": answered(questions, language)}


def _organisations(record: Topic) -> list[Organization]:
    """Return organisations at work on the topic that agreed to be listed."""
    listed = Organization.objects.filter(topics=record, listed=True, state="active")
    return list(listed.order_by("name")[:MOST_ORGANISATIONS])
