"""What a taker's turn and an item's place are worth in the best flow, and who is close to it.

The prices are the dual solution of the flow (Ahuja, Magnanti, Orlin, chapter 9): a pair that
was not chosen gains no more than the two prices together. How far below them it stays says
how much choosing it would cost, which is how candidates for the harder problem are found.
"""

from dataclasses import dataclass

import numpy as np

from konfluenz.planning.problem import Integers, Problem, Solution

FAR = np.int64(2**60)


@dataclass(frozen=True)
class Prices:
    """`turn` is what one more turn of each taker is worth, `place` one more place of each item."""

    turn: Integers
    place: Integers

    def beyond(self, problem: Problem) -> Integers:
        """Return for each pair its gain beyond both prices; above 0 only for pairs chosen."""
        return problem.gain - self.turn[problem.taker] - self.place[problem.item]


def of(problem: Problem, best: Solution) -> Prices:
    """Return the prices that prove `best`, an optimum of the flow. None is below 0.

    They are shortest ways through what the flow left free, found by relaxing all arcs at once
    until nothing moves (Bellman and Ford). Raises ValueError where an item must be taken: its
    price has no floor then.
    """
    if problem.needed.any():
        raise ValueError("Prices are for items that may stay open.")
    free = np.ones(len(problem.taker), dtype=bool)
    free[best.chosen] = False
    had = np.bincount(problem.taker[~free], minlength=len(problem.most))
    taken = np.bincount(problem.item[~free], minlength=len(problem.wanted))
    turn = np.where(had < problem.most, 0, FAR)
    place = np.where(taken > 0, 0, FAR)
    onward = _Arcs(problem.taker[free], problem.item[free], -problem.gain[free])
    back = _Arcs(problem.item[~free], problem.taker[~free], problem.gain[~free])
    while onward.relax(turn, place) | back.relax(place, turn):
        pass
    return Prices(np.maximum(turn, 0), np.maximum(-place, 0))


def candidates(problem: Problem, best: Solution, prices: Prices, *, most: int) -> Integers:
    """Return the indices of at most `most` pairs near the prices, those in `best` before all."""
    beyond = prices.beyond(problem)
    beyond[best.chosen] = FAR
    if most >= len(beyond):
        return np.arange(len(beyond))
    return np.sort(np.argpartition(-beyond, most)[:most])


class _Arcs:
    """Arcs of one direction, ordered by their heads so that one pass takes all minima."""

    def __init__(self, tail: Integers, head: Integers, cost: Integers) -> None:
        order = np.argsort(head, kind="stable")
        self.tail, self.cost = tail[order], cost[order]
        self.heads, self.cuts = np.unique(head[order], return_index=True)

    def relax(self, tails: Integers, heads: Integers) -> bool:
        """Shorten the ways to `heads` over these arcs; return whether any way got shorter."""
        if not len(self.cuts):
            return False
        reach = np.where(tails[self.tail] < FAR, tails[self.tail] + self.cost, FAR)
        found = np.minimum.reduceat(reach, self.cuts)
        shorter = found < heads[self.heads]
        heads[self.heads[shorter]] = found[shorter]
        return bool(shorter.any())
