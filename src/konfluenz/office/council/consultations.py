"""Stations on the path of a paper: adding, correcting, removing."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.council import access
from konfluenz.council import consultations as domain
from konfluenz.council.consultations import ConsultationRefused
from konfluenz.council.models import Consultation, Paper
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.council import consultation_forms
from konfluenz.office.council.paper import seen_by
from konfluenz.office.council.papers import address_of
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

ADD = Sheet(
    "consultation-add",
    gettext_lazy("Add station"),
    consultation_forms.ConsultationForm,
    refusals=(ConsultationRefused,),
    submit=gettext_lazy("Add station"),
    told=gettext_lazy("The station was added."),
)
EDIT = Sheet(
    "consultation-edit",
    gettext_lazy("Correct station"),
    consultation_forms.ConsultationForm,
    refusals=(ConsultationRefused,),
    told=gettext_lazy("The station was corrected."),
)


def station(request: OfficeRequest, public_id: UUID) -> Consultation:
    """Return the consultation; raises Http404 when it is on no paper that the reader may see."""
    rows = Consultation.objects.filter(paper__in=access.visible_to(request.user))
    return get_object_or_404(rows.select_related("paper", "body"), public_id=public_id)


@requires(Right.EDIT_PAPERS)
def add(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add a station at the end of the path."""
    one = seen_by(request, public_id)
    return sheets.respond(
        request,
        ADD,
        initial={"open_session": True},
        save=lambda values, _seen: _add(one, values, request),
        back=address_of(one),
        parent=str(one),
        about=str(one),
    )


@requires(Right.EDIT_PAPERS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a station."""
    one = station(request, public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=consultation_forms.typed,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=address_of(one.paper),
        parent=str(one.paper),
        about=str(one),
    )


@requires(Right.EDIT_PAPERS)
@require_POST
def remove(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take a station without a result off the path."""
    one = station(request, public_id)
    try:
        domain.remove(one, by=request.user)
        notices.done(request, _("The station was removed."))
    except ConsultationRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one.paper))


def _add(one: Paper, values: dict[str, Any], request: OfficeRequest) -> Consultation:
    more = {name: value for name, value in values.items() if name != "body"}
    return domain.add(one, values["body"], **more, by=request.user)
