"""What people do with an *Aufgabe*: begin, hand on, postpone, end, open again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.actions import access, tasks
from konfluenz.actions.models import Task
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, refuse, requires
from konfluenz.office.actions.task_forms import DelegateForm, OutcomeForm, PostponeForm, ReopenForm
from konfluenz.office.actions.tasks import address_of, seen_by
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

REFUSALS = (tasks.TaskRefused,)
Save = Callable[[Task, dict[str, Any], int | None], Task]

FINISH = Sheet(
    "task-finish",
    gettext_lazy("Task is done"),
    OutcomeForm,
    REFUSALS,
    submit=gettext_lazy("Done"),
    told=gettext_lazy("The task is done."),
)
OVERTAKE = Sheet(
    "task-overtake",
    gettext_lazy("Task was overtaken by events"),
    OutcomeForm,
    REFUSALS,
    submit=gettext_lazy("Close task"),
    told=gettext_lazy("The task is closed."),
)
REJECT = Sheet(
    "task-reject",
    gettext_lazy("Task will not be done"),
    OutcomeForm,
    REFUSALS,
    submit=gettext_lazy("Close task"),
    told=gettext_lazy("The task is closed."),
)
POSTPONE = Sheet(
    "task-postpone",
    gettext_lazy("Postpone task"),
    PostponeForm,
    REFUSALS,
    submit=gettext_lazy("Postpone"),
    told=gettext_lazy("The task has a new day."),
)
DELEGATE = Sheet(
    "task-delegate",
    gettext_lazy("Hand task on"),
    DelegateForm,
    REFUSALS,
    submit=gettext_lazy("Hand on"),
    told=gettext_lazy("The task was handed on, and the office is told by mail."),
)
REOPEN = Sheet(
    "task-reopen",
    gettext_lazy("Open task again"),
    ReopenForm,
    REFUSALS,
    submit=gettext_lazy("Open again"),
    told=gettext_lazy("The task is open again."),
)


@requires(Right.EDIT_TASKS)
@require_POST
def start(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note that somebody works on it."""
    one = _workable(request, public_id)
    try:
        tasks.start(one, by=request.user)
        notices.done(request, _("The task is in progress."))
    except tasks.TaskRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


@requires(Right.EDIT_TASKS)
def finish(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Close it as done."""
    return _ending(request, public_id, FINISH, tasks.finish)


@requires(Right.EDIT_TASKS)
def overtake(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Close it because events made it unnecessary."""
    return _ending(request, public_id, OVERTAKE, tasks.overtake)


@requires(Right.EDIT_TASKS)
def reject(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Close it because it will not be done."""
    return _ending(request, public_id, REJECT, tasks.reject)


@requires(Right.EDIT_TASKS)
def postpone(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Give it another day."""
    return _act(
        request,
        public_id,
        POSTPONE,
        lambda one, values, seen: tasks.postpone(one, **values, by=request.user, seen=seen),
        lambda one: {"due_date": one.due_date},
    )


@requires(Right.EDIT_TASKS)
def delegate(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Hand it to another office or post."""
    return _act(
        request,
        public_id,
        DELEGATE,
        lambda one, values, seen: tasks.delegate(one, **values, by=request.user, seen=seen),
        lambda one: {"unit": one.unit, "post": one.post},
    )


@requires(Right.EDIT_TASKS)
def reopen(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Open it again."""
    return _act(
        request,
        public_id,
        REOPEN,
        lambda one, values, seen: tasks.reopen(one, **values, by=request.user, seen=seen),
        lambda one: {"due_date": one.due_date},
    )


def _ending(
    request: OfficeRequest, public_id: UUID, sheet: Sheet, verb: Callable[..., Task]
) -> HttpResponse:
    return _act(
        request,
        public_id,
        sheet,
        lambda one, values, seen: verb(one, values["words"], by=request.user, seen=seen),
        lambda _one: {},
    )


def _act(
    request: OfficeRequest,
    public_id: UUID,
    sheet: Sheet,
    save: Save,
    initial: Callable[[Task], dict[str, Any]],
) -> HttpResponse:
    one = _workable(request, public_id)
    return sheets.respond(
        request,
        sheet,
        record=one,
        initial=initial,
        save=lambda values, seen: save(one, values, seen),
        back=address_of(one),
        parent=one.title,
        about=one.title,
    )


def _workable(request: OfficeRequest, public_id: UUID) -> Task:
    """Return the task; raises Http404 or PermissionDenied when it is not theirs to do."""
    one = seen_by(request, public_id)
    if not access.can_work_on(request.user, one):
        refuse()
    return one
