"""*Mitmachen*: where help is wanted, as cards, on a map and each on its own page (J2)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from konfluenz.directory import districts
from konfluenz.directory.models import District
from konfluenz.people import languages
from konfluenz.portal import texts
from konfluenz.portal.doors import doorway
from konfluenz.portal.joining import map as joining_map
from konfluenz.portal.joining import words as said
from konfluenz.portal.joining.cards import Card, cards, shown
from konfluenz.portal.joining.filters import Choices, Narrowed, narrow, time_options
from konfluenz.portal.pages import public
from konfluenz.portal.texts import Text
from konfluenz.volunteering import opportunities as domain
from konfluenz.volunteering import when
from konfluenz.volunteering.models import Opportunity, OpportunityLanguage, OpportunityState

PAGE = 24
SIMILAR = 3
NEVER_SHOWN = (OpportunityState.SUBMITTED, OpportunityState.REFUSED)
ON_MAP = ("pk", "district_id", "title", "public_id", "latitude", "longitude")
A_FEW = 5
"""So many titles stand below a district; the rest is behind its number."""


@dataclass(frozen=True)
class Area:
    """What is wanted in a district, or (None) in none: `some` titles with their addresses.

    `query` leads to all of it.
    """

    district: District | None
    count: int
    some: list[tuple[Text, str]]
    query: str


@public
@require_safe
def opportunities(request: HttpRequest, language: str) -> HttpResponse:
    """Show what is open as cards, or with ?ansicht=karte on a map; the address narrows it."""
    open_now = domain.open_on()
    choices = Choices.of(open_now)
    chosen = choices.read(request.GET.dict())
    found = narrow(open_now, chosen)
    context = {
        "chosen": chosen,
        "topics": choices.topic_options(chosen, language),
        "districts": choices.district_options(chosen),
        "times": time_options(chosen),
        "tongues": choices.language_options(chosen),
    }
    if request.GET.get("ansicht") == "karte":
        return render(request, "portal/joining/map.html", context | _map(found, chosen, language))
    page = Paginator(_newest_first(found), PAGE).get_page(request.GET.get("seite"))
    context |= {"page": page, "cards": cards(page, language), "count": page.paginator.count}
    return render(request, "portal/joining/list.html", context)


@public
@require_safe
def opportunity(request: HttpRequest, language: str, public_id: UUID) -> HttpResponse:
    """Show one opportunity; what is over says so kindly and names similar ones."""
    rows = Opportunity.objects.filter(public_id=public_id).exclude(state__in=NEVER_SHOWN)
    record = shown(rows).first()
    if record is None:
        raise Http404(public_id)
    card = cards([record], language)[0]
    if record.state != OpportunityState.PUBLISHED or record.expires_on <= timezone.localdate():
        return _gone(request, card, language)
    context = {
        "card": card,
        "times": when.said(record),
        "lasting": said.lasting(record.minutes),
        "insured": said.INSURERS.get(record.insured_by, ""),
        "needed": _levels(record),
        "useful": [languages.name(one.language) for one in _helpful(record)],
        "skills": [name for _skill, name in said.skills(record.skills.all(), language)],
    }
    return render(request, "portal/joining/opportunity.html", context)


opportunity_door = doorway("opportunity")


def _newest_first(found: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    return shown(found).order_by("-published_at", "-id")


def _gone(request: HttpRequest, card: Card, language: str) -> HttpResponse:
    """Say that it is over (410), or on a break (404: it may come back), and what is like it."""
    record = card.opportunity
    paused = record.state == OpportunityState.PAUSED
    alike = Q(topic=record.topic_id) | Q(district=record.district_id)
    rows = _newest_first(domain.open_on().filter(alike))[:SIMILAR]
    context = {"card": card, "paused": paused, "cards": cards(rows, language)}
    status = 404 if paused else 410
    return render(request, "portal/joining/gone.html", context, status=status)


def _map(found: QuerySet[Opportunity], chosen: Narrowed, language: str) -> dict[str, Any]:
    """Return the drawing and the list beside it; there may be thousands, so rows, not cards."""
    below: dict[int | None, list[Any]] = {}
    for row in found.order_by("-published_at", "-id").values_list(*ON_MAP, named=True):
        below.setdefault(row.district_id, []).append(row)
    there = list(districts.on_map([key for key in below if key]))
    elsewhere = below.get(None, [])
    drawing = joining_map.draw(
        there,
        {key: len(rows) for key, rows in below.items() if key},
        [(row.latitude, row.longitude) for row in elsewhere if row.latitude is not None],
        lambda district: f"?{chosen.in_district(district)}",
    )
    count = sum(map(len, below.values()))
    titles = _titles([row for rows in below.values() for row in rows[:A_FEW]], language)
    areas = [
        _area(each, below[each.pk], chosen.in_district(each), titles)
        for each in there
        if each.pk in below
    ]
    if elsewhere:
        areas.append(_area(None, elsewhere, chosen.query, titles))
    return {"as_map": True, "drawing": drawing, "areas": areas, "count": count}


def _titles(rows: list[Any], language: str) -> dict[int, tuple[Text, str]]:
    """Return the titles of `rows` in the reader's language, with their addresses, by key."""
    said = texts.tell([Opportunity(pk=row.pk, title=row.title) for row in rows], language)
    return {
        row.pk: (
            said[row.pk]["title"],
            reverse("portal:opportunity", args=[language, row.public_id]),
        )
        for row in rows
    }


def _area(
    district: District | None, rows: list[Any], query: str, titles: dict[int, tuple[Text, str]]
) -> Area:
    return Area(district, len(rows), [titles[row.pk] for row in rows[:A_FEW]], query)


def _helpful(record: Opportunity) -> list[OpportunityLanguage]:
    return [row for row in record.languages.all() if not row.required]


def _levels(record: Opportunity) -> list[tuple[str, str]]:
    """Return the languages one must speak there, with how well, in words."""
    asked = [row for row in record.languages.all() if row.required]
    return [(languages.name(row.language), said.level(row.level)) for row in asked]
