"""All open opportunities together: as good as it gets by the city's weights, or how near."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
from babel.numbers import format_decimal
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfluenz.planning import advice, joint, scoring
from konfluenz.planning.advice import Advice, Change
from konfluenz.planning.joint import Joint
from konfluenz.planning.limits import Barred
from konfluenz.planning.parties import Floats, Takers
from konfluenz.planning.problem import Integers
from konfluenz.planning.scoring import Scores
from konfluenz.volunteering import (
    arrays,
    kept_columns,
    matching,
    opportunities,
    reasons,
    weights,
)
from konfluenz.volunteering.arrays import Town
from konfluenz.volunteering.matching import Suggestion
from konfluenz.volunteering.models import Opportunity, Proposal, ProposalState

SECONDS = 60.0
TRIED = 4
"""So many changes are tried, most promising first, before none is said to help."""

Progress = Callable[[int, int], None]
ROUNDS = 10
"""So often two who must not meet are taken apart and the rest is solved again."""


@dataclass(frozen=True)
class LeftOpen:
    """An opportunity of which `missing` places stay open, `taken` not, why, and what would help.

    `change` is empty where no single change helps; `filled` is how many of its places a new
    joint solution with the change fills, None where there was no time to look.
    """

    opportunity: Opportunity
    missing: int
    reason: str
    taken: int
    change: str
    filled: int | None


@dataclass(frozen=True)
class Together:
    """One volunteer for each place that can be filled. `bound`: nothing gains more than this."""

    suggestions: tuple[Suggestion, ...]
    left_open: tuple[LeftOpen, ...]
    total: int
    bound: int

    @property
    def is_optimal(self) -> bool:
        """Whether it is proven that nothing better exists."""
        return self.total >= self.bound

    @property
    def statement(self) -> str:
        """How good it is, in the words under the list."""
        if self.is_optimal:
            return _("optimal by your weights")
        percent = 100 * (self.bound - self.total) / self.bound
        locale = (get_language() or "de").partition("-")[0]
        said = format_decimal(max(percent, 0.01), "0.##", locale=locale)
        return _("at most %(percent)s %% below the optimum by your weights") % {"percent": said}


def for_all(*, seconds: float = SECONDS, progress: Progress = lambda _done, _all: None) -> Together:
    """Return the best assignment of all open places that is found in `seconds`.

    Places for which somebody is being asked are no longer open. What stays open is explained,
    and the smallest change that would help is checked by solving again while time is left.
    `progress` hears how many steps are done of how many: the solution is one half of them.
    """
    until = time.monotonic() + seconds
    town = _open_town()
    counted = weights.array()
    scores, found, bound = _solved(town, counted, seconds / 2)
    chosen = _with_parts(town, counted, scores, found.chosen)
    return Together(
        tuple(matching.told(town, chosen)),
        tuple(_left_open(town, counted, scores, found, until, progress)),
        int(chosen.score.sum()),
        bound,
    )


def _open_town() -> Town:
    """Return everybody and everything, without the places for which somebody is being asked."""
    columns = kept_columns.askable(timezone.localdate())
    town = arrays.read(columns, opportunities.with_parts(opportunities.open_on()))
    asked = Proposal.objects.filter(state=ProposalState.ASKED).order_by()
    counts = dict(asked.values_list("opportunity_id").annotate(count=Count("pk")))
    waiting = np.array([counts.get(each.pk, 0) for each in town.opportunities], np.int64)
    return replace(
        town, items=replace(town.items, wanted=np.maximum(town.items.wanted - waiting, 0))
    )


def _solved(town: Town, counted: Floats, seconds: float) -> tuple[Scores, Joint, int]:
    """Return all pairs, the solution and its bound. Nobody meets whom they must not meet.

    The bound is that of the first solution: taking two apart can only cost.
    """
    never, bounds = town.never, list[int]()
    for _round in range(ROUNDS + 1):
        scores = scoring.eligible(town.takers, town.items, counted, never=never)
        problem = scoring.problem(town.takers, town.items, scores)
        found = joint.solve(problem, seconds=seconds)
        bounds.append(int(found.bound))
        clashes = _clashes(town.apart, scores, found.chosen)
        if not clashes:
            return scores, found, bounds[0]
        never |= clashes
    kept = [pair for pair in found.chosen if (scores.taker[pair], scores.item[pair]) not in clashes]
    return scores, replace(found, chosen=np.array(kept, np.int64)), bounds[0]


def _clashes(apart: Barred, scores: Scores, chosen: Integers) -> Barred:
    """Return, of two who must not meet and share an item, the one who gains less there."""
    gain = {
        (int(scores.taker[pair]), int(scores.item[pair])): int(scores.score[pair])
        for pair in chosen
    }
    shared = (
        ((one, item), (other, item))
        for one, other in apart
        for taker, item in gain
        if taker == one and (other, item) in gain
    )
    return frozenset(min(couple, key=lambda pair: (gain[pair], pair)) for couple in shared)


def _with_parts(town: Town, counted: Floats, scores: Scores, chosen: Integers) -> Scores:
    """Return the chosen pairs with the parts of their scores, item by item, best first."""
    found = [
        _scored(town, counted, item, scores.taker[chosen[scores.item[chosen] == item]])
        for item in np.unique(scores.item[chosen]).tolist()
    ]
    if not found:
        return replace(scores, taker=chosen, item=chosen, score=chosen, parts=scores.parts[:0])
    columns = [[getattr(one, field.name) for one in found] for field in fields(Scores)]
    return Scores(*(np.concatenate(column) for column in columns))


def _scored(town: Town, counted: Floats, item: int, takers: Integers) -> Scores:
    some = Takers(*(getattr(town.takers, field.name)[takers] for field in fields(Takers)))
    one = scoring.suggestions(some, town.items.only(np.array([item])), counted, best=len(takers))
    return replace(one, taker=takers[one.taker], item=np.full(len(one.item), item))


def _left_open(
    town: Town, counted: Floats, scores: Scores, found: Joint, until: float, progress: Progress
) -> Iterator[LeftOpen]:
    """Yield what stays open, most places first; changes are checked while time is left."""
    taken = np.bincount(scores.item[found.chosen], minlength=len(town.opportunities))
    missing = town.items.wanted - taken
    items = sorted(np.flatnonzero(missing > 0).tolist(), key=lambda at: -missing[at])
    for number, item in enumerate(items):
        progress(len(items) + number, 2 * len(items))
        told = advice.of(town.takers, town.items, item, never=town.never)
        change = _helpful(town, counted, scores, told, int(taken[item]), until, found.seconds)
        yield LeftOpen(
            town.opportunities[item],
            int(missing[item]),
            reasons.why_open(told),
            int(taken[item]),
            reasons.helps(town, change) if change else "",
            change.filled if change else None,
        )


def _helpful(
    town: Town,
    counted: Floats,
    scores: Scores,
    told: Advice,
    taken: int,
    until: float,
    took: float,
) -> Change | None:
    """Return the first change with which a new solution fills more than is `taken` now.

    Where no time is left to solve again, which `took` so long, it is not checked.
    """
    for change in told.changes[:TRIED]:
        left = until - time.monotonic()
        if left <= 2 * took:
            return change
        tried = advice.confirmed(
            town.takers,
            town.items,
            counted,
            scores,
            told.item,
            change,
            seconds=left,
            never=town.never,
        )
        if (tried.filled or 0) > taken:
            return tried
    return None
