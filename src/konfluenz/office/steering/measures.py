"""Measures: the list, the record with its results, adding, correcting, moving on."""

import datetime as dt
from typing import Any
from uuid import UUID

import django_filters
import django_tables2 as tables
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.office import lists, record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.sheets import Sheet
from konfluenz.office.steering import measure_forms, steered_words
from konfluenz.people.roles import Right
from konfluenz.steering import measures as domain
from konfluenz.steering.measures import MeasureRefused
from konfluenz.steering.models import Goal, Measure, MeasureState, PriorityArea

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("timeline", gettext_lazy("History")),
)
NUMBER = {"td": {"class": "o-cell--number"}, "th": {"class": " "}}


class MeasureTable(lists.Table):
    """Measures with the fields they serve and how far they are."""

    title = lists.head(gettext_lazy("Measure"), "measure", order_by=("title", "id"))
    state = tables.Column(gettext_lazy("State"))
    fields = tables.Column(
        gettext_lazy("Fields of action"), accessor="goals", orderable=False, empty_values=()
    )
    unit = tables.Column(gettext_lazy("Led by"), order_by="unit__name")
    ends_on = tables.Column(gettext_lazy("Until"))
    size = tables.Column(gettext_lazy("Results"), attrs=NUMBER)
    public = tables.Column(gettext_lazy("In the portal"), orderable=False)

    def render_fields(self, record: Measure) -> str:
        """Return the fields of action of its goals, each once."""
        areas = {goal.area_id: str(goal.area) for goal in record.goals.all()}
        return ", ".join(areas.values())

    def render_public(self, value: bool) -> str:
        """Say whether everybody may read it."""
        return _("yes") if value else _("no")

    value_fields, value_public = render_fields, render_public


class MeasureFilters(lists.Filters):
    """How far, for which field, past its end, public."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=MeasureState.choices,
        empty_label=gettext_lazy("any state"),
    )
    area = django_filters.ModelChoiceFilter(
        field_name="goals__area",
        label=gettext_lazy("Field of action"),
        queryset=PriorityArea.objects.filter(goals__measures__isnull=False).distinct(),
        empty_label=gettext_lazy("all fields"),
        distinct=True,
    )
    late = django_filters.ChoiceFilter(
        label=gettext_lazy("Last day"),
        choices=[("late", gettext_lazy("past, still running"))],
        empty_label=gettext_lazy("any"),
        method="past_its_end",
    )
    public = django_filters.ChoiceFilter(
        label=gettext_lazy("In the portal"),
        choices=[("True", gettext_lazy("yes")), ("False", gettext_lazy("no"))],
        empty_label=gettext_lazy("all"),
    )

    def past_its_end(self, rows: QuerySet[Measure], _name: str, _value: str) -> QuerySet[Measure]:
        """Keep what runs although its last day is over."""
        return rows.filter(state=MeasureState.RUNNING, ends_on__lt=timezone.localdate())


def _rows(_request: OfficeRequest) -> QuerySet[Measure]:
    rows = Measure.objects.annotate(size=Count("results", distinct=True))
    return rows.select_related("unit").prefetch_related("goals__area").order_by("title", "id")


MEASURES = Listing(
    slug="measures",
    title=gettext_lazy("Measures"),
    rows=_rows,
    table=MeasureTable,
    filters=MeasureFilters,
    count=lambda n: ngettext("%(n)s measure", "%(n)s measures", n) % {"n": n},
    empty=Empty(
        gettext_lazy("No measure is on record yet."),
        gettext_lazy("Add what is done for a goal, who leads it and until when."),
    ),
    search_hint=gettext_lazy("Title or a part of it"),
    add=Add(gettext_lazy("Add measure"), "measure-add", Right.EDIT_CONCEPT),
)
ADD = Sheet(
    "measure-add",
    gettext_lazy("Add measure"),
    measure_forms.MeasureForm,
    refusals=(MeasureRefused,),
    submit=gettext_lazy("Add measure"),
    told=gettext_lazy("The measure was added. It is planned."),
)
EDIT = Sheet(
    "measure-edit",
    gettext_lazy("Correct measure"),
    measure_forms.MeasureForm,
    refusals=(MeasureRefused,),
    told=gettext_lazy("The measure was corrected."),
)
EDIT_OVER = Sheet(
    "measure-edit-over",
    gettext_lazy("Correct measure"),
    measure_forms.OverForm,
    refusals=(MeasureRefused,),
    told=gettext_lazy("The measure was corrected."),
)
MOVE = Sheet(
    "measure-move",
    gettext_lazy("Change state"),
    measure_forms.MoveForm,
    refusals=(MeasureRefused,),
    submit=gettext_lazy("Change state"),
    told=gettext_lazy("The state was changed."),
)


def address_of(measure: Measure) -> str:
    """Return the address of the measure's record."""
    return reverse("office:measure", kwargs={"public_id": measure.public_id})


def one_of(public_id: UUID) -> Measure:
    """Return the measure of that public id with its unit, or answer 404."""
    return get_object_or_404(Measure.objects.select_related("unit"), public_id=public_id)


@requires(Right.READ_CONCEPT)
def measures(request: OfficeRequest) -> HttpResponse:
    """Show the measures, or export them."""
    return lists.respond(request, MEASURES)


@requires(Right.READ_CONCEPT)
def measure(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of a measure's record."""
    one = one_of(public_id)
    tab = request.GET.get("tab", "")
    if tab not in dict(TABS):
        raise Http404
    context = {
        "measure": one,
        "tabs": TABS,
        "tab": tab,
        "kind": steered_words.MEASURE_KINDS[MeasureState(one.state)],
        "can_edit": may(request.user, Right.EDIT_CONCEPT),
    }
    if tab == "timeline":
        context |= record_history.page(request, f"{address_of(one)}?tab=timeline", one)
        return render(request, "office/measures/timeline.html", context)
    return render(request, "office/measures/overview.html", context | _overview(request, one))


@requires(Right.EDIT_CONCEPT)
def add(request: OfficeRequest) -> HttpResponse:
    """Add a measure, for the goal named by ``?goal=`` if any."""
    goal = _goal(request.GET.get("goal", ""))
    initial: dict[str, Any] = {"goals": [goal]} if goal else {}
    return sheets.respond(
        request,
        ADD,
        initial=initial,
        save=lambda values, _seen: domain.add(**values, by=request.user),
        done=address_of,
        back=reverse("office:measures"),
        parent=_("Measures"),
        about=goal.text if goal else "",
    )


@requires(Right.EDIT_CONCEPT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a measure; what came of it too, once it is over."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        EDIT_OVER if one.state in domain.OVER else EDIT,
        record=one,
        initial=measure_forms.typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.title,
    )


@requires(Right.EDIT_CONCEPT)
def move(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take a measure to its next state."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        MOVE,
        record=one,
        initial=lambda row: _next(row, request.GET.get("to", "")),
        save=lambda values, seen: domain.move(one, **values, seen=seen, by=request.user),
        back=address_of(one),
        parent=one.title,
        about=one.title,
    )


def _next(measure: Measure, wanted: str) -> dict[str, Any]:
    """Return the states that may follow, the one named in the address or the only one chosen."""
    after = domain.MOVES[measure.state]
    choices = [(state.value, state.label) for state in MeasureState if state in after]
    chosen = wanted if wanted in after else choices[0][0] if len(choices) == 1 else ""
    return {"choices": choices, "state": chosen, "outcome": measure.outcome}


def _overview(request: OfficeRequest, one: Measure) -> dict[str, Any]:
    today = timezone.localdate()
    can_edit = may(request.user, Right.EDIT_CONCEPT)
    return {
        "goals": list(one.goals.select_related("area__concept")),
        "partners": list(one.partners.all()),
        "indicators": list(one.indicators.all()),
        "results": list(one.results.all()),
        "next": steered_words.next_of_measure(one, today) if can_edit else None,
        "late": _late(one, today),
    }


def _late(one: Measure, today: dt.date) -> bool:
    return bool(one.state == MeasureState.RUNNING and one.ends_on and one.ends_on < today)


def _goal(public_id: str) -> Goal | None:
    try:
        return Goal.objects.get(public_id=UUID(public_id))
    except (ValueError, Goal.DoesNotExist):
        return None
