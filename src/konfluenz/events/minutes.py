"""What came of a Sitzung: who was there, what was decided, the minutes, and what all may read."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.actions import tasks
from konfluenz.actions.models import OriginKind, Task
from konfluenz.directory.models import OrgUnit, Post
from konfluenz.events import invitations
from konfluenz.events.models import (
    AgendaItem,
    Attendance,
    AttendanceState,
    GroupMeeting,
    MeetingState,
)
from konfluenz.ground import audit, references, revisions, saving


class MinutesRefused(Exception):
    """What came of a meeting cannot be noted like that; the message says why."""


@dataclass(frozen=True)
class Said:
    """What is noted of a meeting. Members are named as in `invitations.key`, items by their key.

    Who is neither `present` nor `excused` was not there.
    """

    minutes: str = ""
    summary: str = ""
    public: bool = False
    present: Collection[str] = ()
    excused: Collection[str] = ()
    decisions: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def keep(
    meeting: GroupMeeting, said: Said, *, seen: int | None = None, by: models.Model | None
) -> GroupMeeting:
    """Note that a meeting took place and what came of it; again corrects it.

    The words of the minutes are not repeated in the trail. Raises MinutesRefused for a
    cancelled meeting or one that has not begun, or Stale.
    """
    current = revisions.claim(meeting, seen=seen)
    _refuse(current)
    _note_attendance(current, said)
    decided = _decide(current, said.decisions)
    changes = audit.apply(
        current, {"state": MeetingState.HELD, "summary": said.summary, "public": said.public}
    )
    current.minutes = said.minutes
    saving.save(current, MinutesRefused)
    if decided:
        changes["decisions"] = ([], decided)
    audit.record("meeting.recorded", about=current, by=by, changes=changes, also=[current.group])
    return current


@transaction.atomic
def add_task(
    meeting: GroupMeeting,
    title: str,
    *,
    unit: OrgUnit,
    due_date: dt.date,
    by: models.Model | None,
    post: Post | None = None,
    details: str = "",
) -> Task:
    """Add an *Aufgabe* that came of `meeting`. Raises TaskRefused, or MinutesRefused."""
    current = GroupMeeting.objects.get(pk=meeting.pk)
    if current.state == MeetingState.CANCELLED:
        raise MinutesRefused(_("This meeting is cancelled. Plan a new one instead."))
    return tasks.add(
        title,
        unit=unit,
        post=post,
        due_date=due_date,
        details=details,
        origin=current,
        origin_kind=OriginKind.MEETING,
        by=by,
    )


def tasks_of(meeting: GroupMeeting) -> models.QuerySet[Task]:
    """Return the *Aufgaben* that came of `meeting`, the next one due first."""
    origin = references.to(meeting)
    rows = Task.objects.filter(origin_label=origin.label, origin_id=origin.id)
    return rows.defer("details", "outcome").select_related("unit")


def public() -> models.QuerySet[GroupMeeting]:
    """Return the meetings that everybody may read of: agenda, decisions, summary; never minutes."""
    return GroupMeeting.objects.filter(state=MeetingState.HELD, public=True).defer("minutes")


def _refuse(meeting: GroupMeeting) -> None:
    if meeting.state == MeetingState.CANCELLED:
        raise MinutesRefused(_("This meeting is cancelled. Plan a new one instead."))
    if meeting.starts_at > timezone.now():
        raise MinutesRefused(_("This meeting has not begun yet. Note it afterwards."))


def _note_attendance(meeting: GroupMeeting, said: Said) -> None:
    rows = invitations.roll(meeting)
    for row in rows:
        row.state = _state(invitations.key(row), said)
    Attendance.objects.bulk_update([row for row in rows if row.pk], ["state"])
    Attendance.objects.bulk_create([row for row in rows if not row.pk])


def _state(key: str, said: Said) -> AttendanceState:
    if key in said.present:
        return AttendanceState.PRESENT
    return AttendanceState.EXCUSED if key in said.excused else AttendanceState.ABSENT


def _decide(meeting: GroupMeeting, decisions: Mapping[int, str]) -> list[str]:
    """Write decisions to their items; return the titles of those that changed."""
    items = [item for item in meeting.items.all() if item.pk in decisions]
    changed = [item for item in items if item.decision != decisions[item.pk].strip()]
    for item in changed:
        item.decision = decisions[item.pk].strip()
    AgendaItem.objects.bulk_update(changed, ["decision"])
    return [item.title for item in changed]
