"""Coming or not: what a member answers to an invitation, by a link that asks and decides nothing.

The link names meeting and member by their public ids and holds until the meeting begins, a day
at least: who opens it later reads that it is over.
"""

import datetime as dt
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.events.models import Attendance, AttendanceState, GroupMeeting, MeetingState
from konfluenz.ground import audit, links

PURPOSE = "meeting-answer"
SHORTEST = dt.timedelta(days=1)
AFTERWARDS = dt.timedelta(days=7)
"""So long after the meeting its link still says that it is over."""

ANSWERS = (AttendanceState.COMING, AttendanceState.EXCUSED)


class AnswerRefused(Exception):
    """An answer cannot be taken; the message says why."""


def token(attendance: Attendance) -> str:
    """Return the signed part of the link with which one member answers, nothing else."""
    kind = "person" if attendance.person_id else "organization"
    member: Any = getattr(attendance, kind)
    payload = {"meeting": str(attendance.meeting.public_id), kind: str(member.public_id)}
    left = attendance.meeting.starts_at - timezone.now() + AFTERWARDS
    return links.signed(PURPOSE, payload, max_age=int(max(left, SHORTEST).total_seconds()))


def read(token: str) -> Attendance:
    """Return what a link asks of whom, changing nothing.

    Raises LinkRefused, also when it is gone.
    """
    payload = links.read(PURPOSE, token)
    kind = "person" if "person" in payload else "organization"
    rows = Attendance.objects.select_related(
        "meeting__group", "meeting__place", "person", "organization"
    )
    wanted = {"meeting__public_id": payload["meeting"], f"{kind}__public_id": payload[kind]}
    found = rows.filter(**wanted).first()
    if found is None:
        raise links.LinkRefused(_("This question is no longer open."))
    return found


def is_open(meeting: GroupMeeting) -> bool:
    """Return whether members can still say whether they come."""
    return meeting.state == MeetingState.INVITED and meeting.starts_at > timezone.now()


@transaction.atomic
def answer(attendance: Attendance, state: str, *, by: models.Model | None) -> Attendance:
    """Note that a member comes or not; the same again changes nothing, a later answer counts.

    Raises AnswerRefused when the meeting is over or cancelled, or for another state.
    """
    rows = Attendance.objects.select_for_update(of=("self",), no_key=True)
    current = rows.select_related("meeting", "person", "organization").get(pk=attendance.pk)
    _refuse(current.meeting, state)
    changes = audit.apply(current, {"state": AttendanceState(state)})
    if changes:
        current.answered_at = timezone.now()
        current.save(update_fields=["state", "answered_at"])
        said = {"attendance": changes["state"]}
        member = current.person or current.organization
        also = [member] if member else []
        audit.record("meeting.answered", about=current.meeting, by=by, changes=said, also=also)
    return current


def _refuse(meeting: GroupMeeting, state: str) -> None:
    if not is_open(meeting):
        raise AnswerRefused(_("This question is no longer open."))
    if state not in ANSWERS:
        raise AnswerRefused(_("Choose one of the answers."))
