"""Write down who calls or comes by and wants to help; who is perhaps known is shown first."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.office import forms, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.people.person import seen_by
from konfluenz.office.people.person_merging import REASONS
from konfluenz.office.sheets import Sheet
from konfluenz.office.volunteering import volunteer_forms
from konfluenz.office.volunteering.volunteers import address_of
from konfluenz.people import duplicates
from konfluenz.people.duplicates import Candidate
from konfluenz.people.models import Person
from konfluenz.people.roles import Right
from konfluenz.volunteering import offers
from konfluenz.volunteering.availability import AvailabilityRefused
from konfluenz.volunteering.models import Volunteer
from konfluenz.volunteering.offers import Offer
from konfluenz.volunteering.volunteers import VolunteerRefused

WORDING = "talk-1"
"""The version of what they agree to, as the form says it."""

ASKED = 5
"""So many who may be the same person are named."""

REFUSALS = (VolunteerRefused, AvailabilityRefused)


class NewOfferForm(volunteer_forms.OfferForm):
    """Somebody who is perhaps on record already: then the form asks once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, mail, phone = (self.data.get(name) or "" for name in ("name", "mail", "phone"))
        self.alike = duplicates.of_details(name, mail=mail, phone=phone)[:ASKED] if name else []
        if self.alike:
            field = django_forms.BooleanField(
                label=_("It is somebody else: add them all the same"), required=False
            )
            forms.dress(field.widget)
            self.fields["another"] = field

    def clean(self) -> dict[str, Any]:
        """Ask before a second record of the same person is made."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.alike and not values.pop("another", False):
            self.add_error(None, ValidationError(_question(self.alike)))
        return values


NEW = Sheet(
    "volunteer-add",
    gettext_lazy("Add volunteer"),
    NewOfferForm,
    refusals=REFUSALS,
    lead=gettext_lazy("A name and a phone number are enough. What else was said can follow."),
    submit=gettext_lazy("Add volunteer"),
    told=gettext_lazy("The volunteer was added."),
)
KNOWN = Sheet(
    "volunteer-add-known",
    gettext_lazy("Add volunteer"),
    volunteer_forms.KnownForm,
    refusals=REFUSALS,
    submit=gettext_lazy("Add volunteer"),
    told=gettext_lazy("The volunteer was added."),
)


@requires(Right.EDIT_VOLUNTEERS)
def add(request: OfficeRequest) -> HttpResponse:
    """Write down an offer made in a talk, of the person named by ``?person=`` if any."""
    asked = request.GET.get("person", "")
    person = seen_by(request, _parsed(asked)) if asked else None
    return sheets.respond(
        request,
        KNOWN if person else NEW,
        initial={},
        save=lambda values, _seen: _hear(request, person, values),
        done=address_of,
        back=reverse("office:volunteers"),
        parent=_("Volunteers"),
        about=person.name if person else "",
    )


def _hear(request: OfficeRequest, person: Person | None, values: dict[str, Any]) -> Volunteer:
    offer = Offer(
        name=values.get("name", ""),
        mail=values.get("mail", ""),
        phone=values.get("phone", ""),
        language=values.get("language", "de"),
        spoken=values["spoken"],
        wording=WORDING,
        values=volunteer_forms.stored(values),
    )
    return offers.hear(
        offer, way=values["way"], state=values["state"], person=person, by=request.user
    )


def _question(found: list[Candidate]) -> SafeString:
    """Return the question, with links: to who helps already, else to adding just them."""
    rows = Volunteer.objects.filter(person__in=[one.person for one in found])
    helping = {row.person_id: row for row in rows.select_related("district")}
    links = format_html_join(
        ", ",
        '<a class="k-link" href="{}">{}</a> ({})',
        (_line(one, helping.get(one.person.pk)) for one in found),
    )
    text = _("Perhaps they are on record already:")
    advice = _("Look there first. If it is somebody else, tick the box above the button.")
    return format_html("{} {}. {}", text, links, advice)


def _line(one: Candidate, helping: Volunteer | None) -> tuple[str, str, str]:
    """Return where a candidate leads, their name, and what tells them apart."""
    why = [str(REASONS[reason]) for reason in one.reasons]
    if helping is None:
        url = f"{reverse('office:volunteer-add')}?person={one.person.public_id}"
        return url, one.person.name, ", ".join([*why, _("add this person")])
    where = [str(helping.district)] if helping.district else []
    return address_of(helping), one.person.name, ", ".join([*where, *why, _("helps already")])


def _parsed(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
