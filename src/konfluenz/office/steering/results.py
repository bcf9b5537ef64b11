"""Results of measures: adding, correcting, removing what can be seen."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.sheets import Sheet
from konfluenz.office.steering import measure_forms, measures
from konfluenz.people.roles import Right
from konfluenz.steering import results as domain
from konfluenz.steering.models import MeasureResult
from konfluenz.steering.results import ResultRefused

ADD = Sheet(
    "measure-result-add",
    gettext_lazy("Add result"),
    measure_forms.ResultForm,
    refusals=(ResultRefused,),
    submit=gettext_lazy("Add result"),
    told=gettext_lazy("The result was added."),
)
EDIT = Sheet(
    "measure-result-edit",
    gettext_lazy("Correct result"),
    measure_forms.ResultForm,
    refusals=(ResultRefused,),
    told=gettext_lazy("The result was corrected."),
)


@requires(Right.EDIT_CONCEPT)
def add(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add a result to the measure of that public id."""
    measure = measures.one_of(public_id)
    return sheets.respond(
        request,
        ADD,
        initial={"date": timezone.localdate()},
        save=lambda values, _seen: domain.add(measure, **values, by=request.user),
        back=measures.address_of(measure),
        parent=measure.title,
        about=measure.title,
    )


@requires(Right.EDIT_CONCEPT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a result."""
    one = _one(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=measure_forms.typed_result,
        save=lambda values, seen: domain.correct(one, values, seen=seen, by=request.user),
        back=measures.address_of(one.measure),
        parent=one.measure.title,
        about=one.measure.title,
    )


@requires(Right.EDIT_CONCEPT)
@require_POST
def remove(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Remove a result that was entered by mistake; can be taken back."""
    one = _one(public_id)
    kept = measure_forms.typed_result(one) | {"date": one.date.isoformat()}
    domain.remove(one, by=request.user)
    notices.done(
        request,
        _("“%(name)s” was removed.") % {"name": one},
        undo=reverse("office:measure-result-restore", kwargs={"public_id": one.measure.public_id}),
        keep=kept,
    )
    return redirect(measures.address_of(one.measure))


@requires(Right.EDIT_CONCEPT)
@require_POST
def restore(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take back that a result was removed from the measure of that public id."""
    measure, kept = measures.one_of(public_id), notices.kept(request)
    form = measure_forms.ResultForm(kept)
    if form.is_valid():
        domain.add(measure, **form.cleaned_data, by=request.user)
        notices.done(request, _("Taken back."))
    return redirect(measures.address_of(measure))


def _one(public_id: UUID) -> MeasureResult:
    rows = MeasureResult.objects.select_related("measure")
    return get_object_or_404(rows, public_id=public_id)
