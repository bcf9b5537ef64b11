"""What happens to an opportunity: released or not, paused, extended, closed, opened again."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.ground.revisions import Stale
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.sheets import Sheet
from konfluenz.office.volunteering import opportunity_forms, opportunity_words
from konfluenz.office.volunteering.opportunities import address_of, one_of
from konfluenz.people.roles import Right
from konfluenz.volunteering import opportunities as domain
from konfluenz.volunteering.models import Opportunity, OpportunityState, Result
from konfluenz.volunteering.opportunities import OpportunityRefused

REFUSALS = (OpportunityRefused,)
LONGER = dt.timedelta(weeks=8)
"""By how much an opportunity is extended, unless somebody says otherwise."""

REFUSE = Sheet(
    "opportunity-refuse",
    gettext_lazy("Do not release"),
    opportunity_forms.RefuseForm,
    REFUSALS,
    lead=gettext_lazy("Who sent it in is told why and how to reach you."),
    submit=gettext_lazy("Do not release"),
    told=gettext_lazy("It is not released. Who sent it in reads why."),
)
EXTEND = Sheet(
    "opportunity-extend",
    gettext_lazy("Extend opportunity"),
    opportunity_forms.ExtendForm,
    REFUSALS,
    lead=gettext_lazy("Ask first whether help is still wanted."),
    submit=gettext_lazy("Extend"),
    told=gettext_lazy("The opportunity is extended."),
)
CLOSE = Sheet(
    "opportunity-close",
    gettext_lazy("Enter outcome"),
    opportunity_forms.CloseForm,
    REFUSALS,
    lead=gettext_lazy("Then it is closed and nobody sees it any more. Placements go on."),
    submit=gettext_lazy("Close opportunity"),
    told=gettext_lazy("The outcome is on record, the opportunity is closed."),
)
REOPEN = Sheet(
    "opportunity-reopen",
    gettext_lazy("Open opportunity again"),
    opportunity_forms.ExtendForm,
    REFUSALS,
    lead=gettext_lazy("It is published at once. The former outcome stays in its history."),
    submit=gettext_lazy("Publish"),
    told=gettext_lazy("The opportunity is published again."),
)


@requires(Right.EDIT_OPPORTUNITIES)
@require_POST
def publish(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Release it, or show it again after a pause."""
    one = one_of(request, public_id)
    waited = one.state == OpportunityState.SUBMITTED
    try:
        domain.publish(one, seen=sheets.seen_in(request), by=request.user)
        told = (
            _("It is released, and who sent it in is told.") if waited else _("It is shown again.")
        )
        notices.done(request, told)
    except Stale:
        notices.refused(request, _("Somebody has changed it meanwhile. Read it again."))
    except OpportunityRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


@requires(Right.EDIT_OPPORTUNITIES)
@require_POST
def pause(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Hide it for a while; can be taken back."""
    one = one_of(request, public_id)
    try:
        domain.pause(one, by=request.user)
        undo = reverse("office:opportunity-publish", kwargs={"public_id": public_id})
        notices.done(request, _("The opportunity is paused: nobody sees it."), undo=undo)
    except OpportunityRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


@requires(Right.EDIT_OPPORTUNITIES)
def refuse(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Do not release it, and say why."""
    one = one_of(request, public_id)
    return _sheet(
        request,
        REFUSE,
        one,
        initial=lambda _now: {},
        save=lambda values, seen: domain.refuse(one, **values, seen=seen, by=request.user),
    )


@requires(Right.EDIT_OPPORTUNITIES)
def extend(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show it longer, also when it has expired."""
    one = one_of(request, public_id)
    return _sheet(
        request,
        EXTEND,
        one,
        initial=_later,
        save=lambda values, seen: domain.extend(one, **values, seen=seen, by=request.user),
    )


@requires(Right.EDIT_OPPORTUNITIES)
def close(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Close it with what came of it."""
    one = one_of(request, public_id)
    placed: int = one.placed  # type: ignore[attr-defined]
    return _sheet(
        request,
        CLOSE,
        one,
        initial=lambda now: {
            "result": now.result or _likely(placed, now.wanted),
            "reason": now.result_reason,
        },
        save=lambda values, seen: domain.close(one, **values, seen=seen, by=request.user),
    )


@requires(Right.EDIT_OPPORTUNITIES)
def reopen(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Publish a closed or refused one again."""
    one = one_of(request, public_id)
    return _sheet(
        request,
        REOPEN,
        one,
        initial=_later,
        save=lambda values, seen: domain.reopen(one, **values, seen=seen, by=request.user),
    )


def _sheet(request: OfficeRequest, sheet: Sheet, one: Opportunity, **more: Any) -> HttpResponse:
    """Answer with a sheet about `one` that says how it stands."""
    about = f"{one}: {opportunity_words.state(one)}"
    back = address_of(one)
    return sheets.respond(
        request, sheet, record=one, back=back, parent=one.title, about=about, **more
    )


def _later(one: Opportunity) -> dict[str, Any]:
    """Return a day eight weeks on, at most the last one allowed."""
    today = timezone.localdate()
    return {"expires_on": min(max(one.expires_on, today) + LONGER, today + domain.LONGEST)}


def _likely(placed: int, wanted: int) -> str:
    if placed >= wanted:
        return Result.FILLED
    return Result.PARTLY if placed else Result.UNFILLED
