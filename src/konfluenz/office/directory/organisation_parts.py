"""Who stands for an organisation, and which offices a council body looks after."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.directory import memberships
from konfluenz.directory import organizations as domain
from konfluenz.directory.memberships import MembershipRefused
from konfluenz.directory.organizations import OrganizationRefused
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.directory import organisation_forms
from konfluenz.office.directory.organisations import address_of, one_of
from konfluenz.office.directory.unit_forms import NothingChosen, unit_chosen
from konfluenz.office.sheets import Sheet
from konfluenz.people.models import Person
from konfluenz.people.roles import Right

CONTACT = Sheet(
    "organisation-contact",
    gettext_lazy("Add contact person"),
    organisation_forms.ContactForm,
    refusals=(MembershipRefused,),
    submit=gettext_lazy("Add person"),
    told=gettext_lazy("The person was added."),
)


@requires(Right.EDIT_ORGANISATIONS)
def add_contact(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note that somebody stands for an organisation."""
    one = one_of(public_id)
    return sheets.respond(
        request,
        CONTACT,
        initial={"valid_from": timezone.localdate(), "is_contact": True},
        save=lambda values, _seen: memberships.add(one, **values, by=request.user),
        back=address_of(one),
        parent=one.name,
        about=one.name,
    )


@requires(Right.EDIT_ORGANISATIONS)
@require_POST
def end_contact(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Note that somebody no longer stands for an organisation; can be taken back."""
    one = one_of(public_id)
    row = get_object_or_404(one.memberships.select_related("person"), pk=pk)
    try:
        memberships.end(row, by=request.user)
    except MembershipRefused as refusal:
        notices.refused(request, refusal)
        return redirect(address_of(one))
    notices.done(
        request,
        _("%(person)s no longer stands for this organisation.") % {"person": row.person},
        undo=reverse("office:organisation-contact-restore", kwargs={"public_id": public_id}),
        keep={"person": row.person.pk, "function": row.function, "first": row.is_contact},
    )
    return redirect(address_of(one))


@requires(Right.EDIT_ORGANISATIONS)
@require_POST
def restore_contact(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take back that somebody no longer stands for an organisation."""
    one, kept = one_of(public_id), notices.kept(request)
    person = get_object_or_404(Person, pk=kept["person"])
    try:
        memberships.add(
            one,
            person,
            function=str(kept["function"]),
            is_contact=bool(kept["first"]),
            by=request.user,
        )
        notices.done(request, _("Taken back."))
    except MembershipRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


@requires(Right.EDIT_ORGANISATIONS)
@require_POST
def cover(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note which office a body looks after."""
    one = one_of(public_id)
    try:
        domain.cover(one, unit_chosen(request), by=request.user)
        notices.done(request, _("The office was added."))
    except (OrganizationRefused, NothingChosen) as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


@requires(Right.EDIT_ORGANISATIONS)
@require_POST
def uncover(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note that a body no longer looks after an office."""
    one = one_of(public_id)
    try:
        unit = unit_chosen(request)
        domain.uncover(one, unit, by=request.user)
        notices.done(request, _("%(unit)s was removed from the list.") % {"unit": unit})
    except NothingChosen as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))
