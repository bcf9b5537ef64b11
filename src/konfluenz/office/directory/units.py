"""Offices: the tree on a day, the record, adding, correcting and dissolving."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.actions import access as task_access
from konfluenz.directory import standings
from konfluenz.directory import units as domain
from konfluenz.directory.models import OrgUnit, Responsibility, UnitState
from konfluenz.directory.units import UnitRefused
from konfluenz.office import periods, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.directory import standing_words, unit_branches, unit_forms, unit_tree
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("steps", gettext_lazy("Steps & successors")),
    ("timeline", gettext_lazy("History")),
)
EARLIEST = dt.date(1900, 1, 1)
LATEST = dt.date(2199, 12, 31)

ADD = Sheet(
    "unit-add",
    gettext_lazy("Add office"),
    unit_forms.NewUnitForm,
    refusals=(UnitRefused,),
    submit=gettext_lazy("Add office"),
    told=gettext_lazy("The office was added."),
)
EDIT = Sheet(
    "unit-edit",
    gettext_lazy("Correct office"),
    unit_forms.UnitForm,
    refusals=(UnitRefused,),
    told=gettext_lazy("The office was corrected. Its mailbox is told."),
)
DISSOLVE = Sheet(
    "unit-dissolve",
    gettext_lazy("Dissolve office"),
    unit_forms.DissolveForm,
    refusals=(UnitRefused,),
    lead=gettext_lazy("Nothing is lost: posts, tasks and history stay with it and can be read."),
    submit=gettext_lazy("Dissolve office"),
    told=gettext_lazy("The office is dissolved. Confirm who answers for its topics."),
)
STAGE = Sheet(
    "unit-stage",
    gettext_lazy("Add a step"),
    unit_forms.UnitStageForm,
    refusals=(UnitRefused,),
    submit=gettext_lazy("Add step"),
    told=gettext_lazy("The step was added."),
)


def address_of(unit: OrgUnit, tab: str = "") -> str:
    """Return the address of the office's record, opened at `tab`."""
    path = reverse("office:unit", kwargs={"public_id": unit.public_id})
    return f"{path}?tab={tab}" if tab else path


@requires(Right.READ_UNITS)
def units(request: OfficeRequest) -> HttpResponse:
    """Show the tree of offices, today or as it was on a day."""
    today = timezone.localdate()
    asked = request.GET.get("day", "")
    day = _day(asked)
    former = bool(request.GET.get("former"))
    shown = day or today
    tree = unit_tree.on(shown, former=former)
    context = {
        "tree": tree,
        "branches": unit_branches.html(tree.top),
        "day": shown,
        "is_today": shown == today,
        "no_day": bool(asked) and day is None,
        "former": former,
        "can_edit": may(request.user, Right.EDIT_UNITS),
    }
    return render(request, "office/units/tree.html", context)


@requires(Right.READ_UNITS)
def unit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of an office's record."""
    one = get_object_or_404(OrgUnit.objects.select_related("parent"), public_id=public_id)
    tab = request.GET.get("tab", "")
    if tab not in _TAB_CONTEXT:
        raise Http404
    state, kind = unit_tree.state(one, timezone.localdate())
    context = {
        "unit": one,
        "tabs": TABS,
        "tab": tab,
        "state": state,
        "state_kind": kind,
        "period": periods.in_words(one),
        "can_edit": may(request.user, Right.EDIT_UNITS),
        "can_dissolve": one.valid_until is None and one.state == UnitState.ACTIVE,
    }
    return render(request, _TEMPLATES[tab], context | _TAB_CONTEXT[tab](request, one))


@requires(Right.EDIT_UNITS)
def add(request: OfficeRequest) -> HttpResponse:
    """Add an office."""
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: domain.add(**unit_forms.stored(values), by=request.user),
        done=address_of,
        back=reverse("office:units"),
        parent=_("Offices & posts"),
    )


@requires(Right.EDIT_UNITS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct an office."""
    one = get_object_or_404(OrgUnit.objects.select_related("parent"), public_id=public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=unit_forms.typed,
        save=lambda values, seen: _correct(one, values, seen, request),
        back=address_of(one),
        parent=str(one),
    )


@requires(Right.EDIT_UNITS)
def dissolve(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """End an office and say who takes over."""
    one = get_object_or_404(OrgUnit, public_id=public_id)
    return sheets.respond(
        request,
        DISSOLVE,
        initial={"date": timezone.localdate(), "itself": one},
        save=lambda values, _seen: domain.dissolve(
            one,
            values["date"],
            list(values["successors"]),
            by=request.user,
            reason=values["reason"],
        ),
        back=address_of(one),
        parent=str(one),
        about=str(one),
    )


@requires(Right.EDIT_UNITS)
def stage(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add a step to the history of an office."""
    one = get_object_or_404(OrgUnit, public_id=public_id)
    return sheets.respond(
        request,
        STAGE,
        initial={},
        save=lambda values, _seen: domain.stage(one, **unit_forms.stepped(values), by=request.user),
        done=lambda _step: address_of(one, "steps"),
        back=address_of(one, "steps"),
        parent=str(one),
    )


def _day(text: str) -> dt.date | None:
    """Return the day asked for; None for no day, or none that an office could know."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and EARLIEST <= day <= LATEST else None


def _correct(
    one: OrgUnit, values: dict[str, Any], seen: int | None, request: OfficeRequest
) -> OrgUnit:
    stored = unit_forms.stored(values)
    start = stored["valid_from"]
    if one.valid_until and start and start >= one.valid_until:
        raise UnitRefused(_("The end must be after the beginning."))
    return domain.correct(one, stored, seen=seen, by=request.user)


def _overview(request: OfficeRequest, one: OrgUnit) -> dict[str, Any]:
    today = timezone.localdate()
    posts = list(one.posts.all())
    known = standings.of(posts, today)
    tasks = task_access.visible_to(request.user).live().filter(unit=one)
    return {
        "posts": [standing_words.line(post, known[post.pk]) for post in posts],
        "children": list(one.children.on(today)),
        "responsibilities": list(_responsibilities(one, today)),
        "tasks": tasks.count(),
        "groups": list(one.groups.on(today)),
        "bodies": [row.body for row in one.coverages.select_related("body")],
        "gone": one.valid_until is not None and one.valid_until <= today,
    }


def _responsibilities(one: OrgUnit, day: dt.date) -> Any:
    return Responsibility.objects.on(day).filter(unit=one).select_related("topic")


def _steps(_request: OfficeRequest, one: OrgUnit) -> dict[str, Any]:
    return {
        "stages": list(one.stages.select_related("body")),
        "predecessors": list(one.inheritances.select_related("predecessor")),
        "successors": list(one.successions.select_related("successor")),
    }


def _timeline(request: OfficeRequest, one: OrgUnit) -> dict[str, Any]:
    return record_history.page(request, address_of(one, "timeline"), one)


_TEMPLATES = {
    "": "office/units/overview.html",
    "steps": "office/units/steps.html",
    "timeline": "office/units/timeline.html",
}
_TAB_CONTEXT: dict[str, Callable[[OfficeRequest, OrgUnit], dict[str, Any]]] = {
    "": _overview,
    "steps": _steps,
    "timeline": _timeline,
}
