"""The list of *Aufgaben*, and one of them."""

import datetime as dt
from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django.db.models import Case, IntegerField, QuerySet, When
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.actions import access, tasks
from konfluenz.actions.models import CLOSED, OriginKind, State, Task
from konfluenz.directory.models import OrgUnit
from konfluenz.ground import dates, references
from konfluenz.office import lists, record_pages, sheets, timelines
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.actions.task_forms import TaskForm, TaskTextForm
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("timeline", gettext_lazy("History")),
)
LIVE = "live"
OVERDUE = "overdue"
CLOSED_LAST = Case(When(state__in=CLOSED, then=1), default=0, output_field=IntegerField())


class TaskTable(lists.Table):
    """Tasks, the next one due first."""

    title = lists.head(gettext_lazy("What is to be done"), "task")
    unit = tables.Column(gettext_lazy("Unit"), order_by=("unit__number", "unit__name"))
    due_date = tables.Column(gettext_lazy("Due"))
    state = tables.Column(gettext_lazy("State"))

    def render_unit(self, value: OrgUnit, record: Task) -> SafeString | str:
        """Return the unit, and below it the post whose work it is."""
        if record.post is None:
            return str(value)
        return format_html(
            '<span>{}<br><span class="k-muted k-small">{}</span></span>', value, record.post
        )

    def value_unit(self, value: OrgUnit, record: Task) -> str:
        """Return both for an export."""
        return f"{value}: {record.post}" if record.post else str(value)

    def render_due_date(self, value: dt.date, record: Task) -> SafeString | str:
        """Mark a day that has passed, in words and not by colour alone."""
        shown = dates.show(value)
        if not record.is_live or value >= timezone.localdate():
            return shown
        return format_html(
            '{} <span class="k-badge k-badge--danger">{}</span>', shown, _("overdue")
        )

    def value_due_date(self, value: dt.date) -> str:
        """Return the day for an export."""
        return value.isoformat()


class TaskFilters(lists.Filters):
    """What still has to be done, whose it is, where it came from."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[
            (LIVE, gettext_lazy("to be done")),
            (OVERDUE, gettext_lazy("overdue")),
            *State.choices,
        ],
        empty_label=gettext_lazy("all"),
        method="in_state",
    )
    unit = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Unit"),
        queryset=OrgUnit.objects.all(),
        empty_label=gettext_lazy("all offices"),
    )
    origin_kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Origin"),
        choices=OriginKind.choices,
        empty_label=gettext_lazy("any origin"),
    )

    def in_state(self, rows: QuerySet[Task], _name: str, wanted: str) -> QuerySet[Task]:
        """Keep the tasks in one state, or in all that are not closed."""
        live = rows.exclude(state__in=CLOSED)
        if wanted == OVERDUE:
            return live.filter(due_date__lt=timezone.localdate())
        return live if wanted == LIVE else rows.filter(state=wanted)


def _rows(request: OfficeRequest) -> QuerySet[Task]:
    """Return the tasks without what is sealed."""
    return (
        access.visible_to(request.user)
        .defer("details", "outcome")
        .select_related("unit", "post")
        .order_by(CLOSED_LAST, "due_date", "id")
    )


TASKS = Listing(
    slug="tasks",
    title=gettext_lazy("Tasks"),
    rows=_rows,
    table=TaskTable,
    filters=TaskFilters,
    search_hint=gettext_lazy("What is to be done"),
    count=lambda n: ngettext("%(n)s task", "%(n)s tasks", n) % {"n": f"{n:,}".replace(",", ".")},
    empty=Empty(
        gettext_lazy("There is no task yet."),
        gettext_lazy("Whatever an office has to do by a day stands here, wherever it came from."),
    ),
    add=Add(gettext_lazy("Add task"), "task-add", Right.EDIT_TASKS),
)
ADD = Sheet(
    "task-add",
    gettext_lazy("Add task"),
    TaskForm,
    refusals=(tasks.TaskRefused,),
    submit=gettext_lazy("Add task"),
    told=gettext_lazy("The task was added."),
)
EDIT = Sheet(
    "task-edit",
    gettext_lazy("Correct task"),
    TaskTextForm,
    refusals=(tasks.TaskRefused,),
    told=gettext_lazy("The task was corrected."),
)


def seen_by(request: OfficeRequest, public_id: UUID) -> Task:
    """Return the task; raises Http404 when there is none that the reader may see."""
    rows = access.visible_to(request.user).select_related("unit", "post")
    task = rows.filter(public_id=public_id).first()
    if task is None:
        raise Http404
    return task


def address_of(task: Task) -> str:
    """Return the address of the task's record."""
    return reverse("office:task", kwargs={"public_id": task.public_id})


@requires(Right.READ_TASKS)
def list_tasks(request: OfficeRequest) -> HttpResponse:
    """Show the tasks, or export them."""
    return lists.respond(request, TASKS)


@requires(Right.READ_TASKS)
def task(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of the record."""
    one = seen_by(request, public_id)
    tab = request.GET.get("tab", "")
    if tab not in dict(TABS):
        raise Http404
    context: dict[str, Any] = {
        "task": one,
        "tabs": TABS,
        "tab": tab,
        "can_work": access.can_work_on(request.user, one),
        "overdue": one.is_live and one.due_date < timezone.localdate(),
    }
    if tab == "timeline":
        context["timeline"] = timelines.of(one)
    else:
        context |= _origin(one)
    return render(request, f"office/tasks/{tab or 'overview'}.html", context)


@requires(Right.EDIT_TASKS)
def add(request: OfficeRequest) -> HttpResponse:
    """Give an office something to do."""
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: tasks.add(**values, by=request.user),
        done=lambda made: _after_adding(request, made),
        back=reverse("office:tasks"),
        parent=_("Tasks"),
    )


@requires(Right.EDIT_TASKS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct what is to be done."""
    one = seen_by(request, public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=lambda task: {"title": task.title, "details": task.details},
        save=lambda values, seen: tasks.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.title,
    )


def _after_adding(request: OfficeRequest, made: Task) -> str:
    """Lead to the task, or to the list when it went to an office whose tasks are not theirs."""
    mine = access.visible_to(request.user).filter(pk=made.pk).exists()
    return address_of(made) if mine else reverse("office:tasks")


def _origin(one: Task) -> dict[str, Any]:
    record = references.resolve(one.origin) if one.origin else None
    return {"origin": record, "origin_url": record_pages.address(record)}
