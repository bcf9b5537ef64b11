"""The Integrationskonzept for everybody: versions, fields of action, goals and their standing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from konfluenz.council import access, summaries
from konfluenz.directory import standings
from konfluenz.directory.models import Post, PostStage
from konfluenz.directory.standings import Standing
from konfluenz.ground import dates
from konfluenz.portal import addresses, working_groups
from konfluenz.portal import steering_words as words
from konfluenz.portal.pages import baked
from konfluenz.portal.papers import resolved
from konfluenz.portal.steered import beside
from konfluenz.portal.steered import work as goal_work
from konfluenz.portal.steered.work import GoalWork
from konfluenz.portal.working_groups import WorkingGroup
from konfluenz.publishing.baking import reads
from konfluenz.steering import goal_standings, workability
from konfluenz.steering.goal_standings import GoalStanding
from konfluenz.steering.models import (
    AreaLevel,
    Concept,
    ConceptState,
    Goal,
    GoalState,
    GoalStatus,
    PriorityArea,
)
from konfluenz.steering.workability import Workability

STANDING = (ConceptState.IN_FORCE, ConceptState.UNDER_REVIEW, ConceptState.ADOPTED)
"""The states of a version that counts, the one that counts most first."""


@dataclass(frozen=True)
class Step:
    """A step in the history of a post, with the source that vouches for it."""

    date: str
    word: str | Promise
    source: str


@dataclass(frozen=True)
class History:
    """A post on which a field rests: how it came and went. Nobody is named."""

    post: Post
    steps: list[Step]
    now: str


@dataclass(frozen=True)
class GoalShown:
    """A goal and how it stands.

    `status` is what a unit said last, where that still holds, `date` its day; `post` the empty
    post behind it. `again`: the post that the last status found empty, and how it stands now.
    `work` is what is done for it.
    """

    goal: Goal
    anchor: str
    functions: list[str]
    word: str | Promise
    badge: str
    status: GoalStatus | None
    date: str
    post: Post | None
    again: tuple[Post, str] | None
    work: GoalWork


@dataclass(frozen=True)
class AreaShown:
    """A field of action. `sentence` says that it cannot be worked, and why; empty if it can."""

    area: PriorityArea
    anchor: str
    sentence: str
    goals: list[GoalShown]
    histories: list[History]
    work: WorkingGroup | None


@dataclass(frozen=True)
class Field:
    """A field of action in short: whether it can be worked, and the posts that decide it."""

    area: PriorityArea
    label: str
    anchor: str
    sentence: str
    posts: list[tuple[Post, str]]


@dataclass(frozen=True)
class Version:
    """Another version in the list of versions."""

    concept: Concept
    state: str | Promise
    adoption: str


@baked()
@require_safe
def current(request: HttpRequest, language: str) -> HttpResponse:
    """Show the version that counts today."""
    versions = _versions()
    found = counting(versions)
    if found is None:
        raise Http404
    return _render(request, language, found, versions)


def _labels() -> Iterable[Mapping[str, object]]:
    return Concept.objects.filter(public=True).values("label")


@baked(addresses=_labels, made_of=["steering.concept"])
@require_safe
def version(request: HttpRequest, language: str, label: str) -> HttpResponse:
    """Show one version."""
    versions = _versions()
    found = next((concept for concept in versions if concept.label == label), None)
    if found is None:
        raise Http404(label)
    return _render(request, language, found, versions)


def counting(versions: Sequence[Concept]) -> Concept | None:
    """Return the one of `versions`, newest first, that counts today."""
    return min(versions, key=_rank, default=None)


def fields() -> list[Field]:
    """Return the fields of today's concept that rest on posts, with how those stand."""
    concept = counting(_versions())
    if concept is None:
        return []
    areas = [area for area in concept.areas.prefetch_related("posts") if area.posts.all()]
    workable = workability.of(areas)
    held = standings.of(post for area in areas for post in area.posts.all())
    return [
        Field(
            area,
            concept.label,
            addresses.area_anchor(area),
            sentence(workable[area.pk]),
            [(post, words.standing(held[post.pk])) for post in area.posts.all()],
        )
        for area in areas
    ]


def _versions() -> list[Concept]:
    """Return all public versions, the newest first."""
    found = Concept.objects.filter(public=True).select_related("adopted_by", "consultant")
    return sorted(found, key=_age, reverse=True)


def _age(concept: Concept) -> tuple[str, str]:
    return (str(concept.adopted_date or concept.drafted_date or ""), concept.label)


def _rank(concept: Concept) -> int:
    return STANDING.index(concept.state) if concept.state in STANDING else len(STANDING)


def _render(
    request: HttpRequest, language: str, concept: Concept, versions: list[Concept]
) -> HttpResponse:
    reads.note("steering", "council.resolution", "directory.post", "directory.group")
    reads.note("directory.orgunit", "council.report")
    reads.true_today()
    areas = _areas(concept, language)
    resolutions = access.public_resolutions().filter(concept=concept)
    context = {
        "concept": concept,
        "state": words.CONCEPT_STATES[concept.state],
        "adoption": words.adoption(concept),
        "drafted": dates.show(concept.drafted_date, concept.drafted_precision),
        "functions": _functions(concept.functions),
        "priorities": [a for a in areas if a.area.level == AreaLevel.PRIORITY],
        "further": [a for a in areas if a.area.level == AreaLevel.FURTHER],
        "reviews": [
            (review, dates.show(review.date)) for review in concept.reviews.order_by("-date", "-id")
        ],
        "resolutions": resolved(resolutions),
        "versions": [
            Version(other, words.CONCEPT_STATES[other.state], words.adoption(other))
            for other in versions
            if other.pk != concept.pk
        ],
        "report": summaries.newest() if concept == counting(versions) else None,
        **beside.of(concept, counts=concept == counting(versions)),
    }
    return render(request, "portal/concept/concept.html", context)


def _functions(slugs: Sequence[str]) -> list[str]:
    return [str(word) for slug, word in words.FUNCTIONS.items() if slug in slugs]


def _areas(concept: Concept, language: str) -> list[AreaShown]:
    """Return the fields with all they rest on; as many queries for many as for one."""
    steps = PostStage.objects.order_by("date", "id")
    goals = Goal.objects.select_related("area").order_by("number", "id")
    areas = list(
        concept.areas.select_related("group").prefetch_related(
            Prefetch("goals", queryset=goals), Prefetch("posts__stages", queryset=steps)
        )
    )
    workable = workability.of(areas)
    every = [goal for area in areas for goal in area.goals.all()]
    stand, done = goal_standings.of(every), goal_work.of(every, language)
    held = standings.of(_posts(areas, stand.values()))
    work = working_groups.of(areas)
    return [
        AreaShown(
            area,
            addresses.area_anchor(area),
            sentence(workable[area.pk]),
            [
                _goal(goal, stand[goal.pk], workable[area.pk], held, done[goal.pk])
                for goal in area.goals.all()
            ],
            [_history(post, held[post.pk]) for post in area.posts.all()],
            work.get(area.group_id or 0),
        )
        for area in areas
    ]


def sentence(found: Workability) -> str:
    """Return why a field cannot be worked, in the reader's language; "" when it can."""
    return "" if found.workable else words.unstaffed(dates.show(found.since, found.precision))


def _posts(areas: Iterable[PriorityArea], stand: Iterable[GoalStanding]) -> Iterable[Post]:
    """Return the posts that fields and statuses rest on."""
    of_areas = {post.pk: post for area in areas for post in area.posts.all()}
    said = (each.status.post for each in stand if each.status and each.status.post)
    return (of_areas | {post.pk: post for post in said}).values()


def _history(post: Post, standing: Standing) -> History:
    steps = [
        Step(
            dates.show(stage.date, stage.precision), words.STAGES.get(stage.stage, ""), stage.source
        )
        for stage in post.stages.all()
    ]
    return History(post, steps, words.standing(standing))


def _goal(
    goal: Goal,
    standing: GoalStanding,
    workable: Workability,
    held: dict[int, Standing],
    done: GoalWork,
) -> GoalShown:
    status = standing.status
    empty = standing.state == GoalState.NOT_WORKABLE
    by_the_field = empty and (status is None or status.state != GoalState.NOT_WORKABLE)
    told = None if by_the_field or standing.stale else status
    return GoalShown(
        goal=goal,
        anchor=addresses.goal_anchor(goal),
        functions=_functions(goal.functions),
        word=sentence(workable) if by_the_field else words.goal_state(standing),
        badge=words.GOAL_BADGES.get(standing.state, "") if standing.state else "",
        status=told,
        date=dates.show(told.date) if told else "",
        post=standing.rests_on,
        again=_again(standing, held),
        work=done,
    )


def _again(standing: GoalStanding, held: dict[int, Standing]) -> tuple[Post, str] | None:
    """Return the post that is staffed again, though the last status found it empty."""
    post = standing.status.post if standing.stale and standing.status else None
    return (post, words.standing(held[post.pk])) if post else None
