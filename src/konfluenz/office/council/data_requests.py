"""Offices asked for a report: by one press or by a form, reminded, taken back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.council import data_proposals
from konfluenz.council import data_requests as domain
from konfluenz.council.data_proposals import Proposal
from konfluenz.council.data_requests import DataRequestRefused
from konfluenz.council.models import DataRequest, Report
from konfluenz.directory.models import OrgUnit
from konfluenz.ground.revisions import Stale
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.council import data_request_forms
from konfluenz.office.council.reports import address_of, one_of
from konfluenz.office.directory.unit_forms import NothingChosen, unit_chosen
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

TAB = "requests"
ASK = Sheet(
    "report-ask",
    gettext_lazy("Ask an office"),
    data_request_forms.AskForm,
    refusals=(DataRequestRefused,),
    lead=gettext_lazy("A mail with a link goes to its mailbox. Nobody needs an account to answer."),
    submit=gettext_lazy("Ask"),
    told=gettext_lazy("The office was asked."),
)


@requires(Right.READ_PAPERS)
def requests(_request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Lead to the report, opened where its requests stand."""
    return redirect(address_of(one_of(public_id), TAB))


@requires(Right.EDIT_PAPERS)
def ask(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Ask an office; `?unit=` fills in what it could be asked."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        ASK,
        initial=_initial(one, request.GET.get("unit", "")),
        save=lambda values, _seen: domain.ask(one, **values, by=request.user),
        back=address_of(one, TAB),
        parent=one.title,
    )


@requires(Right.EDIT_PAPERS)
@require_POST
def ask_proposed(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Ask the office that a button names for all that is proposed, by the usual day."""
    one = one_of(public_id)
    try:
        _ask_all(one, unit_chosen(request), request)
    except (DataRequestRefused, NothingChosen) as refusal:
        notices.refused(request, refusal)
    else:
        notices.done(request, str(ASK.told))
    return redirect(address_of(one, TAB))


@requires(Right.EDIT_PAPERS)
@require_POST
def remind(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Write to the office once more."""
    return _act(request, public_id, domain.remind, _("The office was reminded."))


@requires(Right.EDIT_PAPERS)
@require_POST
def withdraw(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Ask no longer."""
    return _act(request, public_id, domain.withdraw, _("The request was taken back."))


def _act(request: OfficeRequest, public_id: UUID, act: Any, told: str) -> HttpResponse:
    one = get_object_or_404(DataRequest.objects.select_related("report"), public_id=public_id)
    try:
        act(one, seen=sheets.seen_in(request), by=request.user)
    except (DataRequestRefused, Stale) as refusal:
        notices.refused(request, refusal)
    else:
        notices.done(request, told)
    return redirect(address_of(one.report, TAB))


def _ask_all(report: Report, unit: OrgUnit, request: OfficeRequest) -> DataRequest:
    found = _of(data_proposals.proposed(report), str(unit.public_id)) or Proposal(unit)
    return domain.ask(
        report,
        unit,
        indicators=found.indicators,
        goals=found.goals,
        due_on=data_proposals.due_day(report),
        by=request.user,
    )


def _initial(report: Report, unit: str) -> dict[str, Any]:
    """Return what the form begins with: what is missing, and what the chosen office may know."""
    proposals = data_proposals.proposed(report)
    begun: dict[str, Any] = {"proposals": proposals, "due_on": data_proposals.due_day(report)}
    found = _of(proposals, unit)
    if found is None:
        return begun
    return begun | {"unit": found.unit, "indicators": found.indicators, "goals": found.goals}


def _of(proposals: list[Proposal], unit: str) -> Proposal | None:
    """Return what is proposed for the office of that public id."""
    return next((one for one in proposals if one.unit and str(one.unit.public_id) == unit), None)
