"""An Anliegen that asks for help becomes an opportunity, and is closed with it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import Membership, Organization
from konfluenz.enquiries import reaching
from konfluenz.enquiries.enquiries import EnquiryRefused
from konfluenz.enquiries.models import Enquiry
from konfluenz.office import sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.enquiries import enquiry, threads
from konfluenz.office.enquiries.enquiry_forms import LANGUAGES
from konfluenz.office.sheets import Sheet
from konfluenz.office.volunteering import opportunities, opportunity_forms
from konfluenz.people.roles import Right
from konfluenz.volunteering import from_enquiries
from konfluenz.volunteering.opportunities import OpportunityRefused

TURN = Sheet(
    "enquiry-opportunity",
    gettext_lazy("Make an opportunity of it"),
    opportunity_forms.NewOpportunityForm,
    refusals=(OpportunityRefused, EnquiryRefused),
    lead=gettext_lazy(
        "It is published at once, and the enquiry is closed with it. Everybody reads the task:"
        " write it anew, without names. No mail goes out; answer first if somebody waits."
    ),
    submit=gettext_lazy("Publish"),
    told=gettext_lazy("The opportunity is published, the enquiry is closed. Now look who fits."),
    template="office/enquiries/act.html",
)


@requires(Right.EDIT_OPPORTUNITIES)
def turn(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Add the opportunity that an Anliegen asks for; what was said stands below the form."""
    one = enquiry.workable(request, public_id)
    return sheets.respond(
        request,
        TURN,
        initial=_begun(one),
        save=lambda values, _seen: from_enquiries.turn(
            one, opportunity_forms.stored(values), by=request.user
        ),
        done=opportunities.address_of,
        back=enquiry.address_of(one),
        parent=str(one),
        about=str(one),
        enquiry=one,
        thread=threads.of(one),
        reached=reaching.shown(one),
        answer_language=LANGUAGES.get(one.language, one.language),
    )


def _begun(one: Enquiry) -> dict[str, Any]:
    """Return what is known already: what it is about, whose it is, whom to ask."""
    reached = dict(reversed(reaching.shown(one)))
    return opportunity_forms.begun(None, _organization(one)) | {
        "title": one.subject[: opportunity_forms.LONGEST_TITLE],
        "topic": one.topic if one.topic and one.topic.active else None,
        "contact_name": one.name or (one.person.name if one.person else ""),
        "contact_mail": reached.get("mail", ""),
        "contact_phone": reached.get("phone", ""),
    }


def _organization(one: Enquiry) -> Organization | None:
    """Return the organisation that the person speaks for, if it is a single one."""
    if one.person is None:
        return None
    rows = Membership.objects.on(timezone.localdate()).filter(person=one.person)
    found = {row.organization for row in rows.select_related("organization")}
    return found.pop() if len(found) == 1 else None
