"""What the Integrationskonzept, its fields, goals and hearings can be read as (D-01 to D-20)."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from konfluenz.council.claims.kinds import (
    NOTHING,
    Attribute,
    Finding,
    Kind,
    day,
    each,
    several,
    words,
)
from konfluenz.council.claims.votes import voted
from konfluenz.council.values import Choice, Count, Several, Words
from konfluenz.steering import goal_standings, workability
from konfluenz.steering.goal_standings import GoalStanding
from konfluenz.steering.models import (
    AreaLevel,
    Concept,
    ConceptState,
    Goal,
    GoalState,
    Hearing,
    MunicipalFunction,
    PriorityArea,
    RevisionReview,
)

STATES = {
    ConceptState.DRAFT: ("entwurf",),
    ConceptState.PARTICIPATION: ("beteiligung",),
    ConceptState.ADOPTED: ("beschlossen",),
    ConceptState.IN_FORCE: ("gilt", "geltend", "in kraft"),
    ConceptState.UNDER_REVIEW: ("überprüf",),
    ConceptState.SUPERSEDED: ("überarbeitet", "abgelöst", "ersetzt", "erneuert"),
}
FUNCTIONS = {
    MunicipalFunction.COORDINATION: ("koordini", "koordination"),
    MunicipalFunction.SHAPING: ("gestalt",),
    MunicipalFunction.SERVICE: ("dienstleist",),
}
PARTICIPATION = ("bürgerschaftlich", "bürgerbeteiligung", "bürgerinnen", "bürger", "beteilig")
NEEDED = ("notwendig", "nötig", "erforderlich", "bedarf", "muss")
NOT_NEEDED = (
    *("keine anhaltspunkte", "keinen anhaltspunkt", "kein anlass", "keinen anlass"),
    *("nicht notwendig", "nicht nötig", "nicht erforderlich", "kein bedarf", "keinen bedarf"),
    *("nichts deutet", "kein grund", "keinen grund", "nicht zu erkennen", "nicht erkennbar"),
)
NOT_WORKABLE = (
    *("nicht zufriedenstellend", "nicht befriedigend", "nicht hinreichend", "nicht ausreichend"),
    *("unzureichend", "nicht so", "nicht gut"),
)
GOAL_STATES = {
    GoalState.NOT_STARTED: ("nicht begonnen",),
    GoalState.IN_PROGRESS: ("in arbeit", "begonnen"),
    GoalState.REACHED: ("erreicht",),
    GoalState.NOT_WORKABLE: NOT_WORKABLE,
    GoalState.DROPPED: ("aufgegeben",),
}


def _areas(concept: Concept) -> list[PriorityArea]:
    return [area for area in concept.areas.all() if area.level == AreaLevel.PRIORITY]


def _with_goals(concept: Concept) -> Count:
    return Count(sum(bool(area.goals.all()) for area in _areas(concept)))


def _functions(concept: Concept) -> Several | None:
    kinds = map(MunicipalFunction, concept.functions)
    return several(Choice(str(kind.label), FUNCTIONS[kind]) for kind in kinds)


def _state(concept: Concept) -> Choice:
    kind = ConceptState(concept.state)
    return Choice(str(kind.label), STATES[kind])


def _participation(concept: Concept) -> Choice | None:
    return Choice(concept.participation, PARTICIPATION) if concept.participation else None


def _last_review(concept: Concept) -> RevisionReview | None:
    return max(concept.reviews.all(), key=lambda review: review.date, default=None)


def _reviewed(concept: Concept) -> Finding:
    review = _last_review(concept)
    if review is None:
        return NOTHING
    stems = NEEDED if review.needed else NOT_NEEDED
    return Finding(Choice(review.reason, stems), review.source)


def _review_day(concept: Concept) -> Finding:
    review = _last_review(concept)
    return Finding(day(review.date), review.source) if review else NOTHING


def _concepts() -> QuerySet[Concept]:
    return Concept.objects.select_related(
        "adopted_by", "consultant", "predecessor"
    ).prefetch_related("areas__goals", "reviews")


CONCEPTS = Kind(
    model=Concept,
    rows=_concepts,
    search=("title", "label"),
    public=lambda concept: concept.public,
    attributes=(
        each("title", _("title"), lambda one: words(one.title, "Integrationskonzept")),
        each("state", _("state"), _state),
        each("drafted", _("drafted"), lambda one: day(one.drafted_date, one.drafted_precision)),
        each("adopted", _("adopted on"), lambda one: day(one.adopted_date, one.adopted_precision)),
        each(
            "adopted_by",
            _("adopted by"),
            lambda one: words(one.adopted_by.name) if one.adopted_by else None,
        ),
        each("vote", _("vote"), lambda one: voted(one.adopted_vote)),
        each(
            "predecessor",
            _("replaces"),
            lambda one: (
                words(one.predecessor.title, one.predecessor.label) if one.predecessor else None
            ),
        ),
        each(
            "consultant",
            _("supported by"),
            lambda one: words(one.consultant.name) if one.consultant else None,
        ),
        each("participation", _("participation"), _participation),
        each("areas", _("number of priority areas"), lambda one: Count(len(_areas(one)))),
        each(
            "area_names",
            _("priority areas"),
            lambda one: several(words(area.name) for area in _areas(one)),
        ),
        each(
            "groups",
            _("number of fields with a working group"),
            lambda one: Count(sum(area.group_id is not None for area in _areas(one))),
        ),
        each("goal_areas", _("number of fields with goals"), _with_goals),
        each("functions", _("functions of the city"), _functions),
        each("function_count", _("number of functions"), lambda one: Count(len(one.functions))),
        Attribute(
            "review",
            _("whether it needs to be revised"),
            lambda rows, _day: {one.pk: _reviewed(one) for one in rows},
        ),
        Attribute(
            "review_day",
            _("last asked whether it needs to be revised"),
            lambda rows, _day: {one.pk: _review_day(one) for one in rows},
        ),
    ),
)


def _workable(areas: Sequence[PriorityArea], on: dt.date) -> dict[int, Finding]:
    known = workability.of(areas, on)
    return {
        key: Finding(Choice(one.sentence, NOT_WORKABLE) if one.sentence else None)
        for key, one in known.items()
    }


def _since(areas: Sequence[PriorityArea], on: dt.date) -> dict[int, Finding]:
    known = workability.of(areas, on)
    return {key: Finding(day(one.since, one.precision)) for key, one in known.items()}


AREAS = Kind(
    model=PriorityArea,
    rows=lambda: PriorityArea.objects.select_related("concept", "group").prefetch_related("posts"),
    search=("name", "concept__label"),
    public=lambda area: area.concept.public,
    title=lambda area: f"{area} ({area.concept.label})",
    attributes=(
        each("name", _("name"), lambda area: words(area.name, f"Handlungsfeld {area.name}")),
        each(
            "group",
            _("working group"),
            lambda area: words(str(area.group), "Arbeitskreis") if area.group else None,
        ),
        each(
            "posts",
            _("posts without which it cannot be worked"),
            lambda area: several(words(post.title) for post in area.posts.all()),
        ),
        Attribute("not_workable", _("whether it can be worked"), _workable),
        Attribute("not_workable_since", _("post unstaffed since"), _since),
    ),
)


def _standing(goals: Sequence[Goal], on: dt.date) -> dict[int, Finding]:
    known = goal_standings.of(goals, on)
    return {key: _stands(one) for key, one in known.items()}


def _stands(standing: GoalStanding) -> Finding:
    if standing.state is None:
        return NOTHING
    source = standing.status.source if standing.status else ""
    return Finding(Choice(str(standing.state.label), GOAL_STATES[standing.state]), source)


GOALS = Kind(
    model=Goal,
    rows=lambda: Goal.objects.select_related("area__concept"),
    search=("text",),
    public=lambda goal: goal.area.concept.public,
    attributes=(
        each("text", _("goal"), lambda goal: words(goal.text)),
        each("area", _("field of action"), lambda goal: words(goal.area.name)),
        Attribute("state", _("how it stands"), _standing),
    ),
)


def _subject(hearing: Hearing) -> Words | None:
    """Return what the hearing is called; a paper may name the subject behind the colon alone."""
    return words(hearing.title, hearing.title.rpartition(": ")[2])


HEARINGS = Kind(
    model=Hearing,
    rows=Hearing.objects.all,
    search=("title",),
    public=lambda hearing: hearing.public,
    attributes=(
        each("title", _("title"), _subject),
        each("date", _("took place on"), lambda one: day(one.date, one.precision)),
        each("consequence", _("consequence"), lambda one: words(one.consequence)),
    ),
)
