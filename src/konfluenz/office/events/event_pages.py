"""One event: the record with its dates, adding and correcting."""

from collections.abc import Callable
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.events import events, occurrences
from konfluenz.events.events import EventRefused
from konfluenz.events.models import Event, EventState
from konfluenz.office import record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.events import event_forms, event_words, repeats
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

DATES = "dates"
TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    (DATES, gettext_lazy("Dates")),
    ("timeline", gettext_lazy("History")),
)
A_FEW, MANY = 4, 26
"""So many dates stand on the overview, and on the tab of their own."""

ADD = Sheet(
    "event-add",
    gettext_lazy("Add event"),
    event_forms.EventForm,
    refusals=(EventRefused,),
    lead=gettext_lazy("It is a draft at first: nobody sees it until you publish it."),
    told=gettext_lazy("The event is on record as a draft. Look at its dates, then publish it."),
)
EDIT = Sheet(
    "event-edit",
    gettext_lazy("Correct event"),
    event_forms.EventForm,
    refusals=(EventRefused,),
    told=gettext_lazy("The event was corrected."),
)


def address_of(event: Event, tab: str = "") -> str:
    """Return the address of the event's record, opened at `tab`."""
    path = reverse("office:event", kwargs={"public_id": event.public_id})
    return f"{path}?tab={tab}" if tab else path


def one_of(public_id: UUID) -> Event:
    """Return the event with its parts; raises Http404."""
    rows = Event.objects.select_related("organization", "unit", "place__district")
    return get_object_or_404(rows.prefetch_related("skips", "topics"), public_id=public_id)


@requires(Right.READ_CONTENT)
def event(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of an event's record."""
    one, tab = one_of(public_id), request.GET.get("tab", "")
    if tab not in dict(TABS):
        raise Http404
    context = {
        "event": one,
        "tabs": TABS,
        "tab": tab,
        "state": event_words.state(one),
        "kind": event_words.kind(one),
        "is_over": events.is_over(one),
        "can_edit": may(request.user, Right.EDIT_CONTENT),
        "public_url": _public_address(one),
    }
    return render(request, _TEMPLATES[tab], context | _TAB_CONTEXT[tab](request, one))


@requires(Right.EDIT_CONTENT)
def add(request: OfficeRequest) -> HttpResponse:
    """Add an event as a draft."""
    return sheets.respond(
        request,
        ADD,
        initial={"languages": ["de"]},
        save=lambda values, _seen: events.add(**event_forms.stored(values), by=request.user),
        done=address_of,
        back=reverse("office:events"),
        parent=_("Events"),
    )


@requires(Right.EDIT_CONTENT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct an event."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=event_forms.typed,
        save=lambda values, seen: events.correct(
            one, event_forms.stored(values), seen=seen, by=request.user
        ),
        back=address_of(one),
        parent=one.title,
    )


def _public_address(one: Event) -> str:
    """Return where everybody reads it, "" while nobody does."""
    if one.state == EventState.DRAFT:
        return ""
    return reverse("portal:event", args=[settings.LANGUAGE_CODE, one.slug])


def _overview(_request: OfficeRequest, one: Event) -> dict[str, Any]:
    times = list(islice(occurrences.from_(one, timezone.now()), A_FEW))
    return {
        "repeats": repeats.words(one.rrule),
        "times": [(time, event_words.time(time)) for time in times],
        "spoken": event_words.spoken(one.languages),
        "interpreted": event_words.spoken(one.interpreting.split()),
    }


def _dates(_request: OfficeRequest, one: Event) -> dict[str, Any]:
    times = islice(occurrences.from_(one, timezone.now()), MANY)
    return {
        "repeats": repeats.words(one.rrule),
        "times": [(time, event_words.time(time)) for time in times],
    }


def _timeline(request: OfficeRequest, one: Event) -> dict[str, Any]:
    return record_history.page(request, address_of(one, "timeline"), one)


_TEMPLATES = {
    "": "office/events/overview.html",
    DATES: "office/events/dates.html",
    "timeline": "office/events/timeline.html",
}
_TAB_CONTEXT: dict[str, Callable[[OfficeRequest, Event], dict[str, Any]]] = {
    "": _overview,
    DATES: _dates,
    "timeline": _timeline,
}
