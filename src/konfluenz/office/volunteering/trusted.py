"""Opportunities on the page of an organisation, and whether it publishes without release."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from konfluenz.directory.models import Organization
from konfluenz.office import notices, record_pages
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.volunteering import opportunity_words
from konfluenz.people.roles import Right
from konfluenz.volunteering import access
from konfluenz.volunteering import trusted as domain
from konfluenz.volunteering.models import OpportunityState

SHOWN = 10
OVER = (OpportunityState.CLOSED, OpportunityState.REFUSED)


def of(request: OfficeRequest, organization: Organization) -> dict[str, Any]:
    """Return what the page of `organization` shows: its opportunities, and whether we trust it."""
    if not may(request.user, Right.READ_OPPORTUNITIES):
        return {"may_opportunities": False}
    rows = access.opportunities(request.user).filter(organization=organization)
    rows = rows.exclude(state__in=OVER).prefetch_related("times").order_by("expires_on", "id")
    return {
        "may_opportunities": True,
        "organisation": organization,
        "shown": SHOWN,
        "opportunities": [
            (one, opportunity_words.times(one), opportunity_words.state(one))
            for one in rows[: SHOWN + 1]
        ],
        "trusted": getattr(organization, "trusted", None),
        "can_trust": may(request.user, Right.EDIT_OPPORTUNITIES),
    }


@requires(Right.EDIT_OPPORTUNITIES)
@require_POST
def trust(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Publish at once what it sends in; can be taken back."""
    one = get_object_or_404(Organization, public_id=public_id)
    domain.trust(one, by=request.user)
    undo = "" if "token" in request.POST else _address("distrust", public_id)
    notices.done(request, _("What it sends in is published at once."), undo=undo)
    return redirect(record_pages.address(one))


@requires(Right.EDIT_OPPORTUNITIES)
@require_POST
def distrust(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Look at what it sends in before it is published; can be taken back."""
    one = get_object_or_404(Organization, public_id=public_id)
    domain.distrust(one, by=request.user)
    undo = "" if "token" in request.POST else _address("trust", public_id)
    notices.done(request, _("What it sends in waits for release."), undo=undo)
    return redirect(record_pages.address(one))


def _address(act: str, public_id: UUID) -> str:
    return reverse(f"office:organisation-{act}", kwargs={"public_id": public_id})
