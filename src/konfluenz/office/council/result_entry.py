"""What came of a consultation: entering it, and correcting it with a reason."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council import results as domain
from konfluenz.council.models import Consultation, ConsultationResult
from konfluenz.council.results import ResultRefused
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.council import result_forms
from konfluenz.office.council.consultations import station
from konfluenz.office.council.papers import address_of
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

ENTER = Sheet(
    "result-enter",
    gettext_lazy("Enter result"),
    result_forms.ResultForm,
    refusals=(ResultRefused,),
    lead=gettext_lazy("The eleven boxes of the printed form. What does not fit together is said."),
    submit=gettext_lazy("Enter result"),
    told=gettext_lazy("The result was entered. What follows from it stands on the path."),
    template="office/papers/result.html",
)
CORRECT = Sheet(
    "result-correct",
    gettext_lazy("Correct result"),
    result_forms.CorrectResultForm,
    refusals=(ResultRefused,),
    told=gettext_lazy("The result was corrected."),
    template="office/papers/result.html",
)


@requires(Right.EDIT_PAPERS)
def enter(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Enter what came of a consultation."""
    one = station(request, public_id)
    if _result(one) is not None and request.method == "GET":
        notices.refused(request, _("A result is entered already. Correct it and say why."))
        return redirect(address_of(one.paper))
    return sheets.respond(
        request,
        replace(ENTER, form=result_forms.sitting(result_forms.ResultForm, one)),
        record=one,
        initial={"vote": ""},
        save=lambda values, seen: _enter(one, values, seen, request),
        back=address_of(one.paper),
        parent=str(one.paper),
        about=str(one),
    )


@requires(Right.EDIT_PAPERS)
def correct(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a result; the reason is kept."""
    one = station(request, public_id)
    if _result(one) is None:
        raise Http404
    return sheets.respond(
        request,
        replace(CORRECT, form=result_forms.sitting(result_forms.CorrectResultForm, one)),
        record=one,
        initial=_typed,
        save=lambda values, seen: _correct(one, values, seen, request),
        back=address_of(one.paper),
        parent=str(one.paper),
        about=str(one),
    )


def _result(one: Consultation) -> ConsultationResult | None:
    return getattr(one, "result", None)


def _typed(one: Consultation) -> dict[str, Any]:
    """Return the result as it stands now, read anew: somebody may just have corrected it."""
    result = ConsultationResult.objects.get(consultation=one)
    return result_forms.typed(result)


def _enter(
    one: Consultation, values: dict[str, Any], seen: int | None, request: OfficeRequest
) -> ConsultationResult:
    more = {name: value for name, value in values.items() if name != "outcome"}
    return domain.enter(one, values["outcome"], **more, seen=seen, by=request.user)


def _correct(
    one: Consultation, values: dict[str, Any], seen: int | None, request: OfficeRequest
) -> ConsultationResult:
    reason, groups = values.pop("reason"), values.pop("groups", None)
    return domain.correct(one, values, reason=reason, groups=groups, seen=seen, by=request.user)
