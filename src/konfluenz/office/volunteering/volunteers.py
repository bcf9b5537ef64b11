"""One volunteer: the record with its tabs, and correcting."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from konfluenz.office import record_history, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.sheets import Sheet
from konfluenz.office.volunteering import (
    suggestions,
    volunteer_forms,
    volunteer_parts,
    volunteer_rows,
)
from konfluenz.people.roles import Right
from konfluenz.volunteering import access, matching
from konfluenz.volunteering import volunteers as domain
from konfluenz.volunteering.availability import AvailabilityRefused
from konfluenz.volunteering.models import Volunteer, VolunteerState
from konfluenz.volunteering.models.volunteers import ASKABLE
from konfluenz.volunteering.volunteers import VolunteerRefused

SUGGESTIONS = "suggestions"
TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    (SUGGESTIONS, gettext_lazy("Fitting opportunities")),
    ("placements", gettext_lazy("Placements")),
    ("timeline", gettext_lazy("History")),
)
BEST = 10
"""So many fitting opportunities are shown."""

EDIT = Sheet(
    "volunteer-edit",
    gettext_lazy("Correct volunteer"),
    volunteer_forms.ProfileForm,
    refusals=(VolunteerRefused, AvailabilityRefused),
    told=gettext_lazy("The volunteer was corrected."),
)


def address_of(volunteer: Volunteer, tab: str = "") -> str:
    """Return the address of the volunteer's record, opened at `tab`."""
    path = reverse("office:volunteer", kwargs={"public_id": volunteer.public_id})
    return f"{path}?tab={tab}" if tab else path


def one_of(request: OfficeRequest, public_id: UUID) -> Volunteer:
    """Return the volunteer, raises Http404 when there is none that the reader may see."""
    rows = volunteer_rows.with_bonds(volunteer_rows.with_standing(access.volunteers(request.user)))
    related = rows.select_related("person", "district", "clearance").defer("person__notes")
    return get_object_or_404(related, public_id=public_id)


@requires(Right.READ_VOLUNTEERS)
def volunteer(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of a volunteer's record."""
    one, tab = one_of(request, public_id), request.GET.get("tab", "")
    shown = [pair for pair in TABS if pair[0] != SUGGESTIONS or access.can_match(request.user)]
    if tab not in dict(shown):
        raise Http404
    context = {
        "volunteer": one,
        "tabs": shown,
        "tab": tab,
        "kind": volunteer_parts.KINDS.get(one.state, ""),
        "can_edit": access.can_edit_volunteers(request.user),
        "can_match": access.can_match(request.user),
        "askable": ASKABLE,
    }
    template = f"office/volunteers/{tab or 'overview'}.html"
    return render(request, template, context | _TAB_CONTEXT[tab](request, one))


@requires(Right.EDIT_VOLUNTEERS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct what a volunteer offers."""
    one = one_of(request, public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=volunteer_forms.typed,
        save=lambda values, seen: domain.correct(
            one, volunteer_forms.stored(values), seen=seen, by=request.user
        ),
        back=address_of(one),
        parent=str(one),
        about=str(one),
    )


def _suggestions(_request: OfficeRequest, one: Volunteer) -> dict[str, Any]:
    if one.state == VolunteerState.LEFT:
        return {"suggestions": []}
    found = matching.for_volunteer(one, BEST)
    return {"suggestions": [suggestions.shown(each) for each in found]}


def _timeline(request: OfficeRequest, one: Volunteer) -> dict[str, Any]:
    return record_history.page(request, address_of(one, "timeline"), one)


_TAB_CONTEXT: dict[str, Callable[[OfficeRequest, Volunteer], dict[str, Any]]] = {
    "": volunteer_parts.overview,
    SUGGESTIONS: _suggestions,
    "placements": volunteer_parts.placements,
    "timeline": _timeline,
}
