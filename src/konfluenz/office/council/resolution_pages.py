"""Resolutions on a paper: adding, correcting, removing."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from konfluenz.council import access
from konfluenz.council import resolutions as domain
from konfluenz.council.models import Paper, Resolution
from konfluenz.council.resolutions import ResolutionRefused
from konfluenz.office import sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.council import resolution_forms
from konfluenz.office.council.paper import seen_by
from konfluenz.office.council.paper_forms import ReasonForm
from konfluenz.office.council.papers import address_of
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

ADD = Sheet(
    "resolution-add",
    gettext_lazy("Add resolution"),
    resolution_forms.ResolutionForm,
    refusals=(ResolutionRefused,),
    submit=gettext_lazy("Add resolution"),
    told=gettext_lazy("The resolution was added."),
)
EDIT = Sheet(
    "resolution-edit",
    gettext_lazy("Correct resolution"),
    resolution_forms.ResolutionForm,
    refusals=(ResolutionRefused,),
    told=gettext_lazy("The resolution was corrected."),
)
EDIT_OUTCOME = replace(
    EDIT,
    form=resolution_forms.OutcomeForm,
    lead=gettext_lazy("Wording, vote, body and day are corrected with the result of the station."),
)
REMOVE = Sheet(
    "resolution-remove",
    gettext_lazy("Remove resolution"),
    ReasonForm,
    refusals=(ResolutionRefused,),
    submit=gettext_lazy("Remove for good"),
    told=gettext_lazy("The resolution was removed."),
)


@requires(Right.EDIT_PAPERS)
def add(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add what a body resolved on a paper."""
    one = seen_by(request, public_id)
    last = one.consultations.select_related("body").order_by("position").last()
    return sheets.respond(
        request,
        ADD,
        initial={"body": last.body, "date": last.date} if last else {},
        save=lambda values, _seen: _add(one, values, request),
        back=address_of(one),
        parent=str(one),
        about=str(one),
    )


@requires(Right.EDIT_PAPERS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a resolution."""
    one = _seen(request, public_id)
    paper = _paper(one)
    return sheets.respond(
        request,
        EDIT_OUTCOME if one.consultation_id else EDIT,
        record=one,
        initial=resolution_forms.typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(paper),
        parent=str(paper),
        about=str(one) if one.consultation_id else "",
    )


@requires(Right.EDIT_PAPERS)
def remove(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Remove a resolution for good."""
    one = _seen(request, public_id)
    paper = _paper(one)
    return sheets.respond(
        request,
        REMOVE,
        record=one,
        initial={},
        save=lambda values, seen: domain.remove(one, **values, seen=seen, by=request.user),
        back=address_of(paper),
        parent=str(paper),
        about=str(one),
    )


def of_paper(request: OfficeRequest, public_id: UUID) -> tuple[Resolution, str]:
    """Return a resolution and the address of its paper; raises Http404."""
    one = _seen(request, public_id)
    return one, address_of(_paper(one))


def _paper(one: Resolution) -> Paper:
    return one.paper or one.consultation.paper  # type: ignore[union-attr]


def _seen(request: OfficeRequest, public_id: UUID) -> Resolution:
    papers = access.visible_to(request.user)
    rows = Resolution.objects.select_related("paper", "consultation__paper")
    rows = rows.filter(paper__in=papers) | rows.filter(consultation__paper__in=papers)
    return get_object_or_404(rows, public_id=public_id)


def _add(one: Paper, values: dict[str, Any], request: OfficeRequest) -> Resolution:
    more = {name: value for name, value in values.items() if name not in resolution_forms.FIXED}
    return domain.add(
        values["body"], values["date"], values["text"], paper=one, **more, by=request.user
    )
