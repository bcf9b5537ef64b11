"""Countings from the concept and what follows from it: goals, measures, advice, tasks (S1–S3)."""

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konfluenz.actions.models import OriginKind, Task
from konfluenz.steering import concepts, goal_standings
from konfluenz.steering.counting.counted import Counted, end, exact, middle, number, share
from konfluenz.steering.models import (
    AdviceState,
    Goal,
    GoalState,
    GroupRecommendation,
    Measure,
    MeasureState,
)

UNSAID = "unsaid"
GOAL_LABELS = {**dict(GoalState.choices), UNSAID: _("not assessed")}
FOLLOWED_UP = (OriginKind.RESOLUTION, OriginKind.PROMISE)


def goals_by_status(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Count the goals of the concept in force by how they stood on `cut_off` (S1).

    Statuses, posts and the adoption have days; that the concept is in force is read as of today.
    """
    goals = list(_goals(cut_off).select_related("area"))
    if not goals:
        return []
    found = Counter(
        one.state.value if one.state else UNSAID
        for one in goal_standings.of(goals, cut_off).values()
    )
    parts = [Counted(exact(found[state]), category=state) for state in GOAL_LABELS if found[state]]
    return [*number(len(goals)), *parts]


def goals_with_volunteers(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return the share of the goals in force that volunteers worked for on `cut_off` (N-17).

    That is: a measure that ran on that day, and in which volunteers take part, serves the goal.
    """
    goals = _goals(cut_off)
    helped = Measure.objects.filter(_running(cut_off), volunteers=True).values("goals")
    return share(goals.filter(pk__in=helped).count(), goals.count())


def measures_active(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Count the measures that ran on `cut_off` (S1).

    One without a first day ran from when it was entered. One that ended without a last day is
    not counted: the row does not tell when.
    """
    known = Measure.objects.filter(_begun(cut_off))
    return number(known.filter(_running(cut_off)).count()) if known.exists() else []


def recommendations_implemented(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return the share of the working groups' recommendations that was done by `cut_off` (S2)."""
    rows = GroupRecommendation.objects.filter(date__lte=cut_off)
    done = rows.filter(state=AdviceState.DONE).exclude(decided_on__gt=cut_off)
    return share(done.count(), rows.count())


def follow_ups_overdue(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Count the open tasks from resolutions and promises that were due before `cut_off` (S3).

    Out of all such tasks that were open then. The day a task is due it is not overdue yet.
    """
    rows = Task.objects.filter(origin_kind__in=FOLLOWED_UP, created_at__lt=end(cut_off))
    if not rows.exists():
        return []
    still = _open(rows, cut_off)
    return number(still.filter(due_date__lt=cut_off).count(), still.count())


def age_of_open_tasks(_since: dt.date, cut_off: dt.date) -> list[Counted]:
    """Return the median age in days of the tasks open on `cut_off` (S3)."""
    rows = _open(Task.objects.filter(created_at__lt=end(cut_off)), cut_off)
    days = rows.order_by().values_list("created_at", flat=True)
    return middle([(cut_off - timezone.localdate(moment)).days for moment in days])


def _goals(cut_off: dt.date) -> QuerySet[Goal]:
    adopted = Q(area__concept__adopted_date=None) | Q(area__concept__adopted_date__lte=cut_off)
    return Goal.objects.filter(adopted, area__concept__state__in=concepts.VALID)


def _begun(cut_off: dt.date) -> Q:
    return Q(starts_on__lte=cut_off) | Q(starts_on=None, created_at__lt=end(cut_off))


def _running(cut_off: dt.date) -> Q:
    over = (MeasureState.ENDED, MeasureState.DROPPED)
    still = Q(state=MeasureState.RUNNING) & (Q(ends_on=None) | Q(ends_on__gte=cut_off))
    return _begun(cut_off) & (still | Q(state__in=over, ends_on__gte=cut_off))


def _open(rows: QuerySet[Any], cut_off: dt.date) -> QuerySet[Any]:
    """Return the tasks of `rows` that nobody had closed when `cut_off` was over."""
    return rows.filter(Q(done_at=None) | Q(done_at__gte=end(cut_off)))
