"""What working groups recommend, and what becomes of it (T-18, PR-10)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import Group, OrgUnit
from konfluenz.events.models import GroupMeeting, MeetingState
from konfluenz.ground import audit, revisions, saving, search
from konfluenz.steering.models import AdviceState, GroupRecommendation, Measure, PriorityArea

EDITABLE = frozenset({"text", "date", "area", "meeting", "public"})
DECIDED = tuple(state for state in AdviceState if state != AdviceState.NEW)
ANSWERED_FOR = (AdviceState.ACCEPTED, AdviceState.IN_WORK)
"""States in which somebody has to do something: an office answers for it."""

OPEN = (AdviceState.NEW, AdviceState.ACCEPTED, AdviceState.IN_WORK)


class RecommendationRefused(Exception):
    """A recommendation cannot be as wished; the message says how to mend it."""


@transaction.atomic
def add(
    group: Group,
    text: str,
    *,
    by: models.Model | None,
    date: dt.date | None = None,
    meeting: GroupMeeting | None = None,
    **values: Any,
) -> GroupRecommendation:
    """Enter what `group` recommends, at a `meeting` if that is on record.

    Its day is that of the meeting, else today. Raises RecommendationRefused for a day ahead,
    or for a meeting of another group or one that was cancelled.
    """
    made = GroupRecommendation(group=group, meeting=meeting, date=date or _day(meeting))
    audit.apply(made, _editable({"text": text, **values}))
    _keep(made)
    also = [record for record in (group, meeting, made.area) if record is not None]
    audit.record("recommendation.added", about=made, by=by, also=also)
    return made


@transaction.atomic
def correct(
    recommendation: GroupRecommendation,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> GroupRecommendation:
    """Change wording, day, field, meeting, or whether it is public; its group stays.

    Raises RecommendationRefused as `add` does, or Stale.
    """
    current = revisions.claim(recommendation, seen=seen)
    changes = audit.apply(current, _editable(values))
    if changes:
        _keep(current)
        audit.record("recommendation.corrected", about=current, by=by, changes=changes)
    return current


@transaction.atomic
def decide(
    recommendation: GroupRecommendation,
    state: str,
    *,
    by: models.Model | None,
    reason: str = "",
    unit: OrgUnit | None = None,
    measure: Measure | None = None,
    decided_on: dt.date | None = None,
    seen: int | None = None,
) -> GroupRecommendation:
    """Note what becomes of a recommendation since `decided_on` (today if None).

    `reason` is why it is turned down, or how far it is; `measure` what it became. Raises
    RecommendationRefused when no office answers for what is to be done, when it is turned
    down without a reason, or for a day ahead; Stale.
    """
    current = revisions.claim(recommendation, seen=seen)
    day = decided_on or timezone.localdate()
    _refuse(state, unit, day)
    values = {
        "state": AdviceState(state),
        "reason": reason.strip(),
        "unit": unit,
        "measure": measure,
        "decided_on": day,
    }
    changes = audit.apply(current, values)
    if not changes:
        return current
    _keep(current)
    also = [record for record in (current.group, current.area, unit, measure) if record is not None]
    audit.record("recommendation.decided", about=current, by=by, changes=changes, also=also)
    return current


def _day(meeting: GroupMeeting | None) -> dt.date:
    return timezone.localdate(meeting.starts_at) if meeting else timezone.localdate()


def _editable(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in values.items() if name in EDITABLE}
    return kept | ({"text": " ".join(kept["text"].split())} if "text" in kept else {})


def _keep(recommendation: GroupRecommendation) -> None:
    if recommendation.date > timezone.localdate():
        raise RecommendationRefused(_("That day lies ahead. Enter the day it was recommended."))
    _refuse_meeting(recommendation.group, recommendation.meeting)
    saving.save(recommendation, RecommendationRefused)
    area: PriorityArea | None = recommendation.area
    texts = [str(recommendation.group), str(area or "")]
    search.index(recommendation, title=recommendation.text, texts=texts)


def _refuse_meeting(group: Group, meeting: GroupMeeting | None) -> None:
    if meeting is None:
        return
    if meeting.group_id != group.pk:
        raise RecommendationRefused(_("This meeting is one of another group."))
    if meeting.state == MeetingState.CANCELLED:
        raise RecommendationRefused(_("This meeting was cancelled: nothing was recommended there."))


def _refuse(state: str, unit: OrgUnit | None, day: dt.date) -> None:
    if state not in DECIDED:
        raise RecommendationRefused(_("Choose what becomes of it."))
    if state in ANSWERED_FOR and unit is None:
        raise RecommendationRefused(_("Say which office answers for it."))
    if day > timezone.localdate():
        raise RecommendationRefused(_("That day lies ahead. Enter the day it was decided."))
