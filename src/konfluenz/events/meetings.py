"""Sitzungen of a group: planned, corrected, cancelled, and the next one proposed (T-18)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import Group, Place
from konfluenz.events import agenda as agendas
from konfluenz.events import meeting_mails, meeting_words
from konfluenz.events.models import AgendaItem, GroupMeeting, MeetingState
from konfluenz.ground import audit, revisions, saving, search

EVERY = dt.timedelta(weeks=4)
"""After so long a group is proposed to meet again: same weekday, same hour."""

EDITABLE = frozenset({"title", "starts_at", "ends_at", "place", "room", "online", "invitation"})
TOLD = frozenset({"starts_at", "ends_at", "place", "room", "online"})
"""What members are told of when it changes after they were invited."""


class MeetingRefused(Exception):
    """A meeting cannot be as wished; the message says how to mend it."""


@dataclass(frozen=True)
class Proposal:
    """The next meeting as it could be; `agenda` has what the last one left open."""

    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    title: str = ""
    place: Place | None = None
    room: str = ""
    online: str = ""
    agenda: list[str] = field(default_factory=list)


@transaction.atomic
def plan(
    group: Group,
    starts_at: dt.datetime,
    *,
    by: models.Model | None,
    agenda: Iterable[str] = (),
    **values: Any,
) -> GroupMeeting:
    """Plan a meeting of `group`, or enter one that was; `agenda` are the titles of its items.

    Raises MeetingRefused when the group does not meet on that day, or AgendaRefused.
    """
    meeting = GroupMeeting(group=group, starts_at=starts_at)
    audit.apply(meeting, _editable(values))
    _keep(meeting)
    agendas.fill(meeting, agenda)
    audit.record("meeting.planned", about=meeting, by=by, also=[group])
    return meeting


@transaction.atomic
def correct(
    meeting: GroupMeeting,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> GroupMeeting:
    """Change when, where or the words; who was invited is told of another time or place.

    Raises MeetingRefused for a cancelled one, or Stale.
    """
    current = _live(meeting, seen)
    before = meeting_words.both(current)
    changes = audit.apply(current, _editable(values))
    if not changes:
        return current
    _keep(current)
    audit.record("meeting.corrected", about=current, by=by, changes=changes, also=[current.group])
    if TOLD & changes.keys():
        _tell(current, meeting_mails.CHANGED, before=before, now=meeting_words.both(current))
    return current


@transaction.atomic
def cancel(
    meeting: GroupMeeting, because: str, *, seen: int | None = None, by: models.Model | None
) -> GroupMeeting:
    """Call a meeting off; who was invited is told why. Raises MeetingRefused, or Stale."""
    current = _live(meeting, seen)
    if current.state == MeetingState.HELD:
        raise MeetingRefused(_("This meeting took place. It cannot be cancelled any more."))
    _tell(
        current,
        meeting_mails.CANCELLED,
        reason=because.strip(),
        when=meeting_words.when(current),
    )
    before, current.state = current.state, MeetingState.CANCELLED
    current.cancelled_because = because.strip()
    saving.save(current, MeetingRefused)
    audit.record(
        "meeting.cancelled",
        about=current,
        by=by,
        changes={"state": (before, current.state.value)},
        reason=current.cancelled_because,
        also=[current.group],
    )
    return current


def next_of(group: Group) -> Proposal | None:
    """Return the next meeting by the last one: same weekday and hour, four weeks on, in future.

    What the last one decided nothing on is put on its agenda; of a cancelled one everything.
    None for a group that never met.
    """
    last = group.meetings.select_related("place").prefetch_related("items").first()
    if last is None:
        return None
    begins = timezone.localtime(last.starts_at).replace(tzinfo=None) + EVERY
    while _moment(begins) <= timezone.now():
        begins += EVERY
    return Proposal(
        _moment(begins),
        _moment(begins + _length(last)) if last.ends_at else None,
        last.title,
        last.place,
        last.room,
        last.online,
        [item.title for item in last.items.all() if _is_open(last, item)],
    )


def said(meeting: GroupMeeting) -> str:
    """Return what a meeting is called in a list: the group, its subject, its day."""
    return f"{meeting_words.name(meeting)}, {timezone.localtime(meeting.starts_at):%d.%m.%Y}"


def _editable(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in EDITABLE}


def _live(meeting: GroupMeeting, seen: int | None) -> GroupMeeting:
    current = revisions.claim(meeting, seen=seen)
    if current.state == MeetingState.CANCELLED:
        raise MeetingRefused(_("This meeting is cancelled. Plan a new one instead."))
    return current


def _keep(meeting: GroupMeeting) -> None:
    if not meeting.group.holds_on(timezone.localdate(meeting.starts_at)):
        raise MeetingRefused(_("This group does not exist on that day. Choose another day."))
    saving.save(meeting, MeetingRefused)
    search.index(meeting, title=said(meeting), texts=[str(meeting.place or "")])


def _tell(meeting: GroupMeeting, template: str, **context: str) -> None:
    """Tell everybody invited, as long as the meeting lies ahead."""
    if meeting.state == MeetingState.INVITED:
        rows = meeting.attendances.select_related("person", "organization", "meeting")
        meeting_mails.send(template, rows, context | {"name": meeting_words.name(meeting)})


def _moment(local: dt.datetime) -> dt.datetime:
    return local.replace(tzinfo=timezone.get_default_timezone())


def _length(meeting: GroupMeeting) -> dt.timedelta:
    return (meeting.ends_at or meeting.starts_at) - meeting.starts_at


def _is_open(meeting: GroupMeeting, item: AgendaItem) -> bool:
    if meeting.state == MeetingState.HELD:
        return not item.decision
    return meeting.state == MeetingState.CANCELLED
