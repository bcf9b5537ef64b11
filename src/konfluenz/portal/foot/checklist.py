"""*Erste Schritte*: what newcomers do first, ticked on their own device alone (T-21)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konfluenz.portal import texts
from konfluenz.portal.knowing import addresses
from konfluenz.portal.pages import baked
from konfluenz.portal.texts import Said
from konfluenz.publishing import checklists, pages
from konfluenz.publishing.baking import reads
from konfluenz.publishing.models import ChecklistItem, Phase


@dataclass(frozen=True)
class Item:
    """One thing to do. `url`: of the page that explains it, or ""."""

    slug: str
    said: Said
    url: str


@dataclass(frozen=True)
class Shelf:
    """What is to be done in one phase."""

    phase: Phase
    items: list[Item]


@baked()
@require_safe
def checklist(request: HttpRequest, language: str) -> HttpResponse:
    """Show the list; without scripts it is one to print and tick on paper."""
    reads.note("publishing.checklistitem", "publishing.portalpage")
    return render(request, "portal/foot/checklist.html", {"shelves": shelves(language)})


def shelves(language: str) -> list[Shelf]:
    """Return the items by phase, in two queries."""
    found = checklists.by_phase()
    said = texts.tell([one for _phase, items in found for one in items], language)
    return [
        Shelf(phase, [Item(one.slug, said[one.pk], _url(one, language)) for one in items])
        for phase, items in found
    ]


def _url(item: ChecklistItem, language: str) -> str:
    if item.page is None or not item.page.live:
        return ""
    return addresses.of_page(pages.path(item.page), language)
