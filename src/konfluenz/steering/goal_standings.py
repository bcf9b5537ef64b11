"""How goals stand today: what was said last, and whether the ground for it still holds (T-17)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import standings
from konfluenz.directory.models import Post
from konfluenz.directory.standings import Standing, Vacancy
from konfluenz.steering import concepts, workability
from konfluenz.steering.models import Goal, GoalState, GoalStatus
from konfluenz.steering.workability import Workability

OPEN = frozenset({GoalState.NOT_STARTED, GoalState.IN_PROGRESS})
"""The states that an empty post takes back: without it the goal cannot be worked."""


@dataclass(frozen=True)
class GoalStanding:
    """How a goal stands on a day.

    `state` is None while nobody has assessed the goal, and when its last status is stale: it
    said "cannot be worked" and rested on a post that is held again. `status` is what was said
    last, `reason` why the goal stands so, `rests_on` the empty post behind it; `since` is since
    when that post is held again.
    """

    state: GoalState | None
    status: GoalStatus | None = None
    reason: str = ""
    rests_on: Post | None = None
    stale: bool = False
    since: dt.date | None = None

    @property
    def label(self) -> str:
        """Return the state in words, also where there is none."""
        if self.state is not None:
            return str(self.state.label)
        return _("to be assessed anew") if self.stale else _("not assessed yet")


def of(
    goals: Iterable[Goal],
    day: dt.date | None = None,
    *,
    workable: Mapping[int, Workability] | None = None,
) -> dict[int, GoalStanding]:
    """Return by primary key how each of `goals` stands on `day` (today if None).

    Seven queries at most for any number of goals. `workable` is what `workability.of` said of
    their areas on that day, for a caller who has asked already.
    """
    goals = list(goals)
    day = day or timezone.localdate()
    said = _last_statuses(goals, day)
    posts = [status.post for status in said.values() if status.post is not None]
    held = standings.of(posts, day) if posts else {}
    if workable is None:
        areas = {goal.area_id: goal.area for goal in _with_areas(goals)}
        workable = workability.of(areas.values(), day)
    return {goal.pk: _standing(said.get(goal.pk), held, workable[goal.area_id]) for goal in goals}


def stale(day: dt.date) -> list[tuple[Goal, dt.date | None]]:
    """Return the goals in force that rest on a post held again, and since when it is held.

    The same as `of` says of them, in three queries, where nothing else is asked.
    """
    last = GoalStatus.objects.filter(goal=OuterRef("goal"), date__lte=day).order_by("-date", "-id")
    rows = GoalStatus.objects.filter(
        goal__area__concept__state__in=concepts.VALID,
        state=GoalState.NOT_WORKABLE,
        post__isnull=False,
        pk=Subquery(last.values("pk")[:1]),
    )
    resting = [(row.goal, row.post) for row in rows.select_related("goal", "post") if row.post]
    held = standings.of([post for _goal, post in resting], day) if resting else {}
    return [
        (goal, held[post.pk].since) for goal, post in resting if held[post.pk].state == Vacancy.HELD
    ]


def _with_areas(goals: list[Goal]) -> list[Goal]:
    """Return goals that carry their areas; one query unless the caller has joined them."""
    if all("area" in goal._state.fields_cache for goal in goals):
        return goals
    return list(Goal.objects.filter(pk__in=[goal.pk for goal in goals]).select_related("area"))


def _last_statuses(goals: list[Goal], day: dt.date) -> dict[int, GoalStatus]:
    rows = GoalStatus.objects.filter(goal__in=[goal.pk for goal in goals], date__lte=day)
    rows = rows.select_related("post", "unit").order_by("date", "id")
    return {status.goal_id: status for status in rows}


def _standing(
    status: GoalStatus | None, held: dict[int, Standing], area: Workability
) -> GoalStanding:
    if status is None:
        return _by_area(area, None) or GoalStanding(None)
    state = GoalState(status.state)
    if state in OPEN and area.since is not None and area.since > status.date:
        return _by_area(area, status) or GoalStanding(state, status, status.reason)
    if state == GoalState.NOT_WORKABLE and status.post is not None:
        return _resting(status, status.post, held[status.post.pk])
    return GoalStanding(state, status, status.reason)


def _by_area(area: Workability, status: GoalStatus | None) -> GoalStanding | None:
    """Return what the field says where nobody has said anything since its post is empty."""
    if area.workable:
        return None
    return GoalStanding(GoalState.NOT_WORKABLE, status, area.sentence, area.posts[0])


def _resting(status: GoalStatus, post: Post, standing: Standing) -> GoalStanding:
    if standing.state == Vacancy.HELD:
        reason = workability.again(standing)
        return GoalStanding(None, status, reason, stale=True, since=standing.since)
    return GoalStanding(GoalState.NOT_WORKABLE, status, status.reason, post)
