"""How something gets into the Beschlusskontrolle: from a resolution, a promise, or spoken."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.actions import access as task_access
from konfluenz.actions.models import OriginKind
from konfluenz.council import follow_ups as domain
from konfluenz.council.follow_ups import FollowUpRefused
from konfluenz.office import sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.council import follow_up_forms
from konfluenz.office.council.follow_up import address_of
from konfluenz.office.council.resolution_pages import of_paper
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

REFUSALS = (FollowUpRefused,)
TOLD = gettext_lazy("It is followed up from now on.")
SPOKEN = Sheet(
    "follow-up-add",
    gettext_lazy("Add request"),
    follow_up_forms.SpokenForm,
    REFUSALS,
    lead=gettext_lazy("What was asked for in a session, or recommended, and stands in no paper."),
    submit=gettext_lazy("Follow up"),
    told=TOLD,
)
RESOLUTION = Sheet(
    "resolution-follow-up",
    gettext_lazy("Follow up resolution"),
    follow_up_forms.OfResolutionForm,
    REFUSALS,
    submit=gettext_lazy("Follow up"),
    told=TOLD,
)
PROMISE = Sheet(
    "promise-follow-up",
    gettext_lazy("Follow up announcement"),
    follow_up_forms.OfPromiseForm,
    REFUSALS,
    submit=gettext_lazy("Follow up"),
    told=TOLD,
)


@requires(Right.EDIT_PAPERS)
def spoken(request: OfficeRequest) -> HttpResponse:
    """Follow up what was only spoken."""
    return sheets.respond(
        request,
        SPOKEN,
        initial={"raised_on": timezone.localdate()},
        save=lambda values, _seen: domain.of_spoken(**values, by=request.user),
        done=address_of,
        back=reverse("office:follow-ups"),
        parent=_("Resolution tracking"),
    )


@requires(Right.EDIT_PAPERS)
def of_resolution(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Follow up a resolution on a paper."""
    one, back = of_paper(request, public_id)
    return sheets.respond(
        request,
        RESOLUTION,
        initial={"subject": one.text if len(one.text) <= 200 else "", "unit": one.unit},
        save=lambda values, _seen: domain.of_resolution(one, **values, by=request.user),
        done=address_of,
        back=back,
        parent=_("Council papers"),
        about=one.text,
    )


@requires(Right.EDIT_PAPERS)
def of_promise(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Follow up the Aufgabe that was taken from a sentence of a paper."""
    mine = task_access.visible_to(request.user).filter(origin_kind=OriginKind.PROMISE)
    one = get_object_or_404(mine, public_id=public_id)
    return sheets.respond(
        request,
        PROMISE,
        initial={"subject": one.title},
        save=lambda values, _seen: domain.of_promise(one, **values, by=request.user),
        done=address_of,
        back=reverse("office:task", kwargs={"public_id": one.public_id}),
        parent=one.title,
        about=one.title,
    )
