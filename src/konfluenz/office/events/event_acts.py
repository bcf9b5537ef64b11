"""What happens to an event: published, withdrawn, cancelled, on one day or altogether."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.events import events, occurrences
from konfluenz.events.events import EventRefused
from konfluenz.events.models import Event
from konfluenz.ground import dates
from konfluenz.ground.revisions import Stale
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.events import event_forms, event_words
from konfluenz.office.events.event_pages import DATES, address_of, one_of
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

CANCEL = Sheet(
    "event-cancel",
    gettext_lazy("Cancel event"),
    event_forms.CancelForm,
    (EventRefused,),
    lead=gettext_lazy("It stays on the portal and says that it does not take place."),
    submit=gettext_lazy("Cancel event"),
    told="",
)
SKIP = Sheet(
    "event-skip",
    gettext_lazy("Cancel this day"),
    event_forms.CancelForm,
    (EventRefused,),
    lead=gettext_lazy("The other dates take place."),
    submit=gettext_lazy("Cancel this day"),
    told="",
)


@requires(Right.EDIT_CONTENT)
@require_POST
def publish(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show a draft to everybody, or let a cancelled event take place after all."""
    one = one_of(public_id)
    undo = reverse("office:event-withdraw", kwargs={"public_id": public_id})
    seen = sheets.seen_in(request)
    return _act(
        request,
        one,
        lambda: events.publish(one, seen=seen, by=request.user),
        _("The event is public."),
        undo,
    )


@requires(Right.EDIT_CONTENT)
@require_POST
def withdraw(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Make it a draft again, which nobody sees."""
    one = one_of(public_id)
    undo = reverse("office:event-publish", kwargs={"public_id": public_id})
    told = _("The event is a draft again: nobody sees it.")
    return _act(request, one, lambda: events.withdraw(one, by=request.user), told, undo)


@requires(Right.EDIT_CONTENT)
def cancel(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Call all of it off, and say why."""
    one = one_of(public_id)

    def save(values: dict[str, Any], seen: int | None) -> None:
        events.cancel(one, values["reason"], seen=seen, by=request.user)
        undo = reverse("office:event-publish", kwargs={"public_id": public_id})
        notices.done(request, _("The event is cancelled. Readers see why."), undo=undo)

    return _sheet(request, CANCEL, one, save=save, back=address_of(one))


@requires(Right.EDIT_CONTENT)
def skip(request: OfficeRequest, public_id: UUID, day: str) -> HttpResponse:
    """Call one day off, and say why."""
    one, on = one_of(public_id), _day(day)
    time = occurrences.find(one, on)
    if time is None:
        raise Http404

    def save(values: dict[str, Any], _seen: int | None) -> None:
        events.skip(one, on, values["reason"], by=request.user)
        undo = reverse("office:event-unskip", kwargs={"public_id": public_id, "day": day})
        told = _("%(day)s is cancelled. Readers see why.") % {"day": dates.show(on)}
        notices.done(request, told, undo=undo)

    about = event_words.time(time)
    return _sheet(request, SKIP, one, save=save, back=address_of(one, DATES), about=about)


@requires(Right.EDIT_CONTENT)
@require_POST
def unskip(request: OfficeRequest, public_id: UUID, day: str) -> HttpResponse:
    """Let a cancelled day take place after all."""
    one, on = one_of(public_id), _day(day)
    told = _("%(day)s takes place.") % {"day": dates.show(on)}
    return _act(request, one, lambda: events.unskip(one, on, by=request.user), told, tab=DATES)


def _act(
    request: OfficeRequest,
    one: Event,
    do: Callable[[], Any],
    told: str,
    undo: str = "",
    tab: str = "",
) -> HttpResponse:
    """Do it, say so, and go back to the record."""
    try:
        do()
        notices.done(request, told, undo=undo)
    except Stale:
        notices.refused(request, _("Somebody has changed it meanwhile. Read it again."))
    except EventRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one, tab))


def _sheet(request: OfficeRequest, sheet: Sheet, one: Event, **more: Any) -> HttpResponse:
    more.setdefault("about", f"{one}: {event_words.state(one)}")
    initial: dict[str, Any] = {}
    return sheets.respond(
        request, sheet, record=one, initial=lambda _now: initial, parent=one.title, **more
    )


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
