"""What a hand-out tells of a service, an event or a funding programme: its texts and its facts.

Facts are what one needs to get there: when it is open or takes place, where, the phone. They are
put into words in the language that is active.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi, gettext, gettext_noop

from konfluenz.directory import opening
from konfluenz.directory.models import FundingProgramme, Place, Service
from konfluenz.events import occurrences
from konfluenz.events.models import Event, EventState
from konfluenz.ground import dates
from konfluenz.portal.calendar import words
from konfluenz.portal.language import SOURCE
from konfluenz.portal.offers import services, times

FROM_THE_LEFT, END = "\u2066", "\u2069"
"""Signs around a text of its own direction (Unicode, UAX 9)."""

Fact = tuple[str, list[str]]
"""A heading and the lines below it."""


@dataclass(frozen=True)
class Kind:
    """A kind of records: which text is the title, the others with their headings, the facts."""

    title: str
    texts: Mapping[str, str]
    facts: Callable[[Any], Iterator[Fact]]


def _service(record: Service) -> Iterator[Fact]:
    """Yield the hours of each day that is open, place by place, and how to get in touch."""
    places = list(record.places.all())
    names = {place.pk: place.name for place in places}
    notes = services.said_notes(record, get_language() or SOURCE)
    for week in times.weeks(opening.rules(record), names, notes):
        lines = [f"{day}: {', '.join(map(_hours, hours))}" for day, hours in week.days if hours]
        if lines:
            from_day = gettext("From %(day)s") % {"day": week.begins} if week.begins else ""
            example = gettext("Example hours") if record.example else ""
            above = filter(None, [example, ", ".join(week.places), from_day])
            yield gettext("Opening hours"), [*above, *lines]
    for place in places:
        yield gettext("Where"), _address(place)
    if record.phone:
        yield gettext("Phone"), [_as_written(record.phone)]


def _hours(one: times.Hours) -> str:
    by_appointment = gettext("by appointment") if one.by_appointment else ""
    return " ".join(filter(None, [_as_written(one.time), by_appointment, one.note.text]))


def _event(record: Event) -> Iterator[Fact]:
    """Yield when it next takes place and how often, and where; of a cancelled one nothing."""
    if record.state == EventState.CANCELLED:
        return
    ahead = (one for one in occurrences.from_(record, timezone.now()) if not one.cancelled)
    for time in islice(ahead, 1):
        hours, until = words.hours(time), words.until(time)
        lines = [words.day(time.day), hours and _as_written(hours)]
        yield (
            gettext("When"),
            [*filter(None, lines), *([f"{gettext('until')} {until}"] if until else [])],
        )
    if often := words.often(record.rrule):
        yield gettext("How often"), [str(often)]
    if record.place is not None and not record.place.confidential:
        yield gettext("Where"), _address(record.place)
    if record.online:
        yield gettext("Take part online"), [_as_written(record.online)]


def _programme(record: FundingProgramme) -> Iterator[Fact]:
    """Yield until when one can apply."""
    if record.deadline:
        day = dates.show(record.deadline)
        yield gettext("Deadline"), [gettext("Apply until %(day)s") % {"day": day}]
    else:
        yield gettext("Deadline"), [gettext("Apply at any time")]


def _address(place: Place) -> list[str]:
    lines = [place.name, place.street, f"{place.postcode} {place.town}".strip()]
    return [_as_written(line) for line in lines if line]


def _as_written(text: str) -> str:
    """Return `text` to be read from the left, also where the language is not: 14:00–16:30."""
    return f"{FROM_THE_LEFT}{text}{END}" if get_language_bidi() else text


KINDS: Mapping[type[models.Model], Kind] = MappingProxyType(
    {
        Service: Kind(
            "name",
            {
                "summary": "",
                "description": "",
                "audience": gettext_noop("For whom"),
                "eligibility": gettext_noop("Who may come"),
                "cost": gettext_noop("What it costs"),
                "documents": gettext_noop("What to bring"),
                "how": gettext_noop("How it works"),
                "accessibility": gettext_noop("Accessibility"),
            },
            _service,
        ),
        Event: Kind(
            "title",
            {
                "cancelled_because": gettext_noop("Does not take place"),
                "summary": "",
                "description": "",
                "cost": gettext_noop("Cost"),
                "registration": gettext_noop("Registration"),
            },
            _event,
        ),
        FundingProgramme: Kind(
            "name",
            {
                "summary": "",
                "for_whom": gettext_noop("For whom"),
                "what": gettext_noop("What is funded"),
                "own_share": gettext_noop("Own share"),
                "how": gettext_noop("How to apply"),
            },
            _programme,
        ),
    }
)
"""What is told of which records; pages stand block by block instead."""
