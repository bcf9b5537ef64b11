"""What happens in a placement: check-ins answered by phone, hours, the trial and the end."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.ground.revisions import Stale
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.sheets import Sheet
from konfluenz.office.volunteering import placement_forms
from konfluenz.office.volunteering.placements import address_of, one_of, title
from konfluenz.people.roles import Right
from konfluenz.volunteering import check_ins, hours
from konfluenz.volunteering import placements as domain
from konfluenz.volunteering.check_ins import CheckInRefused
from konfluenz.volunteering.hours import HoursRefused
from konfluenz.volunteering.models import HoursState, Placement
from konfluenz.volunteering.placements import PlacementRefused
from konfluenz.volunteering.sides import Side

ANSWER = Sheet(
    "check-in-answer",
    gettext_lazy("Note an answer"),
    placement_forms.CheckInForm,
    refusals=(CheckInRefused,),
    submit=gettext_lazy("Note answer"),
    told=gettext_lazy("The answer was noted."),
)
END = Sheet(
    "placement-end",
    gettext_lazy("End placement"),
    placement_forms.EndForm,
    refusals=(PlacementRefused,),
    lead=gettext_lazy(
        "Questions that were still to come fall away, and the volunteer is thanked by mail."
    ),
    submit=gettext_lazy("End placement"),
    told=gettext_lazy("The placement has ended."),
)
REPORT = Sheet(
    "hours-report",
    gettext_lazy("Note hours"),
    placement_forms.NewHoursForm,
    refusals=(HoursRefused,),
    submit=gettext_lazy("Note hours"),
    told=gettext_lazy("The hours were noted, and the other side is asked."),
)
CORRECT = Sheet(
    "hours-correct",
    gettext_lazy("Correct hours"),
    placement_forms.HoursForm,
    refusals=(HoursRefused,),
    told=gettext_lazy("The hours were corrected, and the other side is asked."),
)


@requires(Right.EDIT_VOLUNTEERS)
@require_POST
def settle(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """End the trial well."""
    one = one_of(request, public_id)
    try:
        domain.settle(one, seen=sheets.seen_in(request), by=request.user)
        notices.done(request, _("The trial ended well: the placement runs."))
    except (PlacementRefused, Stale) as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


@requires(Right.EDIT_VOLUNTEERS)
def end(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """End it, with its day and reason."""
    one = one_of(request, public_id)
    return sheets.respond(
        request,
        END,
        record=one,
        initial={"ended_on": timezone.localdate()},
        save=lambda values, seen: domain.end(one, **values, seen=seen, by=request.user),
        **_about(one),
    )


@requires(Right.EDIT_VOLUNTEERS)
def check_in(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Note what the volunteer said when a colleague called."""
    one = one_of(request, public_id)
    asked = get_object_or_404(one.check_ins.all(), pk=pk)
    return sheets.respond(
        request,
        replace(ANSWER, form=placement_forms.check_in(asked.kind), lead=asked.get_kind_display()),
        record=asked,
        initial={},
        save=lambda values, seen: check_ins.answer(
            asked, values["state"], seen=seen, by=request.user
        ),
        **_about(one),
    )


@requires(Right.EDIT_VOLUNTEERS)
@require_POST
def settle_check_in(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Note that a colleague has spoken with the volunteer and it is well again."""
    one = one_of(request, public_id)
    asked = get_object_or_404(one.check_ins.all(), pk=pk)
    try:
        check_ins.settle(asked, seen=sheets.seen_in(request), by=request.user)
        notices.done(request, _("Noted that you have spoken and it is well."))
    except (CheckInRefused, Stale) as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


@requires(Right.EDIT_VOLUNTEERS)
def report(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note hours that a side reports by phone."""
    one = one_of(request, public_id)
    return sheets.respond(
        request,
        REPORT,
        initial={"date": timezone.localdate()},
        save=lambda values, _seen: hours.report(one, **values, by=request.user),
        **_about(one),
    )


@requires(Right.EDIT_VOLUNTEERS)
def correct(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Correct a day's hours that nobody has confirmed."""
    one = one_of(request, public_id)
    given = get_object_or_404(one.hours.all(), pk=pk)
    return sheets.respond(
        request,
        CORRECT,
        record=given,
        initial=lambda row: {"minutes": row.minutes, "side": row.reported_by},
        save=lambda values, seen: hours.correct(given, **values, seen=seen, by=request.user),
        **_about(one),
    )


@requires(Right.EDIT_VOLUNTEERS)
@require_POST
def decide(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Note what the other side said of the hours on the phone: they are right, or not."""
    one = one_of(request, public_id)
    given = get_object_or_404(one.hours.all(), pk=pk)
    side = Side(given.reported_by).other
    try:
        if request.POST.get("decision") == HoursState.CONFIRMED:
            hours.confirm(given, side=side, seen=sheets.seen_in(request), by=request.user)
            notices.done(request, _("The hours are confirmed and count."))
        else:
            hours.dispute(given, side=side, seen=sheets.seen_in(request), by=request.user)
            notices.done(request, _("Noted that the hours are disputed."))
    except (HoursRefused, Stale) as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


def _about(one: Placement) -> dict[str, Any]:
    return {"back": address_of(one), "parent": title(one), "about": title(one)}
