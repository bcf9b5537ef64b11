"""Inviting the members of a group to a Sitzung: all who belong to it on its day (T-03, T-18)."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import groups
from konfluenz.events import meeting_mails
from konfluenz.events.models import Attendance, AttendanceState, GroupMeeting, MeetingState
from konfluenz.ground import audit, revisions


class InvitationRefused(Exception):
    """Nobody can be invited like that; the message says how to mend it."""


@transaction.atomic
def invite(
    meeting: GroupMeeting, *, seen: int | None = None, by: models.Model | None
) -> GroupMeeting:
    """Invite the members, each by a message with agenda and a link to answer.

    Once more: all hear again, those who joined meanwhile for the first time, who excused
    themselves not. Raises InvitationRefused when the meeting is none to come, has no agenda,
    no place, or the group no members on its day; Stale.
    """
    current = revisions.claim(meeting, seen=seen)
    _refuse(current)
    rows = roll(current)
    if not rows:
        raise InvitationRefused(_("The group has no members on that day. Add them first."))
    Attendance.objects.bulk_create([row for row in rows if row.pk is None])
    before, current.state = current.state, MeetingState.INVITED
    current.invited_at = timezone.now()
    current.save()
    asked = [row for row in _rows(current) if row.state != AttendanceState.EXCUSED]
    count = meeting_mails.send(meeting_mails.INVITED, asked, meeting_mails.in_short(current))
    changes = {"state": (before, current.state.value), "messages": (None, count)}
    audit.record("meeting.invited", about=current, by=by, changes=changes, also=[current.group])
    return current


def roll(meeting: GroupMeeting) -> list[Attendance]:
    """Return a row for each who was invited or belongs to the group on the day of the meeting.

    Those of members who are not on record yet are unsaved.
    """
    there = list(_rows(meeting))
    known = {key(row) for row in there}
    members = groups.members(meeting.group, timezone.localdate(meeting.starts_at))
    fresh = [
        Attendance(meeting=meeting, person=row.person, organization=row.organization)
        for row in members
    ]
    return there + [row for row in fresh if key(row) not in known]


def key(row: Attendance) -> str:
    """Return what tells the members of a meeting apart: "p12" a person, "o3" an organisation."""
    return f"p{row.person_id}" if row.person_id else f"o{row.organization_id}"


def _rows(meeting: GroupMeeting) -> models.QuerySet[Attendance]:
    return meeting.attendances.select_related("person", "organization", "meeting__place")


def _refuse(meeting: GroupMeeting) -> None:
    if meeting.state not in (MeetingState.PLANNED, MeetingState.INVITED):
        raise InvitationRefused(_("Nobody is invited to this meeting any more."))
    if meeting.starts_at <= timezone.now():
        raise InvitationRefused(_("This meeting begins in the past. Correct its day first."))
    if not meeting.place_id and not meeting.room and not meeting.online:
        raise InvitationRefused(_("Say where it is, at a place or online. Then invite."))
    if not meeting.items.exists():
        raise InvitationRefused(_("Put at least one item on the agenda. Then invite."))
