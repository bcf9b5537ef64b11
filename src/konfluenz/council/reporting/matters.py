"""What a report reads, loaded once: the concept as it stood on the cut-off, and its figures."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from konfluenz.council.models import FollowUp, Report, RequestedItem, RequestState
from konfluenz.directory import standings
from konfluenz.directory.models import Post
from konfluenz.directory.standings import Standing
from konfluenz.steering import goal_standings, workability
from konfluenz.steering.goal_standings import GoalStanding
from konfluenz.steering.models import (
    Concept,
    Fact,
    FrozenIndicator,
    Goal,
    GroupRecommendation,
    Measure,
    PriorityArea,
    Snapshot,
)
from konfluenz.steering.models.concepts import BEFORE_ADOPTION
from konfluenz.steering.workability import Workability


@dataclass(frozen=True)
class Figures:
    """The frozen figures of one snapshot."""

    indicators: Sequence[FrozenIndicator] = ()
    whole: dict[str, Fact] = field(default_factory=dict)
    """Slug → the value for the city, all parts together."""

    def named(self, slugs: Iterable[str]) -> list[FrozenIndicator]:
        """Return those of `slugs` that were frozen, in that order."""
        known = {indicator.slug: indicator for indicator in self.indicators}
        return [known[slug] for slug in slugs if slug in known]


@dataclass(frozen=True)
class Matter:
    """Everything that the sections of a report tell of."""

    report: Report
    concept: Concept | None
    areas: Sequence[PriorityArea]
    goals: dict[int, list[Goal]]
    standing: dict[int, GoalStanding]
    before: dict[int, GoalStanding]
    workable: dict[int, Workability]
    posts: dict[int, Standing]
    measures: dict[int, list[Measure]]
    recommendations: dict[int, list[GroupRecommendation]]
    figures: Figures
    earlier: Figures
    follow_ups: Sequence[FollowUp]
    unanswered: Sequence[RequestedItem]
    texts: dict[str, str]


def of(report: Report) -> Matter:
    """Load what `report` tells of, as it stood on its cut-off date; about thirty queries."""
    day = report.cut_off
    concept = concept_of(report)
    areas = list(PriorityArea.objects.filter(concept=concept).select_related("group"))
    goals = list(
        Goal.objects.filter(area__in=areas).select_related("area").order_by("area", "number")
    )
    workable = workability.of(areas, day)
    before = report.predecessor
    return Matter(
        report=report,
        concept=concept,
        areas=areas,
        goals=_by_area(goals),
        standing=goal_standings.of(goals, day, workable=workable),
        before=goal_standings.of(goals, before.cut_off) if before else {},
        workable=workable,
        posts=standings.of(_posts(workable.values()), day),
        measures=_measures(goals),
        recommendations=_recommendations(report),
        figures=_figures(report.snapshot),
        earlier=_figures(before.snapshot if before else None),
        follow_ups=list(
            FollowUp.objects.filter(raised_on__lte=day).select_related("task__unit", "body")
        ),
        unanswered=_unanswered(report),
        texts=dict(report.texts.values_list("section", "text")),
    )


def concept_of(report: Report) -> Concept | None:
    """Return the version of the concept that was adopted last before the cut-off of `report`."""
    rows = Concept.objects.exclude(state__in=BEFORE_ADOPTION).filter(
        adopted_date__lte=report.cut_off
    )
    joined = rows.select_related("adopted_by", "consultant", "predecessor")
    return joined.order_by("-adopted_date", "-id").first()


def _by_area(goals: Iterable[Goal]) -> dict[int, list[Goal]]:
    found: dict[int, list[Goal]] = defaultdict(list)
    for goal in goals:
        found[goal.area_id].append(goal)
    return found


def _posts(workable: Iterable[Workability]) -> list[Post]:
    return list({post.pk: post for one in workable for post in one.posts}.values())


def _measures(goals: Iterable[Goal]) -> dict[int, list[Measure]]:
    links = Measure.goals.through.objects.filter(goal__in=[goal.pk for goal in goals])
    found: dict[int, list[Measure]] = defaultdict(list)
    for link in links.select_related("measure__unit").order_by("measure__title", "measure"):
        found[link.goal_id].append(link.measure)
    return found


def _recommendations(report: Report) -> dict[int, list[GroupRecommendation]]:
    rows = GroupRecommendation.objects.filter(date__lte=report.cut_off, area__isnull=False)
    found: dict[int, list[GroupRecommendation]] = defaultdict(list)
    for row in rows.select_related("group").order_by("date", "id"):
        if row.area_id is not None:
            found[row.area_id].append(row)
    return found


def _unanswered(report: Report) -> list[RequestedItem]:
    """Return what offices were asked for `report` and have not given."""
    rows = RequestedItem.objects.filter(request__report=report, observation=None, goal_status=None)
    rows = rows.exclude(request__state=RequestState.WITHDRAWN)
    return list(rows.select_related("request__unit", "indicator", "goal").order_by("id"))


def _figures(snapshot: Snapshot | None) -> Figures:
    if snapshot is None:
        return Figures()
    indicators = list(FrozenIndicator.objects.filter(snapshot=snapshot))
    facts = Fact.objects.filter(
        indicator__snapshot=snapshot, district__isnull=True, category=""
    ).select_related("indicator")
    return Figures(indicators, {fact.indicator.slug: fact for fact in facts})
