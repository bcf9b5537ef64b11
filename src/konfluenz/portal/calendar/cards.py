"""An event as the public reads it: one time of it in a list, and all of it on its page."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone

from konfluenz.events import events, occurrences
from konfluenz.events.models import Event, EventSkip
from konfluenz.events.occurrences import Occurrence
from konfluenz.portal import texts
from konfluenz.portal import words as topic_words
from konfluenz.portal.calendar import words
from konfluenz.portal.texts import Said, Text
from konfluenz.portal.words import Named
from konfluenz.publishing.baking import reads

READS = (
    "events.event",
    "events.eventskip",
    "directory.organization",
    "directory.orgunit",
    "directory.place",
    "directory.topic",
)
"""What a list of events shows: any change of it bakes the page again."""

NOTHING = Text("")


@dataclass(frozen=True)
class Shown:
    """An event in the reader's language. `place` and `organiser` are names, German data."""

    event: Event
    said: Said
    address: str
    kind: str
    organiser: str
    place: str
    district: str
    topics: list[Named]
    spoken: list[str]
    interpreted: list[str]

    @property
    def translated(self) -> list[Text]:
        """The texts that say something."""
        return [text for text in self.said.values() if text]

    @property
    def standing(self) -> str:
        """How the translation stands: "stale", "partial" (some of it is German) or ""."""
        if any(text.stale for text in self.translated):
            return "stale"
        return "partial" if any(text.language for text in self.translated) else ""


@dataclass(frozen=True)
class Time:
    """One time of an event, in words."""

    time: Occurrence
    shown: Shown
    day: str
    hours: str
    until: str
    reason: Text


def all_to_come() -> list[Event]:
    """Return the public events that are not over, with their parts, in three queries."""
    reads.note(*READS)
    reads.true_until(next_midnight())
    return list(events.with_parts(events.to_come(Event.objects.all())))


def shown(found: Sequence[Event], language: str) -> dict[int, Shown]:
    """Return events, read by `events.with_parts`, in `language` by key; two queries."""
    said = texts.tell(found, language)
    topics = {topic.pk: topic for event in found for topic in event.topics.all()}
    rows = sorted(topics.values(), key=lambda topic: topic.order)
    named = {
        row.pk: name for row, name in zip(rows, topic_words.named(rows, language), strict=True)
    }
    return {event.pk: _shown(event, said[event.pk], named, language) for event in found}


def times(found: Iterable[Occurrence], language: str) -> list[Time]:
    """Return times of events in `language`, in three queries however many there are."""
    listed = list(found)
    by_key = shown(list({one.event.pk: one.event for one in listed}.values()), language)
    skips = {one.skip.pk: one.skip for one in listed if one.skip is not None}
    reasons = texts.tell(list(skips.values()), language)
    return [_time(one, by_key[one.event.pk], reasons) for one in listed]


def by_day(found: Iterable[Time], since: dt.date) -> list[tuple[dt.date, str, list[Time]]]:
    """Return (day, in words, times); what began before `since` and goes on stands there."""
    ordered = sorted(found, key=lambda one: (max(one.time.day, since), one.time.starts_at))
    days = groupby(ordered, key=lambda one: max(one.time.day, since))
    return [(day, words.day(day), list(group)) for day, group in days]


def next_midnight() -> dt.datetime:
    """Return when today ends."""
    return occurrences.midnight(timezone.localdate() + dt.timedelta(days=1))


def _shown(event: Event, said: Said, named: dict[int, Named], language: str) -> Shown:
    place = event.place if event.place is not None and not event.place.confidential else None
    return Shown(
        event=event,
        said=said,
        address=reverse("portal:event", args=[language, event.slug]),
        kind=str(words.KINDS.get(event.kind, "")),
        organiser=str(event.organization or event.unit or ""),
        place=place.name if place else "",
        district=str(place.district or "") if place else "",
        topics=[named[topic.pk] for topic in event.topics.all()],
        spoken=words.spoken(event.languages),
        interpreted=words.spoken(event.interpreting.split()),
    )


def _time(one: Occurrence, event: Shown, reasons: dict[Any, Said]) -> Time:
    reason = NOTHING
    if one.cancelled:
        reason = event.said["cancelled_because"]
        if isinstance(one.skip, EventSkip):
            reason = reasons[one.skip.pk]["reason"]
    return Time(one, event, words.short_day(one.day), words.hours(one), words.until(one), reason)
