"""Who fits which opportunity, with reasons. It suggests; a person decides (Art. 22 DSGVO)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet

from konfluenz.planning import limits, scoring
from konfluenz.planning.scoring import PARTS, Scores
from konfluenz.volunteering import arrays, opportunities, reasons, weights
from konfluenz.volunteering.arrays import Town
from konfluenz.volunteering.models import Opportunity, Volunteer
from konfluenz.volunteering.models.volunteers import ASKABLE


@dataclass(frozen=True)
class Suggestion:
    """One pair. `score` is 0 … 1000, `parts` says each part's share of 1; the rest is words."""

    volunteer: Volunteer
    opportunity: Opportunity
    score: int
    parts: Mapping[str, float]
    reasons: tuple[str, ...]
    to_ask: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The reasons in one line."""
        return " · ".join(self.reasons)


@dataclass(frozen=True)
class Pair:
    """How one volunteer and one opportunity go together. `missed`: limits that they break.

    Names are those of `planning.limits`; whoever breaks none has a suggestion.
    """

    suggestion: Suggestion | None
    missed: tuple[str, ...]


def askable() -> QuerySet[Volunteer]:
    """Return the volunteers who can be asked: the first talk was held, they are not paused."""
    return Volunteer.objects.filter(state__in=ASKABLE)


def for_opportunity(opportunity: Opportunity, best: int = 10) -> list[Suggestion]:
    """Return the `best` volunteers for `opportunity`, the best first."""
    town = arrays.read(askable(), Opportunity.objects.filter(pk=opportunity.pk))
    return _suggestions(town, best)


def for_volunteer(volunteer: Volunteer, best: int = 10) -> list[Suggestion]:
    """Return the `best` open opportunities for `volunteer`, whatever their state is."""
    town = arrays.read(Volunteer.objects.filter(pk=volunteer.pk), opportunities.open_on())
    with_place = [one for one in _suggestions(town, 1) if _has_place(town, one)]
    return sorted(with_place, key=lambda one: (-one.score, one.opportunity.pk))[:best]


def of_pair(opportunity: Opportunity, volunteer: Volunteer) -> Pair:
    """Return how the two go together, in whatever state they are."""
    town = arrays.read(
        Volunteer.objects.filter(pk=volunteer.pk), Opportunity.objects.filter(pk=opportunity.pk)
    )
    missed = limits.missed(town.takers, town.items, 0, town.never)
    broken = tuple(name for name, flags in missed.items() if flags[0])
    found = [] if broken else _suggestions(town, 1)
    return Pair(found[0] if found else None, broken)


def told(town: Town, scores: Scores) -> list[Suggestion]:
    """Return the pairs in `scores` with their records and words, in the same order."""
    takers, items = scores.taker.tolist(), scores.item.tolist()
    people = volunteers(town.rows[taker].pk for taker in takers)
    pairs = zip(takers, items, scores.score.tolist(), scores.parts, strict=True)
    return [
        Suggestion(
            people[town.rows[taker].pk],
            town.opportunities[item],
            score,
            {name: round(float(part), 3) for name, part in zip(PARTS, parts, strict=True)},
            reasons.of(town, taker, item),
            reasons.to_ask(town, taker, item),
        )
        for taker, item, score, parts in pairs
    ]


def volunteers(keys: Iterable[int]) -> dict[int, Volunteer]:
    """Return the volunteers with these keys, the person read along."""
    return Volunteer.objects.select_related("person", "district").in_bulk(set(keys))


def _suggestions(town: Town, best: int) -> list[Suggestion]:
    found = scoring.suggestions(
        town.takers, town.items, weights.array(), best=best, never=town.never
    )
    return told(town, found)


def _has_place(town: Town, one: Suggestion) -> bool:
    at = town.opportunities.index(one.opportunity)
    return bool(np.any(town.items.wanted[at] > 0))
