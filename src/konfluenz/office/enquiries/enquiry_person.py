"""Whose *Anliegen* it is: a person of the records who is reached where this one is."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from konfluenz.enquiries import enquiries as domain
from konfluenz.enquiries import reaching
from konfluenz.enquiries.models import Enquiry
from konfluenz.office import notices
from konfluenz.office.access import OfficeRequest, may, refuse, requires
from konfluenz.office.enquiries.enquiry import address_of, workable
from konfluenz.people.models import Person
from konfluenz.people.roles import Right


@requires(Right.EDIT_ENQUIRIES)
@require_POST
def put(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note that it is somebody in the records, or is not; can be taken back."""
    if not may(request.user, Right.READ_PERSONS):
        refuse()
    one = workable(request, public_id)
    undone = "token" in request.POST
    before, person = one.person, _asked(request, one, undone=undone)
    if person is None and before is None:
        notices.refused(request, _("This person is not reached there any more. Look again."))
        return redirect(address_of(one))
    domain.correct(one, {"person": person}, by=request.user)
    told = _("It is an enquiry of %(person)s.") if person else _("It is not %(person)s.")
    here = reverse("office:enquiry-person", kwargs={"public_id": public_id})
    notices.done(
        request,
        told % {"person": person or before},
        undo="" if undone else here,
        keep={"person": before.pk if before else 0},
    )
    return redirect(address_of(one))


def _asked(request: OfficeRequest, one: Enquiry, *, undone: bool) -> Person | None:
    """Return who it is to be: who it was before, or one of those who are reached there."""
    if undone:
        return Person.objects.filter(pk=notices.kept(request)["person"]).first()
    wanted = request.POST.get("person", "")
    return next((each for each in reaching.known(one) if str(each.public_id) == wanted), None)
