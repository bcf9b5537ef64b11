"""The agenda of a Sitzung: as a whole, and item by item."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.events import agenda as domain
from konfluenz.events.agenda import AgendaRefused
from konfluenz.events.models import AgendaItem, GroupMeeting
from konfluenz.ground.revisions import Stale
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.meetings import meeting_forms, meeting_words
from konfluenz.office.meetings.meeting_pages import address_of, one_of
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

WHOLE = Sheet(
    "meeting-agenda",
    gettext_lazy("Arrange agenda"),
    meeting_forms.AgendaForm,
    refusals=(AgendaRefused,),
    told=gettext_lazy("The agenda is saved."),
)
ADD = Sheet(
    "meeting-item-add",
    gettext_lazy("Add agenda item"),
    meeting_forms.ItemForm,
    refusals=(AgendaRefused,),
    submit=gettext_lazy("Add agenda item"),
    told=gettext_lazy("The agenda item was added."),
)


@requires(Right.EDIT_UNITS)
def agenda(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Write the whole agenda, one item in a line."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        WHOLE,
        record=one,
        initial=_lines,
        save=lambda values, seen: domain.replace(
            one, domain.lines(values["agenda"]), seen=seen, by=request.user
        ),
        back=address_of(one),
        parent=str(one),
        about=str(one),
    )


@requires(Right.EDIT_UNITS)
def add(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Put an item at the end of the agenda."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: domain.add(one, **values, by=request.user),
        back=address_of(one),
        parent=str(one),
        about=str(one),
    )


@requires(Right.EDIT_UNITS)
def edit(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Correct an item; its decision once the meeting has begun."""
    one, item = _item(public_id, pk)
    begun = meeting_words.has_begun(one)
    names = ("title", "details", "decision") if begun else ("title", "details")
    sheet = Sheet(
        f"meeting-item-{pk}",
        gettext_lazy("Correct agenda item"),
        meeting_forms.DecidedItemForm if begun else meeting_forms.ItemForm,
        refusals=(AgendaRefused,),
    )
    return sheets.respond(
        request,
        sheet,
        record=one,
        initial=lambda _row: {name: getattr(_again(item), name) for name in names},
        save=lambda values, seen: domain.correct(item, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=str(one),
        about=f"{item.position}. {item}",
    )


@requires(Right.EDIT_UNITS)
@require_POST
def move(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Move an item one place up."""
    one, item = _item(public_id, pk)
    seen = sheets.seen_in(request)
    return _act(
        request, one, lambda: domain.move(item, item.position - 1, seen=seen, by=request.user)
    )


@requires(Right.EDIT_UNITS)
@require_POST
def remove(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Take an item off the agenda; can be taken back."""
    one, item = _item(public_id, pk)
    seen = sheets.seen_in(request)
    kept: dict[str, str | int | bool] = {
        "title": item.title,
        "details": item.details,
        "position": item.position,
    }
    undo = reverse("office:meeting-item-restore", kwargs={"public_id": public_id})

    def do() -> None:
        domain.remove(item, seen=seen, by=request.user)
        notices.done(request, _("“%(name)s” was removed.") % {"name": item}, undo=undo, keep=kept)

    return _act(request, one, do)


@requires(Right.EDIT_UNITS)
@require_POST
def restore(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take back that an item was removed."""
    one, kept = one_of(public_id), notices.kept(request)

    def do() -> None:
        domain.add(one, **kept, by=request.user)
        notices.done(request, _("Taken back."))

    return _act(request, one, do)


def _item(public_id: UUID, pk: int) -> tuple[GroupMeeting, AgendaItem]:
    one = one_of(public_id)
    return one, get_object_or_404(one.items, pk=pk)


def _again(item: AgendaItem) -> AgendaItem:
    """Return the item as it stands now."""
    return AgendaItem.objects.filter(pk=item.pk).first() or item


def _lines(meeting: GroupMeeting) -> dict[str, Any]:
    return {"agenda": "\n".join(meeting.items.values_list("title", flat=True))}


def _act(request: OfficeRequest, one: GroupMeeting, do: Callable[[], Any]) -> HttpResponse:
    """Do it and go back to the record."""
    try:
        do()
    except Stale:
        notices.refused(request, _("Somebody has changed it meanwhile. Read it again."))
    except AgendaRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))
