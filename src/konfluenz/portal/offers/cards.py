"""A service as the public reads it: in a list and on its own page."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from konfluenz.directory import municipality, opening, services
from konfluenz.directory.models import Place, Service, Topic
from konfluenz.people import languages
from konfluenz.portal import collation, feet, texts
from konfluenz.portal.feet import Foot
from konfluenz.portal.offers import times
from konfluenz.portal.offers.times import Now
from konfluenz.portal.texts import Said, Text
from konfluenz.publishing.baking import reads

STALE, PARTIAL = "stale", "partial"
ON_TOPIC = 6
MADE_OF = (
    "directory.service",
    "directory.topic",
    "directory.place",
    "directory.district",
    "directory.organization",
    "directory.orgunit",
)
"""What a page about services is made of, for the baker."""


@dataclass(frozen=True)
class Card:
    """A service in a list."""

    service: Service
    address: str
    name: Text
    summary: Text
    provider: str
    now: Now
    places: list[Place]
    spoken: list[str]
    foot: Foot


def cards(found: Collection[Service], language: str, moment: dt.datetime, land: str) -> list[Card]:
    """Return services read by `services.with_parts` as cards; two queries more."""
    said, checked = texts.tell(found, language), feet.of_all(found)
    return [_card(one, said[one.pk], checked[one.pk], language, moment, land) for one in found]


def on_topic(topic: Topic, language: str) -> list[Card]:
    """Return the first services on `topic` for its page, in nine queries."""
    reads.note(*MADE_OF)
    rows = services.with_parts(Service.objects.public().filter(topics=topic))
    return cards(rows[:ON_TOPIC], language, timezone.now(), municipality.current().land)


def open_at(service: Service, moment: dt.datetime, land: str) -> opening.OpenNow:
    """Return whether `service` is open at `moment`, and tell the baker until when that is so."""
    answer = opening.at(opening.rules(service, land), moment)
    reads.true_until(answer.true_until)
    return answer


def spoken(codes: Sequence[str], language: str) -> list[str]:
    """Return the names of languages in the order of the reader's alphabet."""
    names = languages.names()
    return collation.ordered((names.get(code, code) for code in codes), str, language)


def standing(said: Said) -> str:
    """Return whether the German has moved on since, or a part is not translated; else ""."""
    if any(text.stale for text in said.values()):
        return STALE
    return PARTIAL if any(text.language for text in said.values()) else ""


def _card(
    service: Service, said: Said, foot: Foot, language: str, moment: dt.datetime, land: str
) -> Card:
    return Card(
        service=service,
        address=reverse("portal:service", args=[language, service.slug]),
        name=said["name"],
        summary=said["summary"],
        provider=str(service.provider),
        now=times.now(open_at(service, moment, land), {}),
        places=list(service.places.all()),
        spoken=spoken(service.languages, language),
        foot=foot,
    )
