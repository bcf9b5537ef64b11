"""Events as calendars for other programs: iCalendar (RFC 5545) out.

A series is one entry with its rule; days that do not take place are EXDATE. Times carry the
city's zone by name and definition, so that a series keeps its hour across the change of clocks.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone
from icalendar import Calendar, vDDDLists, vGeo, vRecur, vText
from icalendar import Event as Entry

from konfluenz.events import rules
from konfluenz.events.models import Event, EventState

PRODUCT = "-//Konfluenz//Veranstaltungen//DE"
REFRESH = "PT6H"

ZONE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
"""The city's zone since 1996 (Directive 2000/84/EC)."""


@dataclass(frozen=True)
class Wording:
    """What an entry says, in the reader's language. `language` is a BCP 47 tag."""

    title: str
    description: str
    url: str
    language: str = "de"
    changed_at: dt.datetime | None = None


def write(name: str, language: str, entries: Iterable[tuple[Event, Wording]]) -> bytes:
    """Return a calendar called `name` with `entries`: events with their skips, and their words.

    The same events give the same bytes (so that a client may ask whether anything changed).
    """
    listed = list(entries)
    prefetch_related_objects([event for event, _said in listed], "skips")
    calendar = empty(name, language)
    for event, said in listed:
        calendar.add_component(_entry(event, said))
    return calendar.to_ical()


def uid(event: Event) -> str:
    """Return the identifier that stays the same for as long as the event is (RFC 7986, 5.3)."""
    return f"{event.public_id}@{settings.MAIL_DOMAIN}"


def empty(name: str, language: str) -> Calendar:
    """Return a calendar called `name` without entries, with the definition of the zone."""
    calendar = Calendar()
    head = {"prodid": PRODUCT, "version": "2.0", "calscale": "GREGORIAN", "method": "PUBLISH"}
    for key, value in head.items():
        calendar.add(key, value)
    for key in ("name", "x-wr-calname"):
        calendar.add(key, name, parameters={"language": language})
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", vText(REFRESH, params={"VALUE": "DURATION"}))
    calendar.add("x-published-ttl", REFRESH)
    zone = ZONE.format(name=settings.TIME_ZONE).replace("\n", "\r\n")
    calendar.add_component(Calendar.from_ical(zone))
    return calendar


def _entry(event: Event, said: Wording) -> Entry:
    entry = Entry()
    spoken = {"language": said.language}
    entry.add("uid", uid(event))
    stamp = (said.changed_at or event.created_at).astimezone(dt.UTC).replace(microsecond=0)
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    entry.add("created", event.created_at.astimezone(dt.UTC).replace(microsecond=0))
    entry.add("sequence", event.revision)
    entry.add("summary", said.title, parameters=spoken)
    if said.description:
        entry.add("description", said.description, parameters=spoken)
    entry.add("url", said.url)
    entry.add("status", "CANCELLED" if event.state == EventState.CANCELLED else "CONFIRMED")
    _when(entry, event)
    _where(entry, event)
    for topic in sorted(event.topics.all(), key=lambda topic: topic.order):
        entry.add("categories", topic.name)
    return entry


def _when(entry: Entry, event: Event) -> None:
    first = timezone.localtime(event.starts_at)
    entry.add("dtstart", _moment(event, first))
    entry.add("dtend", _moment(event, timezone.localtime(event.ends_at)))
    if not event.rrule:
        return
    rule = rules.read(event.rrule)
    entry.add("rrule", vRecur.from_ical(str(rule).replace(*_until(event, rule))))
    out = [
        _moment(event, dt.datetime.combine(skip.on, first.timetz())) for skip in event.skips.all()
    ]
    if out:
        parameters: Mapping[str, Any] = {} if event.all_day else {"TZID": settings.TIME_ZONE}
        entry.add("exdate", vDDDLists(out), parameters=dict(parameters))


def _until(event: Event, rule: rules.Rule) -> tuple[str, str]:
    """Return UNTIL as it is kept, and as the RFC wants it: UTC, or a day for whole days."""
    if rule.until is None or event.all_day:
        return ("", "")
    kept = f"UNTIL={rule.until:%Y%m%d}"
    last = dt.datetime.combine(
        rule.until, dt.time(23, 59, 59), tzinfo=timezone.get_default_timezone()
    )
    return kept, f"UNTIL={last.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _moment(event: Event, local: dt.datetime) -> dt.datetime | dt.date:
    """Return a whole day as a date, another moment in the city's zone by name."""
    if event.all_day:
        return local.date()
    return local.replace(tzinfo=timezone.get_default_timezone())


def _where(entry: Entry, event: Event) -> None:
    place = event.place
    if place is not None and not place.confidential:
        town = " ".join(filter(None, (place.postcode, place.town)))
        entry.add("location", ", ".join(filter(None, (place.name, place.street, town))))
        if place.latitude is not None and place.longitude is not None:
            entry.add("geo", vGeo((float(place.latitude), float(place.longitude))))
    elif event.online:
        entry.add("location", event.online)
