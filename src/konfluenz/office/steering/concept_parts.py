"""The fields of a concept with their goals: how each stands, why, and what that rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from konfluenz.office.steering import steering_words
from konfluenz.steering import goal_standings, workability
from konfluenz.steering.goal_standings import GoalStanding
from konfluenz.steering.models import AreaLevel, Concept, Goal, PriorityArea
from konfluenz.steering.workability import Workability


@dataclass(frozen=True)
class GoalLine:
    """A goal with its standing; `kind` is the colour of its badge."""

    goal: Goal
    standing: GoalStanding
    kind: str


@dataclass(frozen=True)
class AreaCard:
    """A field of action with its goals, and whether it can be worked."""

    area: PriorityArea
    workability: Workability
    goals: list[GoalLine]


def areas() -> QuerySet[PriorityArea]:
    """Return fields of action with everything a card shows."""
    goals = Prefetch("goals", Goal.objects.order_by("number", "id"))
    return PriorityArea.objects.select_related("concept", "group").prefetch_related(goals)


def areas_of(concept: Concept) -> list[PriorityArea]:
    """Return the fields of `concept` in their order."""
    return list(areas().filter(concept=concept).order_by("level", "number", "id"))


def cards(shown: Sequence[PriorityArea]) -> list[AreaCard]:
    """Return `shown`, rows of `areas`, with how they stand; queries do not grow with them."""
    known = workability.of(shown)
    goals = [goal for area in shown for goal in area.goals.all()]
    standings = goal_standings.of(goals, workable=known)
    return [
        AreaCard(
            area,
            known[area.pk],
            [line(goal, standings[goal.pk]) for goal in area.goals.all()],
        )
        for area in shown
    ]


def line(goal: Goal, standing: GoalStanding) -> GoalLine:
    """Return how `goal` stands."""
    return GoalLine(goal, standing, steering_words.goal_kind(standing))


def by_level(found: Sequence[AreaCard]) -> list[tuple[str, list[AreaCard]]]:
    """Return the cards under the names of their levels, priority areas first."""
    headings = {
        AreaLevel.PRIORITY: _("Priority areas"),
        AreaLevel.FURTHER: _("Further fields of action"),
    }
    groups = [
        (heading, [card for card in found if card.area.level == level])
        for level, heading in headings.items()
    ]
    return [(heading, group) for heading, group in groups if group]


def named(public_id: str) -> Concept | None:
    """Return the concept that an address names, None where it names none."""
    try:
        return Concept.objects.get(public_id=UUID(public_id))
    except (ValueError, Concept.DoesNotExist):
        return None
