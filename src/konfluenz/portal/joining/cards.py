"""An opportunity as the public reads it: on a card, in a list, on its own page."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from konfluenz.directory.models import Topic
from konfluenz.ground import dates
from konfluenz.people import languages
from konfluenz.portal import texts, words
from konfluenz.portal.joining import words as joining_words
from konfluenz.portal.texts import Said, Text
from konfluenz.portal.words import Named
from konfluenz.volunteering import opportunities, when
from konfluenz.volunteering.models import Opportunity, PlacementState

GERMAN = "de"
MOST_TIMES = 4
"""So many times stand on a card; the page has them all."""


@dataclass(frozen=True)
class Card:
    """What is shown of an opportunity, in the reader's language where it is not data.

    `times` in words; none: `timing` says it all. `free` is how many are still looked for.
    `spoken` are the languages that help. `stale`: the German has changed since it was translated.
    """

    opportunity: Opportunity
    address: str
    title: Text
    task: Text
    stale: bool
    offerer: str
    timing: str
    times: list[str]
    more_times: int
    place: str
    topic: Named | None
    spoken: list[str]
    free: int
    until: str


def shown(found: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Return `found` with all that a card reads, in a few queries."""
    busy = Count("placements", filter=~Q(placements__state=PlacementState.ENDED))
    return opportunities.with_parts(found).annotate(busy=busy)


def cards(rows: Iterable[Opportunity], language: str) -> list[Card]:
    """Return `rows`, read by :func:`shown`, as cards in `language`; two queries more."""
    found = list(rows)
    said = texts.tell(found, language)
    topics = _topics({row.topic for row in found if row.topic is not None}, language)
    return [_card(row, said[row.pk], topics, language) for row in found]


def _topics(topics: set[Topic], language: str) -> dict[int, Named]:
    rows = sorted(topics, key=lambda topic: topic.pk)
    return {row.pk: name for row, name in zip(rows, words.named(rows, language), strict=True)}


def _helpful(row: Opportunity) -> list[str]:
    """Return the languages that set it apart; German is said in words of its own."""
    return [one.language for one in row.languages.all() if one.language != GERMAN]


def _card(row: Opportunity, said: Said, topics: dict[int, Named], language: str) -> Card:
    times = when.said(row)
    return Card(
        opportunity=row,
        address=reverse("portal:opportunity", args=[language, row.public_id]),
        title=said["title"],
        task=said["task"],
        stale=any(text.stale for text in said.values()),
        offerer=str(row.organization or row.unit or ""),
        timing=str(joining_words.TIMINGS.get(row.timing, "")),
        times=times[:MOST_TIMES],
        more_times=max(len(times) - MOST_TIMES, 0),
        place=str(row.district or ""),
        topic=topics.get(row.topic_id or 0),
        spoken=[languages.name(code) for code in _helpful(row)],
        free=max(row.wanted - getattr(row, "busy", 0), 1),
        until=dates.show(row.expires_on - dt.timedelta(days=1)),
    )
