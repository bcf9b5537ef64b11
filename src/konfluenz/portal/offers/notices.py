"""Funding programmes with deadlines, goods wanted and not wanted, links to sites of others."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import format_currency
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from konfluenz.directory import goods as goods_domain
from konfluenz.directory import opening, resources
from konfluenz.directory import programmes as programmes_domain
from konfluenz.directory.models import (
    ExternalResource,
    FundingProgramme,
    GoodsKind,
    GoodsNotice,
    Topic,
)
from konfluenz.ground import dates
from konfluenz.portal import collation, feet, numbers, texts, words
from konfluenz.portal.feet import Foot
from konfluenz.portal.offers import times
from konfluenz.portal.offers.cards import spoken, standing
from konfluenz.portal.pages import baked
from konfluenz.portal.texts import Said
from konfluenz.portal.words import Named
from konfluenz.publishing.baking import reads

PROGRAMMES = ("directory.fundingprogramme", "directory.topic", "directory.organization")
GOODS = ("directory.goodsnotice", "directory.organization", "directory.place")
LINKS = ("directory.externalresource", "directory.topic")


@dataclass(frozen=True)
class Programme:
    """A funding programme as it is shown. No `deadline`: applications at any time."""

    record: FundingProgramme
    said: Said
    address: str
    deadline: str
    amount: str
    foot: Foot


@dataclass(frozen=True)
class Goods:
    """A notice about goods as it is shown; `place` is "" where it is confidential."""

    record: GoodsNotice
    said: Said
    place: str
    foot: Foot


@dataclass(frozen=True)
class Link:
    """A page of somebody else's; `site` is its host, `spoken` the languages it speaks."""

    record: ExternalResource
    said: Said
    site: str
    spoken: list[str]
    foot: Foot


@baked(made_of=["directory.fundingprogramme"])
@require_safe
def programmes(request: HttpRequest, language: str) -> HttpResponse:
    """Show the programmes that one can still apply for, soonest deadline first."""
    reads.note(*PROGRAMMES)
    found = list(programmes_domain.running())
    for one in found:
        reads.true_until(_end_of(one.deadline))
    shown = _programmes(found, language)
    return render(request, "portal/offers/programmes.html", {"programmes": shown})


@baked(
    addresses=lambda: programmes_domain.running().values("slug"),
    made_of=["directory.fundingprogramme"],
)
@require_safe
def programme(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show one programme; what is over is no longer there."""
    record = programmes_domain.running().filter(slug=slug).first()
    if record is None:
        reads.note("directory.fundingprogramme")
        raise Http404(slug)
    return render(request, "portal/offers/programme.html", programme_context(record, language))


def programme_context(record: FundingProgramme, language: str) -> dict[str, Any]:
    """Return what the page of a programme tells."""
    reads.note(record, "directory.topic")
    reads.true_until(_end_of(record.deadline))
    shown = _programmes([record], language)[0]
    return {
        "one": shown,
        "said": shown.said,
        "standing": standing(shown.said),
        "foot": shown.foot,
        "topics": words.named(list(record.topics.filter(active=True)), language),
    }


@baked()
@require_safe
def goods(request: HttpRequest, language: str) -> HttpResponse:
    """Show which goods are wanted, and of which there is enough."""
    reads.note(*GOODS)
    found = list(goods_domain.current().select_related("organization", "place__district"))
    for one in found:
        reads.true_until(opening.midnight(one.expires_on))
    shown = _goods(found, language)
    context = {
        "wanted": [one for one in shown if one.record.kind == GoodsKind.WANTED],
        "enough": [one for one in shown if one.record.kind == GoodsKind.ENOUGH],
    }
    return render(request, "portal/offers/goods.html", context)


@baked()
@require_safe
def links(request: HttpRequest, language: str) -> HttpResponse:
    """Show the sites of others by topic, with what one finds there."""
    reads.note(*LINKS)
    found = list(resources.public().prefetch_related("topics"))
    return render(request, "portal/offers/links.html", {"shelves": _shelves(found, language)})


def _programmes(found: Sequence[FundingProgramme], language: str) -> list[Programme]:
    said, checked = texts.tell(found, language), feet.of_all(found)
    return [
        Programme(
            one,
            said[one.pk],
            reverse("portal:programme", args=[language, one.slug]),
            dates.show(one.deadline),
            _euros(one.amount_max),
            checked[one.pk],
        )
        for one in found
    ]


def _goods(found: Sequence[GoodsNotice], language: str) -> list[Goods]:
    said, checked = texts.tell(found, language), feet.of_all(found)
    shown = [Goods(one, said[one.pk], _place(one), checked[one.pk]) for one in found]
    return collation.ordered(shown, lambda one: str(one.said["name"]), language)


def _place(notice: GoodsNotice) -> str:
    place = notice.place
    if place is None or place.confidential:
        return ""
    return ", ".join(part for part in (place.name, place.street, str(place.district or "")) if part)


def _shelves(found: Sequence[ExternalResource], language: str) -> list[tuple[Named, list[Link]]]:
    """Return the links below their topics; one on two topics stands under both."""
    said, checked = texts.tell(found, language), feet.of_all(found)
    shown = [
        Link(
            one,
            said[one.pk],
            _site(one.url),
            spoken(one.languages, language),
            checked[one.pk],
        )
        for one in found
    ]
    shown = collation.ordered(shown, lambda one: str(one.said["name"]), language)
    topics = list(Topic.objects.filter(active=True))
    pairs = zip(topics, words.named(topics, language), strict=True)
    shelves = [
        (named, [one for one in shown if topic in one.record.topics.all()])
        for topic, named in pairs
    ]
    return [shelf for shelf in shelves if shelf[1]]


def _site(url: str) -> str:
    host = urlsplit(url).hostname or url
    return host.removeprefix("www.")


def _euros(amount: Decimal | None) -> str:
    """Return an amount as the language writes it, without cents where there are none."""
    if amount is None:
        return ""
    locale = numbers.locale()
    pattern = str(locale.currency_formats["standard"].pattern)
    form = pattern if amount % 1 else pattern.replace(".00", "")
    return str(format_currency(amount, "EUR", form, locale, currency_digits=False))


def _end_of(day: dt.date | None) -> dt.datetime | None:
    return opening.midnight(day + times.DAY) if day else None
