"""How rows of this room are resolved when two persons become one. Found by `people/apps.py`."""

from django.db import models

from konfluenz.events.models import Attendance, AttendanceState
from konfluenz.people import merging
from konfluenz.people.journal import Journal
from konfluenz.people.models import Person

TOLD_LEAST_FIRST = (
    AttendanceState.INVITED,
    AttendanceState.ABSENT,
    AttendanceState.EXCUSED,
    AttendanceState.COMING,
    AttendanceState.PRESENT,
)
"""Of two rows for one meeting the one stays that says more."""


@merging.resolves(Attendance)
def attendances(rows: models.QuerySet[Attendance], keep: Person, journal: Journal) -> None:
    """Keep one row for each meeting."""
    mine = {row.meeting_id: row for row in Attendance.objects.filter(person=keep)}
    for gone in rows:
        kept = mine.get(gone.meeting_id)
        if kept is None:
            continue
        if _says(gone) > _says(kept):
            journal.set(kept, "state", new=gone.state)
        journal.drop(gone)


def _says(row: Attendance) -> int:
    return TOLD_LEAST_FIRST.index(AttendanceState(row.state))
