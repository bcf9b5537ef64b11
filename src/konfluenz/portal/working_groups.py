"""What the working groups of the concept's fields did: meetings, topics, what they recommend.

Everybody reads how many there were, the agenda, decisions and summary of those that are public,
and the public recommendations with what becomes of them. Nobody is named (T-18, PR-10).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Prefetch, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import Group
from konfluenz.events import minutes
from konfluenz.events.models import AgendaItem, GroupMeeting
from konfluenz.ground import dates
from konfluenz.publishing.baking import reads
from konfluenz.steering import group_figures
from konfluenz.steering.group_figures import GroupFigures
from konfluenz.steering.models import AdviceState, GroupRecommendation, PriorityArea

LATEST = 3
"""So many public meetings are told of each group."""

STATES: dict[str, str | Promise] = {
    AdviceState.NEW: gettext_lazy("new"),
    AdviceState.ACCEPTED: gettext_lazy("accepted"),
    AdviceState.IN_WORK: gettext_lazy("in work"),
    AdviceState.DONE: gettext_lazy("done"),
    AdviceState.DECLINED: gettext_lazy("turned down"),
}
BADGES = {
    AdviceState.ACCEPTED: "info",
    AdviceState.IN_WORK: "info",
    AdviceState.DONE: "success",
}


@dataclass(frozen=True)
class Met:
    """A public meeting; `date` is in the reader's language."""

    meeting: GroupMeeting
    date: str
    items: list[AgendaItem]


@dataclass(frozen=True)
class Advice:
    """A public recommendation; `word`, `date` and `decided` are in the reader's language."""

    recommendation: GroupRecommendation
    date: str
    word: str | Promise
    badge: str
    decided: str


@dataclass
class WorkingGroup:
    """A working group as a field of action tells of it."""

    figures: GroupFigures
    meetings: list[Met] = field(default_factory=list)
    recommendations: list[Advice] = field(default_factory=list)

    @property
    def did_something(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.figures.meetings or self.recommendations)


def of(areas: Iterable[PriorityArea]) -> dict[int, WorkingGroup]:
    """Return the working groups of `areas` by key of the group; six queries for any number.

    A group that never met and recommends nothing is left out.
    """
    reads.note("events.groupmeeting", "steering.grouprecommendation")
    groups = {area.group.pk: area.group for area in areas if area.group is not None}
    figures = group_figures.of(groups.values(), public=True)
    found = {key: WorkingGroup(each) for key, each in figures.items()}
    for meeting in _latest(groups.values()):
        day = dates.show(timezone.localdate(meeting.starts_at))
        found[meeting.group_id].meetings.append(Met(meeting, day, list(meeting.items.all())))
    for key, advised in _advised(groups.values()).items():
        found[key].recommendations = advised
    return {key: each for key, each in found.items() if each.did_something}


def _latest(groups: Iterable[Group]) -> Iterable[GroupMeeting]:
    """Return the latest public meetings of each group, the newest first."""
    number = Window(RowNumber(), partition_by="group", order_by=[F("starts_at").desc(), "-pk"])
    rows = minutes.public().filter(group__in=list(groups)).annotate(number=number)
    items = Prefetch("items", AgendaItem.objects.order_by("position"))
    return rows.filter(number__lte=LATEST).order_by("-starts_at", "-pk").prefetch_related(items)


def _advised(groups: Iterable[Group]) -> dict[int, list[Advice]]:
    found: dict[int, list[Advice]] = {}
    for row in GroupRecommendation.objects.filter(group__in=list(groups), public=True):
        state = AdviceState(row.state)
        found.setdefault(row.group_id, []).append(
            Advice(
                row,
                dates.show(row.date),
                STATES[state],
                BADGES.get(state, ""),
                dates.show(row.decided_on),
            )
        )
    return found
