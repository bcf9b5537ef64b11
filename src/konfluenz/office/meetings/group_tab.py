"""The tab of a group with its Sitzungen, its numbers and what it recommends."""

from typing import Any

from django.utils import timezone

from konfluenz.directory.models import Group
from konfluenz.events import meeting_words as told
from konfluenz.events.models import MeetingState
from konfluenz.office.access import OfficeRequest, may
from konfluenz.office.meetings import meeting_lists, meeting_words
from konfluenz.office.meetings.recommendations import KINDS
from konfluenz.people.roles import Right
from konfluenz.steering import group_figures
from konfluenz.steering.models import AdviceState

SHOWN = 24
"""So many meetings stand on the tab; the list has the rest."""


def context(request: OfficeRequest, group: Group) -> dict[str, Any]:
    """Return what the tab shows."""
    rows = list(meeting_lists.rows().filter(group=group)[:SHOWN])
    reads_concept = may(request.user, Right.READ_CONCEPT)
    found = group.recommendations.all() if reads_concept else group.recommendations.none()
    return {
        "meetings": [
            (row, told.when(row), meeting_words.KINDS[MeetingState(row.state)]) for row in rows
        ],
        "recommendations": [(row, KINDS[AdviceState(row.state)]) for row in found],
        "figures": group_figures.of([group])[group.pk],
        "reads_concept": reads_concept,
        "may_recommend": may(request.user, Right.EDIT_CONCEPT),
        "meets_today": group.holds_on(timezone.localdate()),
    }
