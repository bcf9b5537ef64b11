"""Terms of the bodies and their seats: the page of all, adding, correcting, removing."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council import terms as domain
from konfluenz.council.models import BodyTerm
from konfluenz.council.terms import TermRefused
from konfluenz.office import sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.council import term_forms
from konfluenz.office.council.paper_forms import ReasonForm
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

ADD = Sheet(
    "body-term-add",
    gettext_lazy("Add term"),
    term_forms.NewTermForm,
    refusals=(TermRefused,),
    submit=gettext_lazy("Add term"),
    told=gettext_lazy("The term was added."),
    template="office/terms/form.html",
)
EDIT = replace(
    ADD,
    slug="body-term-edit",
    title=gettext_lazy("Correct term"),
    form=term_forms.TermForm,
    submit=sheets.SAVE,
    told=gettext_lazy("The term was corrected."),
)
REMOVE = Sheet(
    "body-term-remove",
    gettext_lazy("Remove term"),
    ReasonForm,
    refusals=(TermRefused,),
    submit=gettext_lazy("Remove for good"),
    told=gettext_lazy("The term was removed."),
)


@requires(Right.READ_PAPERS)
def terms(request: OfficeRequest) -> HttpResponse:
    """Show the terms, body by body."""
    rows = BodyTerm.objects.select_related("body").prefetch_related("factions__faction")
    found = rows.order_by("body__name", "body_id", "-starts_on")
    can_edit = may(request.user, Right.EDIT_PAPERS)
    return render(request, "office/terms/list.html", {"terms": found, "can_edit": can_edit})


@requires(Right.EDIT_PAPERS)
def add(request: OfficeRequest) -> HttpResponse:
    """Add a term of a body."""
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: domain.add(
            values.pop("body"), values.pop("starts_on"), **values, by=request.user
        ),
        back=reverse("office:body-terms"),
        parent=_("Terms of the bodies"),
    )


@requires(Right.EDIT_PAPERS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct a term and the seats in it."""
    one = _find(public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=term_forms.typed,
        save=lambda values, seen: domain.correct(
            one, values, factions=values.pop("factions"), seen=seen, by=request.user
        ),
        back=reverse("office:body-terms"),
        parent=_("Terms of the bodies"),
        about=one.body.name,
    )


@requires(Right.EDIT_PAPERS)
def remove(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Remove a term that was entered wrongly."""
    one = _find(public_id)
    return sheets.respond(
        request,
        REMOVE,
        record=one,
        initial={},
        save=lambda values, seen: domain.remove(one, **values, seen=seen, by=request.user),
        back=reverse("office:body-terms"),
        parent=_("Terms of the bodies"),
        about=str(one),
    )


def _find(public_id: UUID) -> BodyTerm:
    return get_object_or_404(BodyTerm.objects.select_related("body"), public_id=public_id)
