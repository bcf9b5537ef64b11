"""The directory of services: the list, the map, each on its own page (T-01, O-25, D-34)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from konfluenz.directory import districts, municipality, opening
from konfluenz.directory import services as domain
from konfluenz.directory.models import Place, Service
from konfluenz.directory.models.services import note_field
from konfluenz.ground import translations
from konfluenz.portal import collation, feet, linked_data, texts, words
from konfluenz.portal.language import SOURCE
from konfluenz.portal.offers import map as offers_map
from konfluenz.portal.offers import times
from konfluenz.portal.offers.cards import MADE_OF, cards, open_at, spoken, standing
from konfluenz.portal.offers.filters import Choices, Narrowed, narrow
from konfluenz.portal.pages import baked
from konfluenz.portal.texts import Said, Text
from konfluenz.publishing import tongues
from konfluenz.publishing.baking import reads

PAGE = 24
SEARCHED = ("name", "summary", "audience")
NAMED = "name"


@dataclass(frozen=True)
class Found:
    """What is left of all services, in the order of their names, and what narrowed it."""

    rows: list[Service]
    chosen: Narrowed
    options: dict[str, Any]
    names: Mapping[Any, str]


@dataclass(frozen=True)
class At:
    """A place of the map with the services there: their names and addresses."""

    place: Place | None
    services: list[tuple[Text, str]]


@baked(made_of=["directory.service"])
@require_safe
def services(request: HttpRequest, language: str) -> HttpResponse:
    """Show the services as cards with a map beside them; the address narrows the list."""
    found = _found(request, language)
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("seite"))
    moment, land = timezone.now(), municipality.current().land
    context = {
        **found.options,
        "chosen": found.chosen,
        "page": page,
        "cards": cards(list(page), language, moment, land),
        "count": len(found.rows),
        "drawing": _drawing(found.rows, found.chosen, language),
    }
    return render(request, "portal/offers/services.html", context)


@baked(made_of=["directory.service"])
@require_safe
def places_map(request: HttpRequest, language: str) -> HttpResponse:
    """Show where the services are, with all of them by place beside the map."""
    found = _found(request, language)
    context = {
        **found.options,
        "chosen": found.chosen,
        "count": len(found.rows),
        "drawing": _drawing(found.rows, found.chosen, language),
        "places": _by_place(found, language),
        "as_map": True,
    }
    return render(request, "portal/offers/map.html", context)


@baked(addresses=lambda: Service.objects.public().values("slug"), made_of=["directory.service"])
@require_safe
def service(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show one service with all that a visitor has to know."""
    record = domain.with_parts(Service.objects.public().filter(slug=slug)).first()
    if record is None:
        reads.note("directory.service")
        raise Http404(slug)
    return render(request, "portal/offers/service.html", context(record, language))


def context(record: Service, language: str) -> dict[str, Any]:
    """Return what the page of a service tells."""
    places, topics = list(record.places.all()), list(record.topics.all())
    reads.note("directory.district", "directory.place", record, record.provider, *topics)
    reads.true_until(opening.midnight(timezone.localdate() + opening.DAY))
    rules = opening.rules(record)
    answer = opening.at(rules, timezone.now())
    reads.true_until(answer.true_until)
    said = texts.tell([record], language)[record.pk]
    notes = said_notes(record, language)
    names = {place.pk: place.name for place in places}
    return {
        "service": record,
        "said": said,
        "standing": standing(said),
        "now": times.now(answer, notes),
        "weeks": times.weeks(rules, names, notes),
        "differing": times.differing(rules, names, notes),
        "places": places,
        "drawing": _drawing([record], Narrowed(), language),
        "spoken": spoken(record.languages, language),
        "topics": words.named(topics, language),
        "dialled": "".join(sign for sign in record.phone if sign.isdigit() or sign == "+"),
        "foot": feet.of(record),
        "there": tongues.of_records([record], NAMED)[record.pk] | {SOURCE},
        "linked": _linked(record, said, places, language),
    }


def _linked(record: Service, said: Said, places: Sequence[Place], language: str) -> SafeString:
    """Return what search engines read."""
    address = reverse("portal:service", args=[language, record.slug])
    above = (gettext("Services"), reverse("portal:services", args=[language]))
    node = linked_data.service(record, said, places, address, language)
    steps = [above, (str(said["name"]), address)]
    return linked_data.script(node, linked_data.trail(steps, language))


def _found(request: HttpRequest, language: str) -> Found:
    reads.note(*MADE_OF)
    every = list(domain.with_parts(Service.objects.public()))
    choices = Choices(every)
    chosen = choices.read(request.GET)
    moment, land = timezone.now(), municipality.current().land
    rows = narrow(
        every,
        chosen,
        is_open=lambda one: open_at(one, moment, land).open,
        texts=lambda found: _searched(found, language),
    )
    names = translations.of(rows, NAMED, language, fallback=True)
    rows = collation.ordered(rows, lambda one: names[one.pk], language)
    return Found(rows, chosen, choices.options(chosen, language), names)


def _searched(found: Sequence[Service], language: str) -> dict[Any, str]:
    """Return all that words are looked for in: the German, and the reader's language."""
    said = translations.told(found, language, SEARCHED) if language != SOURCE else {}
    return {
        one.pk: " ".join(
            [
                *(getattr(one, field) for field in SEARCHED),
                *(text.text for text in said.get(one.pk, {}).values()),
                str(one.provider),
                *(topic.name for topic in one.topics.all()),
            ]
        )
        for one in found
    }


def _drawing(rows: Sequence[Service], chosen: Narrowed, language: str) -> offers_map.Drawing | None:
    counts: dict[Place, int] = {}
    for one in rows:
        for place in one.places.all():
            counts[place] = counts.get(place, 0) + 1
    address = reverse("portal:services", args=[language])
    used = {place.district_id for place in counts if place.district_id}
    return offers_map.draw(
        districts.on_map(used), counts, lambda some: f"{address}?{chosen.at(some)}"
    )


def _by_place(found: Found, language: str) -> list[At]:
    """Return the services below their places; those without one come last."""
    said = texts.tell(found.rows, language)
    below: dict[Place | None, list[tuple[Text, str]]] = {}
    for one in found.rows:
        link = reverse("portal:service", args=[language, one.slug])
        for place in one.places.all() or [None]:
            below.setdefault(place, []).append((said[one.pk]["name"], link))
    elsewhere = below.pop(None, [])
    places = collation.ordered(below, str, "de")
    shown = [At(place, below[place]) for place in places]
    return [*shown, At(None, elsewhere)] if elsewhere else shown


def said_notes(record: Service, language: str) -> dict[str, str]:
    """Return the notes of the hours in the reader's language by their German."""
    if language == SOURCE:
        return {}
    notes = {note_field(row.note): row.note for row in record.hours.all() if row.note}
    notes |= {note_field(row.reason): row.reason for row in record.exceptions.all() if row.reason}
    said = translations.told([record], language, list(notes)).get(record.pk, {}) if notes else {}
    return {notes[field]: told.text for field, told in said.items() if told.text}
