"""What the pages of Sitzungen say besides their fields."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konfluenz.events.models import Attendance, AttendanceState, GroupMeeting, MeetingState

KINDS = {
    MeetingState.PLANNED: "",
    MeetingState.INVITED: "info",
    MeetingState.HELD: "success",
    MeetingState.CANCELLED: "danger",
}
"""The colour of each state's badge; the word carries the meaning."""

ANSWER_KINDS = {
    AttendanceState.COMING: "success",
    AttendanceState.PRESENT: "success",
    AttendanceState.EXCUSED: "warning",
}


@dataclass(frozen=True)
class Next:
    """The next step of a meeting."""

    text: str
    label: str
    url: str


def has_begun(meeting: GroupMeeting) -> bool:
    """Return whether a meeting has begun by now."""
    return meeting.starts_at <= timezone.now()


def next_of(meeting: GroupMeeting) -> Next | None:
    """Return what whoever leads the group does next; None when nothing waits."""
    at = {"public_id": meeting.public_id}
    if meeting.state == MeetingState.PLANNED and not has_begun(meeting):
        url = reverse("office:meeting-invite", kwargs=at)
        return Next(_("Nobody is invited yet."), _("Look at the invitation"), url)
    if meeting.state in (MeetingState.PLANNED, MeetingState.INVITED) and has_begun(meeting):
        url = reverse("office:meeting-minutes", kwargs=at)
        return Next(_("What came of it is not noted yet."), _("Write minutes"), url)
    return None


def answered(rows: Iterable[Attendance]) -> str:
    """Return how many members are in which state: "4 ohne Antwort, 2 kommen, 1 entschuldigt"."""
    counts = Counter(AttendanceState(row.state) for row in rows)
    return ", ".join(_counted(state, counts[state]) for state in AttendanceState if counts[state])


def _counted(state: AttendanceState, n: int) -> str:
    words = {
        AttendanceState.INVITED: ngettext("%(n)d has not answered", "%(n)d have not answered", n),
        AttendanceState.COMING: ngettext("%(n)d is coming", "%(n)d are coming", n),
        AttendanceState.EXCUSED: ngettext("%(n)d is excused", "%(n)d are excused", n),
        AttendanceState.PRESENT: ngettext("%(n)d was there", "%(n)d were there", n),
        AttendanceState.ABSENT: ngettext("%(n)d was not there", "%(n)d were not there", n),
    }
    return words[state] % {"n": n}
