"""What is due about proposals, placements, check-ins and hours; `due.py` takes it in."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground.due import Due, Found, Harm, Selection
from konfluenz.volunteering.models import (
    Answer,
    CheckIn,
    CheckInState,
    Hours,
    HoursState,
    Placement,
    PlacementState,
    Proposal,
    ProposalState,
)

SILENT = dt.timedelta(days=3)
"""After so long without an answer a colleague calls."""

UNCONFIRMED = dt.timedelta(days=14)

_NAMES = {"name": "opportunity__title", "other": "volunteer__person__name"}
_NAMES_BY_PLACEMENT = {
    "name": "placement__opportunity__title",
    "other": "placement__volunteer__person__name",
    "public_id": "placement__public_id",
}


def pending(today: dt.date) -> list[Selection]:
    """Return what a coordinator could move on; the caller has asked who may see it."""
    return [_unanswered(), _check_ins(), _trials(today), _hours(today)]


def _unanswered() -> Selection:
    """Select proposals without an answer. Whoever said yes and hears nothing comes first."""

    def tell(found: Found) -> Due:
        if found.mark:
            title = _("No answer from the organisation: %(opportunity)s")
        else:
            title = _("No answer from %(person)s: %(opportunity)s")
        harm = Harm.SOMEBODY_ALONE if found.mark == Answer.YES else Harm.WORK_STOPS
        return found.due(title % _names(found), harm, "proposal", since=found.since + SILENT)

    rows = Proposal.objects.filter(state=ProposalState.ASKED, asked_at__lte=timezone.now() - SILENT)
    return Selection(rows, tell, **_NAMES, mark="volunteer_answer", moment="asked_at")


def _check_ins() -> Selection:
    """Select check-ins that call for a person: what was said, or that nothing was."""
    said = {
        CheckInState.TALK: (_("%(person)s wants to talk: %(opportunity)s"), Harm.SOMEBODY_ALONE),
        CheckInState.NOT_HAPPENED: (
            _("It did not take place: %(opportunity)s, %(person)s"),
            Harm.PROMISE_BROKEN,
        ),
        CheckInState.MISSED: (_("Ask %(person)s how it is: %(opportunity)s"), Harm.WORK_STOPS),
    }

    def tell(found: Found) -> Due:
        title, harm = said[CheckInState(found.mark)]
        return found.due(title % _names(found), harm, "placement")

    rows = CheckIn.objects.filter(state__in=said).exclude(placement__state=PlacementState.ENDED)
    return Selection(
        rows, tell, **_NAMES_BY_PLACEMENT, mark="state", day="due_date", moment="answered_at"
    )


def _trials(today: dt.date) -> Selection:
    """Select the trials that are over."""

    def tell(found: Found) -> Due:
        title = _("The trial is over: %(opportunity)s, %(person)s") % _names(found)
        return found.due(title, Harm.WORK_STOPS, "placement")

    rows = Placement.objects.filter(state=PlacementState.TRIAL, trial_until__lte=today)
    return Selection(rows, tell, **_NAMES, day="trial_until")


def _hours(today: dt.date) -> Selection:
    """Select the oldest hours of a placement that are disputed, or that nobody confirms."""

    def tell(found: Found) -> Due:
        if found.mark == HoursState.DISPUTED:
            title, harm = _("Hours are disputed: %(opportunity)s, %(person)s"), Harm.WORK_STOPS
        else:
            title, harm = _("Nobody confirms the hours: %(opportunity)s, %(person)s"), Harm.UNTIDY
        return found.due(title % _names(found), harm, "placement")

    waiting = Q(state=HoursState.REPORTED, date__lte=today - UNCONFIRMED)
    rows = Hours.objects.filter(waiting | Q(state=HoursState.DISPUTED))
    older = rows.filter(placement=OuterRef("placement"), date__lt=OuterRef("date"))
    return Selection(
        rows.filter(~Exists(older)), tell, **_NAMES_BY_PLACEMENT, mark="state", day="date"
    )


def _names(found: Found) -> dict[str, str]:
    return {"opportunity": found.name, "person": found.other}
