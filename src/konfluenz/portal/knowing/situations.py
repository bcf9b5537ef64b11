"""A life situation: what to know in it, in order."""

from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from konfluenz.portal import texts
from konfluenz.portal.knowing.cards import Card, cards
from konfluenz.portal.pages import baked
from konfluenz.portal.texts import Text
from konfluenz.publishing import pages
from konfluenz.publishing.baking import reads
from konfluenz.publishing.models import Situation


def _slugs() -> Iterable[Mapping[str, object]]:
    return Situation.objects.values("slug")


@baked(addresses=_slugs, made_of=["publishing.situation"])
@require_safe
def situation(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show the pages for a situation."""
    reads.note("publishing.portalpage", "publishing.situation")
    record = get_object_or_404(Situation, slug=slug)
    found = pages.public().filter(situations=record)
    context = {
        "name": texts.tell([record], language)[record.pk]["name"],
        "cards": cards(found, language),
        "helping": record.slug == "helping",
        "arrived": record.slug == "arrived",
    }
    return render(request, "portal/knowing/situation.html", context)


def all_cards(language: str) -> list[Card]:
    """Return all situations as cards, in order, with two queries."""
    found = list(Situation.objects.all())
    said = texts.tell(found, language)
    return [
        Card(
            said[each.pk]["name"],
            Text(""),
            reverse("portal:situation", args=[language, each.slug]),
            each.slug,
        )
        for each in found
    ]
