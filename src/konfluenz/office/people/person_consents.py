"""Consents of a person: noted and withdrawn, never changed."""

from uuid import UUID

from django import forms as django_forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from konfluenz.office import forms, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.people.person import address_of, seen_by
from konfluenz.office.sheets import Sheet
from konfluenz.people import consents
from konfluenz.people.models.consents import Purpose, Way
from konfluenz.people.roles import Right


class GiveForm(forms.Form):
    """A consent as it was received."""

    purpose = django_forms.ChoiceField(
        label=_("The person agrees to"), choices=Purpose.choices, widget=django_forms.RadioSelect
    )
    wording = django_forms.CharField(
        label=_("Version of the text"),
        max_length=80,
        help_text=_(
            "As it stands on the form, such as “Foto 2026-03”."
            " Without it the consent proves nothing."
        ),
    )
    language = django_forms.ChoiceField(
        label=_("Language of the text"), choices=settings.LANGUAGES, initial="de"
    )
    channel = django_forms.ChoiceField(
        label=_("Received"), choices=Way.choices, widget=django_forms.RadioSelect, initial=Way.PAPER
    )


class WithdrawForm(forms.Form):
    """How a withdrawal came in."""

    channel = django_forms.ChoiceField(
        label=_("Received"), choices=Way.choices, widget=django_forms.RadioSelect, initial=Way.MAIL
    )


GIVE = Sheet(
    "consent-give",
    _("Note consent"),
    GiveForm,
    refusals=(consents.ConsentRefused,),
    submit=_("Note consent"),
    told=_("The consent was noted."),
)
WITHDRAW = Sheet(
    "consent-withdraw",
    _("Note withdrawal"),
    WithdrawForm,
    refusals=(consents.ConsentRefused,),
    lead=_("The withdrawal takes effect at once."),
    submit=_("Note withdrawal"),
    told=_("The withdrawal was noted."),
)


@requires(Right.EDIT_PERSONS)
def give(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note that the person agreed to something."""
    one = seen_by(request, public_id)
    return sheets.respond(
        request,
        GIVE,
        initial={"language": one.language, "purpose": request.GET.get("purpose", "")},
        save=lambda values, _seen: consents.give(one, **values, by=request.user),
        back=address_of(one, "consents"),
        parent=one.name,
    )


@requires(Right.EDIT_PERSONS)
def withdraw(request: OfficeRequest, public_id: UUID, purpose: str) -> HttpResponse:
    """Note that the person no longer agrees."""
    one = seen_by(request, public_id)
    if purpose not in Purpose.values:
        raise Http404
    return sheets.respond(
        request,
        WITHDRAW,
        save=lambda values, _seen: consents.withdraw(one, purpose, **values, by=request.user),
        back=address_of(one, "consents"),
        parent=one.name,
        about=Purpose(purpose).label,
    )
