"""Tables of the events room: what everybody may come to, and the Sitzungen of groups."""

from konfluenz.events.models.events import (
    Event,
    EventKind,
    EventQuerySet,
    EventSkip,
    EventState,
)
from konfluenz.events.models.meetings import (
    AgendaItem,
    Attendance,
    AttendanceState,
    GroupMeeting,
    MeetingState,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendanceState",
    "Event",
    "EventKind",
    "EventQuerySet",
    "EventSkip",
    "EventState",
    "GroupMeeting",
    "MeetingState",
]
