"""Values of an indicator: the record of one with its source, adding, correcting, removing."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from konfluenz.ground import dates
from konfluenz.office import record_history, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.sheets import Sheet
from konfluenz.office.steering import indicator_forms, indicators
from konfluenz.people.roles import Right
from konfluenz.steering.measuring import observations as domain
from konfluenz.steering.measuring import series
from konfluenz.steering.measuring.observations import ObservationRefused
from konfluenz.steering.models import Observation

ADD = Sheet(
    "observation-add",
    gettext_lazy("Add value"),
    indicator_forms.ObservationForm,
    refusals=(ObservationRefused,),
    submit=gettext_lazy("Add value"),
    told=gettext_lazy("The value was added."),
)
EDIT = Sheet(
    "observation-edit",
    gettext_lazy("Correct value"),
    indicator_forms.ObservationForm,
    refusals=(ObservationRefused,),
    told=gettext_lazy("The value was corrected."),
)
REMOVE = Sheet(
    "observation-remove",
    gettext_lazy("Remove value"),
    indicator_forms.RemoveForm,
    refusals=(ObservationRefused,),
    lead=gettext_lazy("Only for what was entered by mistake. A wrong number is corrected."),
    submit=gettext_lazy("Remove value"),
    told=gettext_lazy("The value was removed."),
)


def address_of(observation: Observation) -> str:
    """Return the address of the value's record."""
    return reverse("office:observation", kwargs={"public_id": observation.public_id})


@requires(Right.READ_CONCEPT)
def observation(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one value: where it comes from, how exact it is, what happened to it."""
    one = _one(public_id)
    context = {
        "observation": one,
        "value": series.text(one),
        "can_edit": may(request.user, Right.EDIT_CONCEPT),
        **record_history.page(request, f"{address_of(one)}?", one),
    }
    return render(request, "office/indicators/observation.html", context)


@requires(Right.EDIT_CONCEPT)
def add(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add a value to the indicator of that public id."""
    indicator = indicators.one_of(public_id)
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: domain.add(
            indicator, **indicator_forms.observed(values), by=request.user
        ),
        back=indicators.address_of(indicator),
        parent=indicator.name,
        about=f"{indicator.name} ({indicator.get_unit_display()})",
    )


@requires(Right.EDIT_CONCEPT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a value."""
    one = _one(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=indicator_forms.typed_observation,
        save=lambda values, seen: domain.correct(
            one, indicator_forms.observed(values), seen=seen, by=request.user
        ),
        back=indicators.address_of(one.indicator),
        parent=one.indicator.name,
        about=_about(one),
    )


@requires(Right.EDIT_CONCEPT)
def remove(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Remove a value, with the reason that stays."""
    one = _one(public_id)
    return sheets.respond(
        request,
        REMOVE,
        initial={},
        save=lambda values, _seen: domain.remove(one, **values, by=request.user),
        back=indicators.address_of(one.indicator),
        parent=one.indicator.name,
        about=_about(one),
    )


def _one(public_id: UUID) -> Observation:
    rows = Observation.objects.select_related("indicator", "district")
    return get_object_or_404(rows, public_id=public_id)


def _about(one: Observation) -> str:
    return f"{one.indicator.name}: {series.text(one)}, {dates.show(one.date, one.precision)}"
