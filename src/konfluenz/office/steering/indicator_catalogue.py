"""Indicators that the catalogue has and the city does not: taking one with a click."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from konfluenz.office import notices
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.steering import indicator_tabs
from konfluenz.people.roles import Right
from konfluenz.steering.measuring import catalogue as domain
from konfluenz.steering.measuring.indicators import IndicatorRefused
from konfluenz.steering.models import Layer
from konfluenz.steering.models import Unit as Measure


@requires(Right.READ_CONCEPT)
def catalogue(request: OfficeRequest) -> HttpResponse:
    """Show what can be taken, by layer."""
    can_take = may(request.user, Right.EDIT_CONCEPT)
    context = {"layers": _layers(), "can_take": can_take, **indicator_tabs.SHOWN}
    return render(request, "office/indicators/catalogue.html", context)


@requires(Right.EDIT_CONCEPT)
@require_POST
def take(request: OfficeRequest) -> HttpResponse:
    """Take the indicator whose short name the button said, and show the rest."""
    try:
        made = domain.take(request.POST.get("slug", ""), by=request.user)
    except IndicatorRefused as refusal:
        notices.refused(request, refusal)
    else:
        notices.done(request, _("“%(name)s” was taken from the catalogue.") % {"name": made.name})
    return redirect("office:indicator-catalogue")


def _layers() -> list[tuple[str, list[dict[str, Any]]]]:
    rows = [
        {**entry, "counted_in": str(Measure(entry["unit"]).label)} for entry in domain.not_taken()
    ]
    grouped = groupby(rows, key=itemgetter("layer"))
    return [(str(Layer(layer).label), list(found)) for layer, found in grouped]
