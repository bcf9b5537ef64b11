"""Improvement by flows: every round lets all takers change at once what they have.

A taker's pairs are dealt into as many groups as the taker may have items, in such a way that
any choice of one pair from each group keeps the rules. What the taker has stays possible: each
item lies in a group of its own. With the groups in the place of the takers the problem is a
plain flow, and its optimum is the best of all these choices together, never worse than what
there was. The next round deals anew. It is a search in very large neighbourhoods (Ahuja,
Ergun, Orlin, Punnen 2002), each searched to its proven optimum.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from konfluenz.planning import flow
from konfluenz.planning.problem import Bits, Flags, Integers, Problem

NOISES = (0.02, 0.1, 0.5, 2.0)
"""How far a deal strays from the order of worth, as parts of its spread; one drawn a round."""


class Rounds:
    """A problem, the best solution of it so far (`chosen`, rising), and the dice for the next.

    `worth` ranks the pairs of a taker: the higher, the earlier a pair is dealt. The dice are
    thrown from `seed`, so that a run can be repeated.
    """

    def __init__(self, problem: Problem, worth: Integers, *, seed: int = 2015) -> None:
        self.problem = problem
        self.chosen: Integers = np.empty(0, np.int64)
        self.worth = worth.astype(np.float64)
        self.dice = np.random.default_rng(seed)
        self.width = max(int(problem.most.max(initial=1)), 1)

    @property
    def objective(self) -> int:
        """What the best solution so far gains."""
        return int(self.problem.gain[self.chosen].sum())

    def play(self) -> int:
        """Deal and solve once; return how many needed places are still unmet."""
        pairs, group = self._deal()
        dealt = replace(
            self.problem.relaxed().only(pairs),
            taker=group,
            most=np.ones(len(self.problem.most) * self.width, np.int64),
        )
        found = flow.solve(dealt)
        self.chosen = pairs[found.chosen]
        return self.problem.unmet(self.chosen)

    def _deal(self) -> tuple[Integers, Integers]:
        """Return the pairs dealt and the group of each: the taker's first one and its place."""
        had = np.zeros(len(self.problem.taker), dtype=bool)
        had[self.chosen] = True
        table = _Table(self.problem, self.width)
        place = np.full(len(had), -1, np.int64)
        for turn in self._turns(had):
            place[turn] = table.place(turn, had[turn], self.dice)
        pairs = np.flatnonzero(place >= 0)
        return pairs, self.problem.taker[pairs] * self.width + place[pairs]

    def _turns(self, had: Flags) -> list[Integers]:
        """Return the pairs turn by turn, one of each taker in a turn; what they have first."""
        noise = self.dice.choice(NOISES) * (self.worth.std() if len(had) else 0.0)
        worth = self.worth + self.dice.normal(0.0, 1.0, len(had)) * noise
        order = np.lexsort((-worth, ~had, self.problem.taker))
        taker = self.problem.taker[order]
        rank = np.arange(len(order)) - np.searchsorted(taker, taker)
        by_rank = np.argsort(rank, kind="stable")
        cuts = np.flatnonzero(np.diff(rank[by_rank])) + 1
        return np.split(order[by_rank], cuts)


class _Table:
    """The groups of all takers: the times and the greatest weight that each may come to."""

    def __init__(self, problem: Problem, width: int) -> None:
        self.problem = problem
        takers, words = len(problem.most), 0 if problem.times is None else problem.times.shape[1]
        self.times: Bits = np.zeros((takers, width, words), np.uint64)
        self.weight: Integers = np.zeros((takers, width), np.int64)
        self.open = np.arange(width) < problem.most[:, None]
        self.held = np.zeros((takers, width), dtype=bool)

    def place(self, pairs: Integers, had: Flags, dice: np.random.Generator) -> Integers:
        """Put each pair, no two of one taker, into a group where it may lie; -1: nowhere.

        What the taker has goes into a group that holds nothing it has.
        """
        taker, weight = self.problem.taker[pairs], self.problem.weight[pairs]
        fits = self.open[taker] & ~(had[:, None] & self.held[taker])
        fits &= self._in_time(taker, pairs) & self._within(taker, weight)
        drawn: NDArray[np.float64] = (1.0 - dice.random(fits.shape)) * fits
        group = np.where(fits.any(axis=1), drawn.argmax(axis=1), -1)
        put = np.flatnonzero(group >= 0)
        at = taker[put], group[put]
        if self.problem.times is not None:
            self.times[at] |= self.problem.times[self.problem.item[pairs[put]]]
        self.weight[at] = np.maximum(self.weight[at], weight[put])
        self.held[at] |= had[put]
        return group

    def _in_time(self, taker: Integers, pairs: Integers) -> Flags:
        """Return, pair by group, whether the pair clashes with no other group."""
        if self.problem.times is None:
            return np.ones((len(pairs), self.open.shape[1]), dtype=bool)
        times = self.problem.times[self.problem.item[pairs]]
        clash = ((self.times[taker] & times[:, None]) != 0).any(axis=2)
        return clash.sum(axis=1)[:, None] == clash

    def _within(self, taker: Integers, weight: Integers) -> Flags:
        """Return, pair by group, whether the heaviest of all groups can still be carried."""
        if self.problem.loads is None:
            return np.ones((len(taker), self.open.shape[1]), dtype=bool)
        now = self.weight[taker]
        others = now.sum(axis=1)[:, None] - now
        capacity = self.problem.loads.capacity[taker][:, None]
        return others + np.maximum(now, weight[:, None]) <= capacity
