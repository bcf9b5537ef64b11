"""What happens to a volunteer: answered, led on, the certificate seen, kept apart from others."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.directory.models import Organization
from konfluenz.ground.revisions import Stale
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.sheets import Sheet
from konfluenz.office.volunteering import volunteer_forms
from konfluenz.office.volunteering.volunteers import address_of, one_of
from konfluenz.people.roles import Right
from konfluenz.volunteering import clearances, not_with
from konfluenz.volunteering import volunteers as domain
from konfluenz.volunteering.clearances import ClearanceRefused
from konfluenz.volunteering.models import Volunteer, VolunteerState
from konfluenz.volunteering.not_with import NotWithRefused
from konfluenz.volunteering.volunteers import VolunteerRefused

MOVE = Sheet(
    "volunteer-state",
    gettext_lazy("Change state"),
    volunteer_forms.MoveForm,
    refusals=(VolunteerRefused,),
    submit=gettext_lazy("Change state"),
    told=gettext_lazy("The state was changed."),
)
SEE = Sheet(
    "volunteer-clearance",
    gettext_lazy("Note certificate"),
    volunteer_forms.ClearanceForm,
    refusals=(ClearanceRefused,),
    lead=gettext_lazy(
        "The extended police certificate is only looked at and handed back. No copy, no upload:"
        " of it only the day and whether there is a relevant entry are kept (§ 72a (5) SGB VIII)."
    ),
    submit=gettext_lazy("Note certificate"),
    told=gettext_lazy("The certificate was noted."),
)
APART = Sheet(
    "volunteer-apart",
    gettext_lazy("Not with …"),
    volunteer_forms.ApartForm,
    refusals=(NotWithRefused,),
    lead=gettext_lazy(
        "These two are then never brought together. Why is not asked and never stored."
    ),
    submit=gettext_lazy("Keep apart"),
    told=gettext_lazy("The two are kept apart."),
)


@requires(Right.EDIT_VOLUNTEERS)
def move(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Lead a volunteer on to the next state, the one named by ``?to=`` chosen already."""
    one, asked = one_of(request, public_id), request.GET.get("to", "")
    return sheets.respond(
        request,
        MOVE,
        record=one,
        initial=lambda row: _state(one, row, asked),
        save=lambda values, seen: _move(request, one, values, seen),
        back=address_of(one),
        parent=str(one),
        about=f"{one}: {one.get_state_display()}",
    )


@requires(Right.EDIT_VOLUNTEERS)
@require_POST
def answered(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note that a person has answered; the clock in *Heute* stops."""
    one = one_of(request, public_id)
    try:
        domain.answered(one, seen=sheets.seen_in(request), by=request.user)
        notices.done(request, _("Noted that %(person)s has an answer.") % {"person": one})
    except Stale as stale:
        notices.refused(request, stale)
    return redirect(address_of(one))


@requires(Right.SEE_CLEARANCES)
def see_clearance(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Note what was seen of the police certificate, instead of an older one."""
    one = one_of(request, public_id)
    return sheets.respond(
        request,
        SEE,
        initial={},
        save=lambda values, _seen: clearances.see(one, **values, by=request.user),
        back=address_of(one),
        parent=str(one),
        about=str(one),
    )


@requires(Right.SEE_CLEARANCES)
@require_POST
def forget_clearance(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Delete what is noted of the certificate; it cannot be taken back, and may be seen again."""
    one = one_of(request, public_id)
    clearances.forget(one, by=request.user)
    notices.done(request, _("What was noted of the certificate is deleted."))
    return redirect(address_of(one))


@requires(Right.EDIT_VOLUNTEERS)
def keep_apart(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Keep a volunteer apart from another one, or from an organisation."""
    one = one_of(request, public_id)
    return sheets.respond(
        request,
        APART,
        initial={},
        save=lambda values, _seen: not_with.put(
            one, values["other"] or values["organization"], by=request.user
        ),
        back=address_of(one),
        parent=str(one),
        about=str(one),
    )


@requires(Right.EDIT_VOLUNTEERS)
@require_POST
def bring_together(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Let a volunteer meet somebody again; can be taken back."""
    one = one_of(request, public_id)
    named = request.POST.get("with", "")
    other = _party(named)
    if other is None:
        notices.refused(request, _("Choose one."))
        return redirect(address_of(one))
    not_with.remove(one, other, by=request.user)
    notices.done(
        request,
        _("%(person)s and %(other)s may meet again.") % {"person": one, "other": other},
        undo=reverse("office:volunteer-apart-restore", kwargs={"public_id": public_id}),
        keep={"with": named},
    )
    return redirect(address_of(one))


@requires(Right.EDIT_VOLUNTEERS)
@require_POST
def restore_apart(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take back that the two may meet again."""
    one = one_of(request, public_id)
    other = _party(str(notices.kept(request)["with"]))
    if other is not None:
        not_with.put(one, other, by=request.user)
        notices.done(request, _("Taken back."))
    return redirect(address_of(one))


def _move(
    request: OfficeRequest, one: Volunteer, values: dict[str, Any], seen: int | None
) -> Volunteer:
    if values["state"] == VolunteerState.LEFT:
        return domain.leave(one, values["leave_reason"], seen=seen, by=request.user)
    return domain.move(one, values["state"], reason=values["reason"], seen=seen, by=request.user)


def _state(opened: Volunteer, current: Volunteer, asked: str) -> dict[str, Any]:
    """Return what the form begins with; a state that somebody else has set is said in words."""
    moved = current.revision != opened.revision
    return {
        "state": current.get_state_display() if moved else asked,
        "choices": _moves(opened),
    }


def _moves(one: Volunteer) -> list[tuple[str, str]]:
    """Return the states that may follow, in the order of a volunteer's life."""
    possible = set(domain.MOVES[VolunteerState(one.state)])
    if one.state != VolunteerState.LEFT:
        possible.add(VolunteerState.LEFT)
    return [(slug, str(label)) for slug, label in VolunteerState.choices if slug in possible]


def _party(named: str) -> Volunteer | Organization | None:
    """Return whom "other 7" or "organization 7" names, None for nobody."""
    kind, _blank, key = named.partition(" ")
    if not key.isdecimal():
        return None
    model = Organization if kind == "organization" else Volunteer
    found: Volunteer | Organization | None = model._default_manager.filter(pk=int(key)).first()
    return found
