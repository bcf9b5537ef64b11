"""Goals of a field of action: the record with its statuses, adding, correcting, removing."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.office import notices, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.sheets import Sheet
from konfluenz.office.steering import area_forms, areas, concept_parts, goal_work
from konfluenz.people.roles import Right
from konfluenz.steering import functions, goal_standings
from konfluenz.steering import goals as domain
from konfluenz.steering.goals import GoalRefused
from konfluenz.steering.models import Goal

ADD = Sheet(
    "goal-add",
    gettext_lazy("Add goal"),
    area_forms.GoalForm,
    refusals=(GoalRefused,),
    submit=gettext_lazy("Add goal"),
    told=gettext_lazy("The goal was added."),
)
EDIT = Sheet(
    "goal-edit",
    gettext_lazy("Correct goal"),
    area_forms.GoalEditForm,
    refusals=(GoalRefused,),
    told=gettext_lazy("The goal was corrected."),
)
STATUS = Sheet(
    "goal-status-add",
    gettext_lazy("Say how the goal stands"),
    area_forms.StatusForm,
    refusals=(GoalRefused,),
    lead=gettext_lazy("What was said before stays in the history of the goal."),
    told=gettext_lazy("How the goal stands is on record."),
)


def address_of(goal: Goal) -> str:
    """Return the address of the goal's record."""
    return reverse("office:goal", kwargs={"public_id": goal.public_id})


def one_of(public_id: UUID) -> Goal:
    """Return the goal of that public id with its field and concept, or answer 404."""
    return get_object_or_404(Goal.objects.select_related("area__concept"), public_id=public_id)


@requires(Right.READ_CONCEPT)
def goal(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show a goal with everything that was said of it, or in a tab what is done for it."""
    one = one_of(public_id)
    tab = request.GET.get("tab", "")
    if tab not in dict(goal_work.TABS):
        raise Http404
    standing = goal_standings.of([one])[one.pk]
    context = {
        "goal": one,
        "tabs": goal_work.TABS,
        "tab": tab,
        "line": concept_parts.line(one, standing),
        "has_history": standing.status is not None,
        "can_edit": may(request.user, Right.EDIT_CONCEPT),
    }
    if tab == "measures":
        return render(request, "office/concepts/goal_work.html", context | goal_work.of(one))
    statuses = one.statuses.select_related("unit", "post").order_by("-date", "-id")
    context |= {
        "statuses": list(statuses),
        "functions": functions.labels(one.functions),
        **record_history.page(request, f"{address_of(one)}?", one),
    }
    return render(request, "office/concepts/goal.html", context)


@requires(Right.EDIT_CONCEPT)
def add(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add a goal to the field of action of that public id."""
    area = areas.one_of(public_id)
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: domain.add(area, **values, by=request.user),
        back=areas.address_of(area),
        parent=str(area),
        about=str(area),
    )


@requires(Right.EDIT_CONCEPT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a goal."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=area_forms.typed_goal,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=str(one.area),
    )


@requires(Right.EDIT_CONCEPT)
def note(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Say how a goal stands."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        STATUS,
        initial=_begun(one),
        save=lambda values, _seen: domain.note(one, **values, by=request.user),
        back=address_of(one),
        parent=str(one.area),
        about=one.text,
    )


@requires(Right.EDIT_CONCEPT)
@require_POST
def remove(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Remove a goal that was entered by mistake; can be taken back."""
    one = one_of(public_id)
    kept = area_forms.typed_goal(one) | {"functions": ",".join(one.functions)}
    try:
        domain.remove(one, by=request.user)
    except GoalRefused as refusal:
        notices.refused(request, refusal)
        return redirect(address_of(one))
    notices.done(
        request,
        _("Goal %(number)s was removed.") % {"number": one.number},
        undo=reverse("office:goal-restore", kwargs={"public_id": one.area.public_id}),
        keep=kept,
    )
    return redirect(areas.address_of(one.area))


@requires(Right.EDIT_CONCEPT)
@require_POST
def restore(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take back that a goal was removed from the field of action of that public id."""
    area, kept = areas.one_of(public_id), notices.kept(request)
    values = {name: kept[name] for name in area_forms.GOAL}
    values["functions"] = [slug for slug in values["functions"].split(",") if slug]
    try:
        domain.add(area, **values, by=request.user)
        notices.done(request, _("Taken back."))
    except GoalRefused as refusal:
        notices.refused(request, refusal)
    return redirect(areas.address_of(area))


def _begun(goal: Goal) -> dict[str, Any]:
    """Return what a new status begins with: today, and the office that spoke last."""
    last = goal.statuses.select_related("unit").order_by("date", "id").last()
    return {"date": timezone.localdate(), "unit": last.unit if last else None}
