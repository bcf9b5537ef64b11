"""The calendar for other programs: iCalendar, Atom, and fragments that other sites embed."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from konfluenz.directory import municipality
from konfluenz.directory.models import Topic
from konfluenz.events import calendars, occurrences
from konfluenz.events import events as domain
from konfluenz.events.calendars import Wording
from konfluenz.events.models import Event
from konfluenz.portal import feeds, words
from konfluenz.portal.calendar import cards, months
from konfluenz.portal.calendar import words as said
from konfluenz.portal.calendar.cards import Shown, Time
from konfluenz.portal.pages import View, public

KEPT = dt.timedelta(days=31)
"""So long an event that is over stays in the calendar of who subscribed to it."""

AHEAD = dt.timedelta(days=92)
EMBEDDED = dt.timedelta(weeks=4)
MOST_EMBEDDED = 40
ANYWHERE: list[str] = ["*"]
FILE = "veranstaltungen"


@public
@require_safe
def calendar(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with all public events as a calendar to subscribe to; ?thema= narrows it."""
    day = timezone.localdate() - KEPT
    topic = _topic(request)
    rows = domain.to_come(Event.objects.all(), day)
    found = list(domain.with_parts(rows.filter(topics=topic) if topic else rows))
    name = _name(topic, language)
    entries = _entries(found, language)
    return _calendar(request, calendars.write(name, language, entries), FILE)


@public
@require_safe
def event_calendar(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with one event, for the reader's own calendar."""
    found = list(domain.with_parts(Event.objects.public().filter(slug=slug)))
    if not found:
        raise Http404(slug)
    entries = _entries(found, language)
    data = calendars.write(entries[0][1].title, language, entries)
    return _calendar(request, data, slug)


@public
@require_safe
def atom(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the next time of each event as an Atom feed; ?thema= narrows it."""
    topic = _topic(request)
    found = [one for one in cards.all_to_come() if topic is None or topic in one.topics.all()]
    coming = sorted(occurrences.next_of(found).values(), key=lambda time: time.starts_at)
    soon = [time for time in coming if time.starts_at < timezone.now() + AHEAD]
    changed = domain.changed_at(time.event for time in soon)
    feed = feeds.Feed(
        id=feeds.absolute(request.get_full_path()),
        title=_name(topic, language),
        url=feeds.absolute(request.get_full_path()),
        page=feeds.absolute(reverse("portal:events", args=[language])),
        language=language,
        author=municipality.current().name,
        entries=[_entry(time, changed) for time in cards.times(soon, language)],
    )
    return feeds.answer(request, feeds.write(feed), feeds.ATOM)


def embeddable(view: View) -> View:
    """Let other sites show the page in a frame: it has no form, no cookie and no script."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        patch_cache_control(response, public=True, max_age=feeds.FRESH)
        return response

    framed: Callable[..., Any] = csp_replace({"frame-ancestors": ANYWHERE})(page)
    return xframe_options_exempt(framed)


@public
@embeddable
@require_safe
def embedded_list(request: HttpRequest, language: str) -> HttpResponse:
    """Show the next four weeks as a bare list; ?thema= narrows it."""
    today = timezone.localdate()
    times = _times(request, timezone.now(), occurrences.midnight(today + EMBEDDED), language)
    context = {"days": cards.by_day(times[:MOST_EMBEDDED], today), "topic": _topic(request)}
    return render(request, "portal/calendar/embedded_list.html", context)


@public
@embeddable
@require_safe
def embedded_month(request: HttpRequest, language: str) -> HttpResponse:
    """Show a month as a bare sheet; ?thema= and ?monat= narrow it."""
    first = months.read(request.GET.get("monat", ""))
    end = occurrences.midnight(months.end(first))
    since = max(occurrences.midnight(first), timezone.now())
    times = _times(request, since, end, language)
    topic = _topic(request)
    context = {
        "month": months.draw(first, times),
        "weekdays": said.weekdays(),
        "days": cards.by_day(times, max(first, timezone.localdate())),
        "query": f"thema={words.address(topic)}&" if topic else "",
    }
    return render(request, "portal/calendar/embedded_month.html", context)


def _times(
    request: HttpRequest, since: dt.datetime, until: dt.datetime, language: str
) -> list[Time]:
    topic = _topic(request)
    found = [one for one in cards.all_to_come() if topic is None or topic in one.topics.all()]
    return cards.times(occurrences.between(found, since, until), language)


def _topic(request: HttpRequest) -> Topic | None:
    """Return the topic in the address, None for none; raises Http404 for one that is not."""
    asked = request.GET.get("thema", "")
    if not asked:
        return None
    topics = Topic.objects.filter(active=True)
    found = next((one for one in topics if asked in (one.slug, words.address(one))), None)
    if found is None:
        raise Http404(asked)
    return found


def _name(topic: Topic | None, language: str) -> str:
    city = municipality.current().name
    parts = [_("Events"), words.named([topic], language)[0].name if topic else "", city]
    return " – ".join(filter(None, parts))


def _entries(found: list[Event], language: str) -> list[tuple[Event, Wording]]:
    shown, changed = cards.shown(found, language), domain.changed_at(found)
    return [(event, _wording(shown[event.pk], language, changed.get(event.pk))) for event in found]


def _wording(shown: Shown, language: str, changed: dt.datetime | None) -> Wording:
    text = shown.said
    parts = [
        str(text["cancelled_because"]),
        str(text["summary"]),
        str(text["description"]),
        str(text["registration"]),
        shown.event.online,
    ]
    return Wording(
        title=str(text["title"]),
        description="\n\n".join(filter(None, parts)),
        url=feeds.absolute(shown.address),
        language=text["title"].language or language,
        changed_at=changed,
    )


def _entry(time: Time, changed: dict[int, dt.datetime]) -> feeds.Entry:
    shown = time.shown
    when = " ".join(filter(None, [time.day, time.hours]))
    where = shown.place or shown.event.online
    return feeds.Entry(
        id=f"urn:uuid:{shown.event.public_id}",
        title=str(shown.said["title"]),
        url=feeds.absolute(shown.address),
        updated=changed.get(shown.event.pk, shown.event.created_at),
        published=shown.event.created_at,
        summary=" · ".join(filter(None, [when, where, str(shown.said["summary"])])),
        categories=tuple(topic.name for topic in shown.topics),
        language=shown.said["title"].language,
    )


def _calendar(request: HttpRequest, data: bytes, name: str) -> HttpResponse:
    response = feeds.answer(request, data, feeds.CALENDAR)
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response
