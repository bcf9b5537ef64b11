"""Who fits which opportunity, with reasons. It suggests; a person decides (Art. 22 DSGVO)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.utils import timezone

from konfluenz.planning import advice, limits, scoring
from konfluenz.planning.parties import Floats
from konfluenz.planning.scoring import PARTS, Scores
from konfluenz.volunteering import (
    array_takers,
    arrays,
    kept_columns,
    kept_items,
    opportunities,
    reasons,
    taker_columns,
    weights,
)
from konfluenz.volunteering.arrays import Town
from konfluenz.volunteering.models import Opportunity, Volunteer
from konfluenz.volunteering.taker_columns import Columns

AT_FIRST, MORE = 3, 4
"""For ten suggestions thirty are read at first, then four times as many: most are free."""

MOST_CHANGES = 3
"""So many changes are named for an opportunity that nobody fits."""


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


@dataclass(frozen=True)
class Found:
    """Who fits an opportunity; where nobody does, the `reason` and `changes` that would help."""

    suggestions: list[Suggestion]
    reason: str = ""
    changes: tuple[str, ...] = ()


def for_opportunity(opportunity: Opportunity, best: int = 10) -> list[Suggestion]:
    """Return the `best` volunteers for `opportunity` as it was read, the best first."""
    return look(opportunity, best).suggestions


def look(opportunity: Opportunity, best: int = 10) -> Found:
    """Return the `best` volunteers for `opportunity`, or why there is none and what would help."""
    town = arrays.read(kept_columns.askable(timezone.localdate()), [opportunity])
    if found := _suggestions(town, best):
        return Found(found)
    told = advice.of(town.takers, town.items, 0, never=town.never)
    helpful = (reasons.helps(town, change) for change in told.changes[:MOST_CHANGES])
    return Found([], reasons.why_open(told), tuple(helpful))


def for_volunteer(volunteer: Volunteer, best: int = 10) -> list[Suggestion]:
    """Return the `best` open opportunities for `volunteer`, whatever their state is.

    All are weighed by what is kept; those in front are read and judged again with all that
    keeps two apart, until there are enough.
    """
    found: list[Suggestion] = []
    one, shares = _one(volunteer), weights.array()
    ranked, begin, end = _ranked(one, shares), 0, AT_FIRST * best
    while begin < len(ranked) and len(found) < best:
        anew = Opportunity.objects.filter(pk__in=ranked[begin:end]).order_by("pk")
        town = arrays.read(one, opportunities.with_parts(anew))
        found += _with_place(volunteer, town, shares)
        begin, end = end, MORE * end
    return sorted(found, key=lambda one: (-one.score, one.opportunity.pk))[:best]


def of_pair(opportunity: Opportunity, volunteer: Volunteer) -> Pair:
    """Return how the two go together, in whatever state they are."""
    anew = Opportunity.objects.filter(pk=opportunity.pk)
    town = arrays.read(_alone(volunteer), opportunities.with_parts(anew))
    missed = limits.missed(town.takers, town.items, 0, town.never)
    broken = tuple(name for name, flags in missed.items() if flags[0])
    found = [] if broken else _suggestions(town, 1)
    return Pair(found[0] if found else None, broken)


def told(
    town: Town, scores: Scores, people: Mapping[int, Volunteer] | None = None
) -> list[Suggestion]:
    """Return the pairs in `scores` with their records and words, in the same order.

    `people` are the volunteers by key, with their persons; None: they are read now.
    """
    takers, items = scores.taker.tolist(), scores.item.tolist()
    keys = town.keys.tolist()
    people = people or volunteers(keys[taker] for taker in takers)
    pairs = zip(takers, items, scores.score.tolist(), scores.parts, strict=True)
    return [
        Suggestion(
            people[keys[taker]],
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
    rows = Volunteer.objects.select_related("person", "district")
    return rows.defer("remarks", "person__notes").in_bulk(set(keys))


def _alone(volunteer: Volunteer) -> Columns:
    """Return one volunteer, as they stand in the database and not in what is kept."""
    rows = Volunteer.objects.filter(pk=volunteer.pk)
    return taker_columns.read(rows, timezone.localdate())


def _one(volunteer: Volunteer) -> Columns:
    """Return one volunteer: from what is kept of those who are here, else read anew."""
    kept = kept_columns.here(timezone.localdate())
    rows = np.flatnonzero(kept.keys == volunteer.pk)
    return kept.chosen(rows) if len(rows) else _alone(volunteer)


def _suggestions(town: Town, best: int) -> list[Suggestion]:
    found = scoring.suggestions(
        town.takers, town.items, weights.array(), best=best, never=town.never
    )
    return told(town, found)


def _ranked(volunteer: Columns, shares: Floats) -> list[int]:
    """Return the keys of all open opportunities that `volunteer` may fit, the best first."""
    there = kept_items.open_on(timezone.localdate())
    takers = array_takers.of(volunteer, there.words, timezone.now()).takers
    fits = scoring.eligible(takers, there.items, shares)
    order = np.lexsort((fits.item, -fits.score))
    return [int(key) for key in there.keys[fits.item[order]]]


def _with_place(volunteer: Volunteer, town: Town, shares: Floats) -> list[Suggestion]:
    """Return what fits the only volunteer in `town` and still has a place."""
    fits = scoring.suggestions(town.takers, town.items, shares, best=1, never=town.never)
    free = np.flatnonzero(town.items.wanted[fits.item] > 0)
    return told(town, fits.chosen(free), {volunteer.pk: volunteer})
