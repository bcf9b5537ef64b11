"""*Veranstaltungen*: by day as a list, as a month, and each on a page of its own (D-25)."""

import datetime as dt
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from konfluenz.events import events as domain
from konfluenz.events import occurrences
from konfluenz.events.models import Event, EventState
from konfluenz.events.occurrences import Occurrence
from konfluenz.portal import feet, linked_data
from konfluenz.portal.calendar import cards, months, words
from konfluenz.portal.calendar.cards import Shown
from konfluenz.portal.calendar.filters import Choices, Narrowed
from konfluenz.portal.language import SOURCE
from konfluenz.portal.pages import baked
from konfluenz.publishing import tongues
from konfluenz.publishing.baking import reads

WINDOW = dt.timedelta(weeks=3)
"""So far ahead the list looks at once; links lead on."""

FURTHEST = dt.timedelta(days=550)
SHOWN = 12
"""So many dates stand on the page of an event."""

SIMILAR = 3


def _slugs() -> list[dict[str, str]]:
    """Return the addresses of the events that are to come."""
    return list(domain.to_come(Event.objects.all()).values("slug"))


@baked(made_of=["events.event"])
@require_safe
def events(request: HttpRequest, language: str) -> HttpResponse:
    """Show what is on by day, or with ?ansicht=monat as a month; the address narrows it."""
    found = cards.all_to_come()
    choices = Choices.of(found)
    chosen = choices.read(request.GET.dict())
    fitting = [event for event in found if chosen.fits(event)]
    context = {"chosen": chosen, **choices.options(chosen, language)}
    if request.GET.get("ansicht") == "monat":
        shown = _month(request, fitting, chosen, language)
        return render(request, "portal/calendar/month.html", context | shown)
    shown = _list(request, fitting, chosen, language)
    return render(request, "portal/calendar/list.html", context | shown)


@baked(addresses=_slugs, made_of=["events.event"])
@require_safe
def event(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show one event with its dates ahead; what is over says so kindly and names others."""
    record = find(slug)
    if record is None:
        raise Http404(slug)
    if domain.is_over(record):
        reads.note(record, *cards.READS[1:])
        return _over(request, record, language)
    return render(request, "portal/calendar/event.html", context(record, language))


def find(slug: str) -> Event | None:
    """Return the public event with its parts, None for none."""
    found: Event | None = domain.with_parts(Event.objects.public()).filter(slug=slug).first()
    return found


def context(record: Event, language: str) -> dict[str, Any]:
    """Return what the page of an event tells that is not over."""
    reads.note(record, *cards.READS[1:])
    found = list(islice(occurrences.from_(record, timezone.now()), SHOWN + 1))
    reads.true_until(min((time.ends_at for time in found[:1]), default=cards.next_midnight()))
    times = cards.times(found[:SHOWN], language)
    told = {
        "shown": cards.shown([record], language)[record.pk],
        "times": times,
        "more": len(found) > SHOWN,
        "first": times[0] if times else None,
        "first_day": words.day(found[0].day) if found else "",
        "often": words.often(record.rrule),
        "cancelled": record.state == EventState.CANCELLED,
        "place": _place(record),
        "step_free": _step_free(record),
        "foot": feet.of(record),
        "there": tongues.of_records([record], "title")[record.pk] | {SOURCE},
    }
    if found:
        told["linked"] = _linked(found[0], told["shown"], told["place"], language)
    return told


def _linked(time: Occurrence, shown: Shown, place: Any, language: str) -> SafeString:
    """Return what search engines read of the next time of an event."""
    node = linked_data.event(time.event, time, shown.said, place, shown.address)
    above = (gettext("Events"), reverse("portal:events", args=[language]))
    steps = [above, (str(shown.said["title"]), shown.address)]
    return linked_data.script(node, linked_data.trail(steps, language))


def _list(
    request: HttpRequest, fitting: list[Event], chosen: Narrowed, language: str
) -> dict[str, Any]:
    """Return three weeks from the day asked for, and the way on where something is to come."""
    today = timezone.localdate()
    since = _day(request.GET.get("ab", ""), today)
    until = since + WINDOW
    times = occurrences.between(
        fitting, max(occurrences.midnight(since), timezone.now()), occurrences.midnight(until)
    )
    later = occurrences.next_of(fitting, occurrences.midnight(until)).values()
    coming = min((max(time.day, until) for time in later), default=None)
    reads.true_until(min((time.ends_at for time in times), default=None))
    shown = cards.times(times, language)
    return {
        "days": cards.by_day(shown, since),
        "count": len(shown),
        "since": since if since > today else None,
        "since_words": words.day(since),
        "later": _query(chosen, ab=coming.isoformat()) if coming else "",
        "earlier": _query(chosen, ab=_earlier(since, today)) if since > today else "",
        "as_month": _query(chosen, ansicht="monat", monat=f"{since:%Y-%m}"),
    }


def _month(
    request: HttpRequest, fitting: list[Event], chosen: Narrowed, language: str
) -> dict[str, Any]:
    """Return the sheet of a month and the list of its days below."""
    first = months.read(request.GET.get("monat", ""))
    since = max(first, timezone.localdate())
    times = cards.times(
        occurrences.between(
            fitting,
            max(occurrences.midnight(first), timezone.now()),
            occurrences.midnight(months.end(first)),
        ),
        language,
    )
    month = months.draw(first, times)
    return {
        "month": month,
        "weekdays": words.weekdays(),
        "days": cards.by_day(times, since),
        "count": len(times),
        "as_list": _query(chosen, ab=since.isoformat()),
        "before": _query(chosen, ansicht="monat", monat=month.before) if month.before else "",
        "after": _query(chosen, ansicht="monat", monat=month.after) if month.after else "",
        "is_month": True,
    }


def _over(request: HttpRequest, record: Event, language: str) -> HttpResponse:
    """Say that it is over, and what is like it."""
    topics = set(record.topics.all())
    alike = [one for one in cards.all_to_come() if topics & set(one.topics.all())]
    coming = sorted(occurrences.next_of(alike).values(), key=lambda time: time.starts_at)
    context = {
        "shown": cards.shown([record], language)[record.pk],
        "times": cards.times(coming[:SIMILAR], language),
    }
    return render(request, "portal/calendar/over.html", context, status=410)


def _place(record: Event) -> Any:
    """Return the place that everybody may know, None for none."""
    return record.place if record.place is not None and not record.place.confidential else None


def _step_free(record: Event) -> bool | None:
    """Return what is known of steps: of the event, else of its place."""
    place = _place(record)
    if record.step_free is not None or place is None:
        return record.step_free
    known: bool | None = place.step_free
    return known


def _day(text: str, today: dt.date) -> dt.date:
    """Return the day asked for; today for none, for the past and for what is too far ahead."""
    try:
        asked = dt.date.fromisoformat(text)
    except ValueError:
        return today
    return asked if today <= asked <= today + FURTHEST else today


def _earlier(since: dt.date, today: dt.date) -> str:
    return max(since - WINDOW, today).isoformat()


def _query(chosen: Narrowed, **more: str) -> str:
    return urlencode(chosen.parts | more)
