"""What came of the demo's volunteers: who was asked, who said no, who is at work since when.

Days are counted back from the day of the build, so that somebody always waits. Nobody is
written to: what lies in the past was told by phone.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from konfluenz.ground import audit
from konfluenz.volunteering import matching, opportunities, placements
from konfluenz.volunteering.matching import Suggestion
from konfluenz.volunteering.models import (
    Answer,
    CheckInState,
    EndReason,
    Hours,
    HoursState,
    Placement,
    PlacementState,
    Proposal,
    ProposalState,
    Timing,
)
from konfluenz.volunteering.placements import TRIAL
from konfluenz.volunteering.proposals import ANSWER_DAYS
from konfluenz.volunteering.sides import Side

YES, NO = Answer.YES.value, Answer.NO.value
ASKED: tuple[tuple[int, str, str, str], ...] = (
    (1, ProposalState.ASKED, "", ""),
    (2, ProposalState.ASKED, "", YES),
    (4, ProposalState.ASKED, YES, ""),
    (5, ProposalState.ASKED, "", YES),
    (9, ProposalState.DECLINED, NO, YES),
    (12, ProposalState.DECLINED, YES, NO),
    (20, ProposalState.EXPIRED, "", YES),
)
"""Days ago, state, what the volunteer and the organisation said."""

PLACED: tuple[tuple[int, Mapping[str, str], str], ...] = (
    (9, {"happened": CheckInState.FINE}, ""),
    (16, {"happened": CheckInState.NOT_HAPPENED, "two_weeks": CheckInState.FINE}, ""),
    (18, {"happened": CheckInState.FINE, "two_weeks": CheckInState.TALK}, ""),
    (24, {"happened": CheckInState.FINE, "two_weeks": CheckInState.MISSED}, ""),
    (33, {}, ""),
    (120, {}, ""),
    (190, {}, ""),
    (210, {}, EndReason.TIME),
    (260, {}, EndReason.DID_NOT_FIT),
)
"""Days ago, what came of the questions (the rest: all is well), why it ended if it did."""

ENDED_BEFORE = 30
WEEKLY_MINUTES = 90
SHOWN_HOURS = 6


def build(by: models.Model | None) -> None:
    """Bring some people together with what suits them; as many as there are that fit."""
    pairs = _pairs()
    for (days, state, theirs, host), pair in zip(ASKED, pairs, strict=False):
        _ask(pair, days, state, {"volunteer_answer": theirs, "organisation_answer": host}, by)
    for (days, said, reason), pair in zip(PLACED, pairs, strict=False):
        _place(pair, days, said, reason, by)


def _pairs() -> Iterator[Suggestion]:
    """Yield the best who is still free for each opportunity with room for more than one."""
    taken: set[int] = set()
    rows = opportunities.open_on().filter(wanted__gte=2).exclude(timing=Timing.FIXED)
    for each in opportunities.with_parts(rows).order_by("id"):
        found = matching.for_opportunity(each)
        free = [one for one in found if one.volunteer.pk not in taken]
        if free:
            taken.add(free[0].volunteer.pk)
            yield free[0]


def _ask(
    pair: Suggestion, days: int, state: str, said: Mapping[str, str], by: models.Model | None
) -> Proposal:
    asked = timezone.now() - dt.timedelta(days=days)
    is_open = state == ProposalState.ASKED
    answered = {f"{name}ed_at": asked + dt.timedelta(days=1) for name in said if said[name]}
    made = Proposal.objects.create(
        opportunity=pair.opportunity,
        volunteer=pair.volunteer,
        state=state,
        score=pair.score,
        parts=dict(pair.parts),
        asked_at=asked,
        answer_by=asked + dt.timedelta(days=ANSWER_DAYS),
        closed_at=None if is_open else asked + dt.timedelta(days=2),
        **said,
        **answered,
    )
    pair.volunteer.last_asked_at = asked
    pair.volunteer.save(update_fields=["last_asked_at"])
    _record("proposal.asked", made, pair, by)
    return made


def _place(
    pair: Suggestion,
    days: int,
    said: Mapping[str, str],
    reason: str,
    by: models.Model | None,
) -> None:
    agreed = {"volunteer_answer": YES, "organisation_answer": YES}
    asked = _ask(pair, days + 3, ProposalState.AGREED, agreed, by)
    began = timezone.localdate() - dt.timedelta(days=days)
    placed = placements.start(
        pair.opportunity, pair.volunteer, proposal=asked, started_on=began, by=by
    )
    _answer(placed, said)
    _give_hours(placed, days)
    if reason:
        _end(placed, reason, by)
    elif days > 2 * TRIAL.days:
        placements.settle(placed, by=by)


def _answer(placed: Placement, said: Mapping[str, str]) -> None:
    """Note what was said when it was asked; nothing of the past is left to be asked."""
    for asked in placed.check_ins.filter(due_date__lte=timezone.localdate()):
        asked.state = said.get(asked.kind, CheckInState.FINE)
        asked.answered_at = None if asked.state == CheckInState.MISSED else timezone.now()
        asked.save()


def _give_hours(placed: Placement, days: int) -> None:
    """Note the hours of the last weeks: the latest wait for the other side, one is disputed."""
    weeks = min(days // 7, SHOWN_HOURS)
    for week in range(weeks):
        day = placed.started_on + dt.timedelta(days=7 * (week + 1) - 1)
        state = HoursState.REPORTED if week == weeks - 1 else HoursState.CONFIRMED
        if (days, week) == (120, 2):
            state = HoursState.DISPUTED
        decided: dict[str, Any] = {} if state == HoursState.REPORTED else {"decided_at": _noon(day)}
        Hours.objects.create(
            placement=placed,
            date=day,
            minutes=WEEKLY_MINUTES,
            state=state,
            reported_by=Side.VOLUNTEER,
            **decided,
        )


def _end(placed: Placement, reason: str, by: models.Model | None) -> None:
    """End it a month ago, without the mail of thanks: it was sent then."""
    placed.refresh_from_db()
    placed.state, placed.end_reason = PlacementState.ENDED, reason
    placed.ended_on = timezone.localdate() - dt.timedelta(days=ENDED_BEFORE)
    placed.check_ins.filter(state=CheckInState.DUE).delete()
    placed.hours.filter(state=HoursState.REPORTED).update(
        state=HoursState.CONFIRMED, decided_at=timezone.now()
    )
    placed.save()
    audit.record("placement.ended", about=placed, by=by, also=_also(placed))


def _record(action: str, made: Proposal, pair: Suggestion, by: models.Model | None) -> None:
    also = [pair.opportunity, pair.volunteer, pair.volunteer.person]
    audit.record(action, about=made, by=by, also=also)


def _also(placed: Placement) -> list[models.Model]:
    return [placed.opportunity, placed.volunteer, placed.volunteer.person]


def _noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
