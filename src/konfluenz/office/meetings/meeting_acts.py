"""What happens to a Sitzung: invited, answered by phone, cancelled, held; what came of it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.actions.tasks import TaskRefused
from konfluenz.events import answers, invitations, meeting_mails, meetings, minutes
from konfluenz.events.answers import AnswerRefused
from konfluenz.events.invitations import InvitationRefused
from konfluenz.events.meetings import MeetingRefused
from konfluenz.events.minutes import MinutesRefused
from konfluenz.events.models import AttendanceState
from konfluenz.ground.revisions import Stale
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.actions.task_forms import TaskForm
from konfluenz.office.meetings import meeting_forms
from konfluenz.office.meetings.meeting_pages import MINUTES, address_of, one_of
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

CANCEL = Sheet(
    "meeting-cancel",
    gettext_lazy("Cancel meeting"),
    meeting_forms.CancelForm,
    refusals=(MeetingRefused,),
    lead=gettext_lazy("Who was invited is told at once."),
    submit=gettext_lazy("Cancel meeting"),
    told=gettext_lazy("The meeting is cancelled."),
)
TASK = Sheet(
    "meeting-task",
    gettext_lazy("Add task"),
    TaskForm,
    refusals=(TaskRefused, MinutesRefused),
    submit=gettext_lazy("Add task"),
    told=gettext_lazy("The task was added."),
)


@requires(Right.EDIT_UNITS)
def invite(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show the invitation as it goes out and to whom; a POST sends it."""
    one = one_of(public_id)
    if request.method == "POST":
        return _invite(request, one)
    roll = invitations.roll(one)
    context = {
        "meeting": one,
        "mail": meeting_mails.preview(one),
        "roll": roll,
        "asked": sum(row.state != AttendanceState.EXCUSED for row in roll),
    }
    return render(request, "office/meetings/invite.html", context)


@requires(Right.EDIT_UNITS)
@require_POST
def answer(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Note what a member said by phone."""
    one = one_of(public_id)
    row = get_object_or_404(one.attendances, pk=pk)
    try:
        answers.answer(row, request.POST.get("state", ""), by=request.user)
        notices.done(request, _("The answer is noted."))
    except AnswerRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one, MINUTES))


@requires(Right.EDIT_UNITS)
def cancel(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Call a meeting off, and say why."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        CANCEL,
        record=one,
        initial=lambda _row: {},
        save=lambda values, seen: meetings.cancel(
            one, values["reason"], seen=seen, by=request.user
        ),
        back=address_of(one),
        parent=str(one),
    )


@requires(Right.EDIT_UNITS)
def write(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Write down who was there, what was decided, the minutes, and what all may read."""
    one = one_of(public_id)
    roll = invitations.roll(one)
    sheet = Sheet(
        "meeting-minutes",
        gettext_lazy("Write minutes"),
        meeting_forms.minutes_form(roll, one.items.all()),
        refusals=(MinutesRefused,),
        told=gettext_lazy("The minutes are saved."),
    )
    return sheets.respond(
        request,
        sheet,
        record=one,
        initial=lambda row: meeting_forms.noted(row, roll),
        save=lambda values, seen: minutes.keep(
            one, meeting_forms.said(values), seen=seen, by=request.user
        ),
        back=address_of(one),
        parent=str(one),
        about=str(one),
    )


@requires(Right.EDIT_UNITS)
def add_task(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add an *Aufgabe* that came of the meeting."""
    one = one_of(public_id)
    unit: dict[str, Any] = {"unit": one.group.unit} if one.group.unit else {}
    return sheets.respond(
        request,
        TASK,
        initial=unit,
        save=lambda values, _seen: minutes.add_task(one, by=request.user, **values),
        back=address_of(one),
        parent=str(one),
        about=str(one),
    )


def _invite(request: OfficeRequest, one: Any) -> HttpResponse:
    try:
        invitations.invite(one, seen=sheets.seen_in(request), by=request.user)
        notices.done(request, _("The invitations are on their way."))
    except Stale:
        notices.refused(request, _("Somebody has changed it meanwhile. Read it again."))
    except InvitationRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one, MINUTES))
