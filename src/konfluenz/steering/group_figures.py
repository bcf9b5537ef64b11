"""What working groups did, in numbers: meetings, topics, recommendations by state (T-18)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from konfluenz.directory.models import Group
from konfluenz.events.models import AgendaItem, GroupMeeting, MeetingState
from konfluenz.steering.models import AdviceState, GroupRecommendation


@dataclass
class GroupFigures:
    """The numbers of one group. Meetings are those that took place, topics their agenda items."""

    meetings: int = 0
    topics: int = 0
    recommendations: Counter[str] = field(default_factory=Counter)

    @property
    def recommended(self) -> int:
        """All recommendations, whatever became of them."""
        return self.recommendations.total()

    @property
    def done(self) -> int:
        """The results that can be seen."""
        return self.recommendations[AdviceState.DONE]


def of(groups: Iterable[Group], *, public: bool = False) -> dict[int, GroupFigures]:
    """Return the figures of `groups` by key, in three queries however many there are.

    `public`: of the recommendations only those that everybody may read.
    """
    found = {group.pk: GroupFigures() for group in groups}
    held = {"group__in": found, "state": MeetingState.HELD}
    for key, count in _counts(GroupMeeting.objects.filter(**held), "group"):
        found[key].meetings = count
    items = AgendaItem.objects.filter(meeting__group__in=found, meeting__state=MeetingState.HELD)
    for key, count in _counts(items, "meeting__group"):
        found[key].topics = count
    rows = GroupRecommendation.objects.filter(group__in=found)
    rows = rows.filter(public=True) if public else rows
    for key, state, count in _counts(rows, "group", "state"):
        found[key].recommendations[state] = count
    return found


def together(figures: Iterable[GroupFigures]) -> GroupFigures:
    """Return the sum of the figures of several groups."""
    total = GroupFigures()
    for one in figures:
        total.meetings += one.meetings
        total.topics += one.topics
        total.recommendations += one.recommendations
    return total


def _counts(rows: QuerySet[Any], *names: str) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(*names).annotate(n=Count("pk"))
