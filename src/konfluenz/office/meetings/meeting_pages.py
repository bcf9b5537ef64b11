"""One Sitzung: the record with agenda, Aufgaben and minutes; planning and correcting it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.actions import access as tasks_access
from konfluenz.directory.models import Group
from konfluenz.events import meeting_words as told
from konfluenz.events import meetings, minutes
from konfluenz.events.agenda import AgendaRefused
from konfluenz.events.meetings import MeetingRefused
from konfluenz.events.models import AttendanceState, GroupMeeting, MeetingState
from konfluenz.office import record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.meetings import meeting_forms, meeting_words
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

MINUTES = "minutes"
TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    (MINUTES, gettext_lazy("Members & minutes")),
    ("timeline", gettext_lazy("History")),
)
FOR_LEADERS = frozenset({MINUTES, "timeline"})
"""Tabs that may name persons: for those who lead groups."""

REFUSALS = (MeetingRefused, AgendaRefused)
PLAN = Sheet(
    "meeting-add",
    gettext_lazy("Plan meeting"),
    meeting_forms.PlanForm,
    refusals=REFUSALS,
    submit=gettext_lazy("Plan meeting"),
    told=gettext_lazy("The meeting is planned. Nobody is invited yet."),
)
EDIT = Sheet(
    "meeting-edit",
    gettext_lazy("Correct meeting"),
    meeting_forms.MeetingForm,
    refusals=REFUSALS,
    told=gettext_lazy("The meeting was corrected."),
)


def address_of(meeting: GroupMeeting, tab: str = "") -> str:
    """Return the address of the meeting's record, opened at `tab`."""
    path = reverse("office:meeting", kwargs={"public_id": meeting.public_id})
    return f"{path}?tab={tab}" if tab else path


def one_of(public_id: UUID) -> GroupMeeting:
    """Return the meeting of that public id, or answer 404."""
    rows = GroupMeeting.objects.select_related("group__unit", "place")
    return get_object_or_404(rows.prefetch_related("items"), public_id=public_id)


@requires(Right.READ_UNITS)
def meeting(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of a meeting's record; who was there and the minutes only to its leaders."""
    one, tab = one_of(public_id), request.GET.get("tab", "")
    can_lead = may(request.user, Right.EDIT_UNITS)
    if tab not in _TAB_CONTEXT or (tab in FOR_LEADERS and not can_lead):
        raise Http404
    context = {
        "meeting": one,
        "tabs": TABS if can_lead else (),
        "tab": tab,
        "kind": meeting_words.KINDS[MeetingState(one.state)],
        "when": told.when(one),
        "can_lead": can_lead,
        "begun": meeting_words.has_begun(one),
        "next": meeting_words.next_of(one) if can_lead else None,
    }
    return render(request, _TEMPLATES[tab], context | _TAB_CONTEXT[tab](request, one))


@requires(Right.EDIT_UNITS)
def add(request: OfficeRequest) -> HttpResponse:
    """Plan a meeting; ``?gruppe=`` names a group, whose last meeting proposes the next."""
    group = _asked(request)
    proposal = meetings.next_of(group) if group else None
    return sheets.respond(
        request,
        PLAN,
        initial=meeting_forms.proposed(group, proposal) if group else {},
        save=lambda values, _seen: meetings.plan(**meeting_forms.planned(values), by=request.user),
        done=address_of,
        back=reverse("office:meetings"),
        parent=_("Meetings"),
        about=str(group) if group else "",
    )


@requires(Right.EDIT_UNITS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a meeting; who was invited is told of another time or place."""
    one = one_of(public_id)
    invited = one.state == MeetingState.INVITED
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=meeting_forms.typed,
        save=lambda values, seen: meetings.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=str(one),
        about=_("Who is invited is told when time or place change.") if invited else "",
    )


def _asked(request: OfficeRequest) -> Group | None:
    """Return the group that the address names; None for none."""
    try:
        public_id = UUID(request.GET.get("gruppe", ""))
    except ValueError:
        return None
    return Group.objects.filter(public_id=public_id).first()


def _overview(request: OfficeRequest, one: GroupMeeting) -> dict[str, Any]:
    found = minutes.tasks_of(one)
    rows = list(one.attendances.all())
    return {
        "items": one.items.all(),
        "tasks": found.filter(pk__in=tasks_access.visible_to(request.user).values("pk")),
        "recommendations": one.recommendations.all()
        if may(request.user, Right.READ_CONCEPT)
        else (),
        "where": told.where(one),
        "answered": meeting_words.answered(rows),
        "may_task": may(request.user, Right.EDIT_TASKS),
        "may_recommend": may(request.user, Right.EDIT_CONCEPT),
    }


def _minutes(request: OfficeRequest, one: GroupMeeting) -> dict[str, Any]:
    rows = list(one.attendances.select_related("person", "organization"))
    return {
        "attendances": [
            (row, meeting_words.ANSWER_KINDS.get(AttendanceState(row.state), "")) for row in rows
        ],
        "answered": meeting_words.answered(rows),
        "may_persons": may(request.user, Right.READ_PERSONS),
        "is_open": one.state == MeetingState.INVITED and not meeting_words.has_begun(one),
    }


def _timeline(request: OfficeRequest, one: GroupMeeting) -> dict[str, Any]:
    return record_history.page(request, address_of(one, "timeline"), one)


_TEMPLATES = {
    "": "office/meetings/overview.html",
    MINUTES: "office/meetings/minutes.html",
    "timeline": "office/meetings/timeline.html",
}
_TAB_CONTEXT: dict[str, Callable[[OfficeRequest, GroupMeeting], dict[str, Any]]] = {
    "": _overview,
    MINUTES: _minutes,
    "timeline": _timeline,
}
