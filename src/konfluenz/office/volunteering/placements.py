"""One placement: how it runs, what was asked and said, the hours given."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.ground import dates
from konfluenz.office import addresses, record_history
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.volunteering import placement_words, reaching
from konfluenz.office.volunteering.placement_lists import ASKED
from konfluenz.people.roles import Right
from konfluenz.volunteering import access, check_ins
from konfluenz.volunteering.models import (
    CheckIn,
    CheckInState,
    Hours,
    HoursState,
    Placement,
    PlacementState,
)
from konfluenz.volunteering.sides import Side

TABS: tuple[tuple[str, Promise], ...] = (
    ("", gettext_lazy("Overview")),
    ("timeline", gettext_lazy("History")),
)


@dataclass(frozen=True)
class CheckInShown:
    """A check-in, and what a colleague can do with it now: note an answer, or that it is well."""

    row: CheckIn
    kind: str
    answer_url: str
    settle_url: str


@dataclass(frozen=True)
class HoursShown:
    """A day's hours, and what can be done with them."""

    row: Hours
    kind: str
    length: str
    said_by: str
    confirmer: str
    edit_url: str
    decide_url: str


def address_of(one: Placement, tab: str = "") -> str:
    """Return the address of the placement's record, opened at `tab`."""
    path = reverse("office:placement", kwargs={"public_id": one.public_id})
    return f"{path}?tab={tab}" if tab else path


def one_of(request: OfficeRequest, public_id: UUID) -> Placement:
    """Return the placement with both sides; raises Http404 when the reader may see none."""
    related = ("opportunity__organization", "opportunity__unit", "volunteer__person")
    rows = Placement.objects.filter(volunteer__in=access.volunteers(request.user))
    rows = rows.select_related(*related).defer("volunteer__remarks", "volunteer__person__notes")
    return get_object_or_404(rows, public_id=public_id)


def title(one: Placement) -> str:
    """Return what a placement is called: who, and where."""
    return f"{one.volunteer}: {one.opportunity}"


@requires(Right.READ_VOLUNTEERS)
def placement(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show one tab of a placement's record."""
    one, tab = one_of(request, public_id), request.GET.get("tab", "")
    if tab not in dict(TABS):
        raise Http404
    can_edit = access.can_edit_volunteers(request.user)
    context = {
        "placement": one,
        "tabs": TABS,
        "tab": tab,
        "kind": placement_words.KINDS[PlacementState(one.state)],
        "is_live": one.state != PlacementState.ENDED,
        "can_edit": can_edit,
    }
    if tab:
        context |= record_history.page(request, address_of(one, tab), one)
    else:
        context |= _overview(one, can_edit=can_edit)
    return render(request, f"office/placements/{tab or 'overview'}.html", context)


def _overview(one: Placement, *, can_edit: bool) -> dict[str, Any]:
    asked, given = list(one.check_ins.all()), list(one.hours.all())
    confirmed = sum(row.minutes for row in given if row.state == HoursState.CONFIRMED)
    return {
        "check_ins": _check_ins(one, asked),
        "hours": _hours(one, given),
        "confirmed": placement_words.lasting(confirmed) if confirmed else "",
        "volunteer_ways": reaching.person(one.volunteer.person) if can_edit else [],
        "offerer": reaching.named(one.opportunity),
        "offerer_ways": reaching.offerer(one.opportunity) if can_edit else [],
        "next": _next(one, asked) if can_edit and one.state != PlacementState.ENDED else None,
    }


def _check_ins(one: Placement, rows: list[CheckIn]) -> list[CheckInShown]:
    today, live = timezone.localdate(), one.state != PlacementState.ENDED
    answer = addresses.of_part("placement-check-in", one)
    settle = addresses.of_part("placement-check-in-settle", one)
    return [
        CheckInShown(
            row,
            placement_words.CHECK_IN_KINDS[CheckInState(row.state)],
            answer(row.pk) if row.state in check_ins.OPEN and row.due_date <= today else "",
            settle(row.pk) if row.state in (CheckInState.TALK, CheckInState.NOT_HAPPENED) else "",
        )
        for row in rows
        if live or row.state != CheckInState.DUE
    ]


def _hours(one: Placement, rows: list[Hours]) -> list[HoursShown]:
    names = {Side.VOLUNTEER: _("the volunteer"), Side.ORGANISATION: _("the organisation")}
    edit = addresses.of_part("placement-hours-edit", one)
    decide = addresses.of_part("placement-hours-decide", one)
    return [
        HoursShown(
            row,
            placement_words.HOURS_KINDS[HoursState(row.state)],
            placement_words.lasting(row.minutes),
            names[Side(row.reported_by)],
            names[Side(row.reported_by).other],
            edit(row.pk) if row.state != HoursState.CONFIRMED else "",
            decide(row.pk) if row.state != HoursState.CONFIRMED else "",
        )
        for row in rows
    ]


def _next(one: Placement, asked: list[CheckIn]) -> dict[str, str] | None:
    """Return the one next act: who wants to talk first, then the trial, then who is silent."""
    words = {
        CheckInState.TALK: _("%(person)s wants to talk."),
        CheckInState.NOT_HAPPENED: _("It did not take place. Ask what happened."),
        CheckInState.MISSED: _("%(person)s has not answered. A call helps."),
    }
    open_ = sorted((row for row in asked if row.state in ASKED), key=lambda row: _rank(row.state))
    if open_ and open_[0].state != CheckInState.MISSED:
        return _act(one, words[CheckInState(open_[0].state)], _("Look"), "#check-ins")
    if one.state == PlacementState.TRIAL and one.trial_until <= timezone.localdate():
        day = dates.show(one.trial_until)
        return _act(
            one, _("The trial was to last until %(day)s.") % {"day": day}, _("Decide"), "#trial"
        )
    if open_:
        page = addresses.of_part("placement-check-in", one)
        text = words[CheckInState.MISSED]
        return _act(one, text, _("Note an answer"), page(open_[0].pk))
    return None


def _rank(state: str) -> int:
    return [str(one) for one in ASKED].index(state)


def _act(one: Placement, text: str, label: str, url: str) -> dict[str, str]:
    named = text % {"person": one.volunteer} if "%(person)s" in text else text
    return {"text": named, "label": label, "url": url}
