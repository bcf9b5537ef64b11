"""What is due about proposals, placements, check-ins and hours; `due.py` takes it in."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground.due import Due, Harm
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


def rows(today: dt.date) -> list[Due]:
    """Return what a coordinator could move on; the caller has asked who may see it."""
    return [*_unanswered(), *_check_ins(), *_trials(today), *_hours(today)]


def _unanswered() -> list[Due]:
    """Return proposals without an answer. Whoever said yes and hears nothing comes first."""
    before = timezone.now() - SILENT
    found = Proposal.objects.filter(state=ProposalState.ASKED, asked_at__lte=before)
    return [
        Due(
            title=_silent(row),
            since=timezone.localdate(row.asked_at + SILENT),
            harm=Harm.SOMEBODY_ALONE if row.volunteer_answer == Answer.YES else Harm.WORK_STOPS,
            purpose="proposal",
            public_id=row.public_id,
        )
        for row in found.select_related("opportunity__organization", "volunteer__person")
    ]


def _silent(row: Proposal) -> str:
    if row.volunteer_answer:
        return _("No answer from the organisation: %(opportunity)s") % {
            "opportunity": row.opportunity
        }
    return _("No answer from %(person)s: %(opportunity)s") % {
        "person": row.volunteer,
        "opportunity": row.opportunity,
    }


def _check_ins() -> list[Due]:
    said = {
        CheckInState.TALK: (_("%(person)s wants to talk: %(opportunity)s"), Harm.SOMEBODY_ALONE),
        CheckInState.NOT_HAPPENED: (
            _("It did not take place: %(opportunity)s, %(person)s"),
            Harm.PROMISE_BROKEN,
        ),
        CheckInState.MISSED: (_("Ask %(person)s how it is: %(opportunity)s"), Harm.WORK_STOPS),
    }
    found = CheckIn.objects.filter(state__in=said).exclude(placement__state=PlacementState.ENDED)
    return [
        Due(
            title=said[CheckInState(row.state)][0] % _named(row.placement),
            since=timezone.localdate(row.answered_at) if row.answered_at else row.due_date,
            harm=said[CheckInState(row.state)][1],
            purpose="placement",
            public_id=row.placement.public_id,
        )
        for row in found.select_related("placement__opportunity", "placement__volunteer__person")
    ]


def _trials(today: dt.date) -> list[Due]:
    over = Placement.objects.filter(state=PlacementState.TRIAL, trial_until__lte=today)
    return [
        Due(
            title=_("The trial is over: %(opportunity)s, %(person)s") % _named(row),
            since=row.trial_until,
            harm=Harm.WORK_STOPS,
            purpose="placement",
            public_id=row.public_id,
        )
        for row in over.select_related("opportunity", "volunteer__person")
    ]


def _hours(today: dt.date) -> list[Due]:
    """Return placements with hours that are disputed, or that nobody confirms: one row each."""
    disputed = Hours.objects.filter(state=HoursState.DISPUTED)
    waiting = Hours.objects.filter(state=HoursState.REPORTED, date__lte=today - UNCONFIRMED)
    related = ("placement__opportunity", "placement__volunteer__person")
    rows = [*disputed.select_related(*related), *waiting.select_related(*related)]
    first: dict[int, Hours] = {}
    for row in rows:
        if row.placement_id not in first or row.date < first[row.placement_id].date:
            first[row.placement_id] = row
    return [_hours_row(row) for row in first.values()]


def _hours_row(row: Hours) -> Due:
    is_disputed = row.state == HoursState.DISPUTED
    title = _("Hours are disputed: %(opportunity)s, %(person)s")
    if not is_disputed:
        title = _("Nobody confirms the hours: %(opportunity)s, %(person)s")
    return Due(
        title=title % _named(row.placement),
        since=row.date,
        harm=Harm.WORK_STOPS if is_disputed else Harm.UNTIDY,
        purpose="placement",
        public_id=row.placement.public_id,
    )


def _named(placement: Placement) -> dict[str, str]:
    return {"person": str(placement.volunteer), "opportunity": str(placement.opportunity)}
