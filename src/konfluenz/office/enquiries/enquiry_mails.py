"""A mail of an *Anliegen* as it came, for mail programs and for those who look closely."""

from uuid import UUID

from django.http import Http404, HttpResponse

from konfluenz.enquiries import mails
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.enquiries.enquiry import seen_by
from konfluenz.people.roles import Right


@requires(Right.READ_ENQUIRIES)
def mail(request: OfficeRequest, public_id: UUID, number: int) -> HttpResponse:
    """Hand out mail `number` of the thread; 404 when it has been erased."""
    one = seen_by(request, public_id)
    raw = mails.raw(one, number)
    if not raw:
        raise Http404
    return HttpResponse(
        raw,
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="anliegen-{number}.eml"'},
    )
