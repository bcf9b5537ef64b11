"""A bound that counts loads and times: at given prices every taker has a best bundle of items.

Whatever the prices of the places are, nobody gains more than what the best bundles gain beyond
the prices, and the prices of all places (Lagrangian relaxation; Fisher 1981). At the prices of
the flow that is never more than the flow's own bound; better prices are sought by subgradients.
All pairs of the problem are counted, not only candidates.
"""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from konfluenz.planning.problem import Flags, Integers, Problem

Reals = NDArray[np.float64]

DEEP = 24
"""So many of a taker's best items are tried together; what lies deeper is over-estimated."""

WIDE = 3
"""Bundles of so many items are tried; larger ones are over-estimated."""

SHORT = 0.01
"""A step this small is not worth taking."""

PATIENCE = 5
"""After so many steps without a better bound the steps become half as long."""


@dataclass(frozen=True)
class Outlook:
    """What prices prove: nobody gains more than `bound`; `taken` is the demand for each item.

    `best` is what each taker's best bundle is worth at most beyond the prices.
    """

    bound: float
    taken: Integers
    best: Reals


@dataclass(frozen=True)
class _Offers:
    """Pairs worth more than their price, taker by taker, best first; `first` starts a taker."""

    pair: Integers
    taker: Integers
    worth: Reals
    first: Integers
    count: Integers

    def summed(self, number: Integers) -> Reals:
        """Return for each taker the sum of the `number` best."""
        sums = np.concatenate([[0.0], np.cumsum(self.worth)])
        return sums[self.first + np.minimum(self.count, number)] - sums[self.first]

    def at(self, rank: int) -> Reals:
        """Return for each taker the worth of the offer at `rank`, 0 where there are fewer."""
        worth = np.append(self.worth, 0.0)
        return worth[np.where(self.count > rank, self.first + rank, len(self.worth))]


class Bundles:
    """The best bundles of all takers of a problem in which no item must be taken."""

    def __init__(self, problem: Problem) -> None:
        if problem.needed.any():
            raise ValueError("Bundles are for items that may stay open.")
        self.problem = problem

    def at(self, place: Reals) -> Outlook:
        """Return what the prices `place` prove; none may be below 0."""
        offers = self._offers(place)
        best, bundle = self._best(offers)
        pairs = offers.pair[bundle[bundle >= 0]]
        taken = np.bincount(self.problem.item[pairs], minlength=len(place))
        value = self._limit(offers, best)
        return Outlook(float(value.sum() + place @ self.problem.wanted), taken, value)

    def _offers(self, place: Reals) -> _Offers:
        problem = self.problem
        worth = problem.gain - place[problem.item]
        some = np.flatnonzero((worth > 0) & (problem.most[problem.taker] > 0))
        some = some[np.lexsort((-worth[some], problem.taker[some]))]
        taker = problem.taker[some]
        count = np.bincount(taker, minlength=len(problem.most))
        return _Offers(some, taker, worth[some], np.cumsum(count) - count, count)

    def _best(self, offers: _Offers) -> tuple[Reals, Integers]:
        """Return for each taker the worth of the best bundle of up to WIDE offers, and which."""
        best = np.zeros(len(self.problem.most))
        bundle = np.full((len(best), WIDE), -1)
        sets = np.arange(len(offers.pair))[:, None]
        while len(sets):
            worth, taker = offers.worth[sets].sum(axis=1), offers.taker[sets[:, 0]]
            order = np.lexsort((-worth, taker))
            top = order[np.unique(taker[order], return_index=True)[1]]
            top = top[worth[top] > best[taker[top]]]
            best[taker[top]] = worth[top]
            bundle[taker[top], : sets.shape[1]] = sets[top]
            sets = self._wider(offers, sets)
        return best, bundle

    def _wider(self, offers: _Offers, sets: Integers) -> Integers:
        """Return every set with one offer more, a worse one, that goes with all in it."""
        taker, size = offers.taker[sets[:, 0]], sets.shape[1]
        end = offers.first[taker] + np.minimum(offers.count[taker], DEEP)
        more = np.where(self.problem.most[taker] > size, end - 1 - sets[:, -1], 0)
        more = np.maximum(more, 0) if size < WIDE else np.zeros_like(more)
        old = np.repeat(sets, more, axis=0)
        step = np.arange(len(old)) - np.repeat(np.cumsum(more) - more, more)
        wider = np.column_stack([old, old[:, -1] + 1 + step])
        return wider[self._together(offers.pair[wider])]

    def _together(self, pairs: Integers) -> Flags:
        """Return for each row of pairs whether a taker can have the last with all others."""
        problem = self.problem
        fit = np.ones(len(pairs), dtype=bool)
        if problem.loads is not None:
            capacity = problem.loads.capacity[problem.taker[pairs[:, 0]]]
            fit &= problem.loads.weight[pairs].sum(axis=1) <= capacity
        if problem.times is not None:
            times = problem.times[problem.item[pairs]]
            fit &= ~(times[:, :-1] & times[:, -1:]).any(axis=(1, 2))
        return fit

    def _limit(self, offers: _Offers, best: Reals) -> Reals:
        """Return a limit to the worth of each taker's best bundle, mostly the best one found.

        What lies deeper than DEEP may go with the best there are. Of more than WIDE items each is
        in as many threes as any other, so that their number by WIDE times the best three is a
        limit; and so is always the sum of the best.
        """
        most = self.problem.most
        wide = np.minimum(most, WIDE)
        deep = offers.summed(np.maximum(wide - 1, 0)) + offers.at(DEEP)
        found = np.where((offers.count > DEEP) & (most > 1), np.maximum(best, deep), best)
        return np.minimum(offers.summed(most), found * np.maximum(most / WIDE, 1.0))


@dataclass(frozen=True)
class Lowest:
    """The lowest bound found, and the prices that prove it."""

    bound: float
    place: Reals
    best: Reals
    """What each taker's best bundle is worth at most beyond the prices."""

    def better(self, problem: Problem, gained: int) -> Integers:
        """Return the indices of pairs that can be part of a solution that gains more.

        A taker who has the pair has beside it, at most, one item less than allowed, each as good
        as the best. Gains are whole, so that more means one more.
        """
        worth = problem.gain - self.place[problem.item]
        top = np.zeros(len(problem.most))
        np.maximum.at(top, problem.taker, worth)
        rest = np.minimum(top * np.maximum(problem.most - 1, 0), self.best)
        with_it = self.bound + (rest - self.best)[problem.taker] + worth
        return np.flatnonzero(with_it > gained + 1 - 1e-6)


def lowest(bundles: Bundles, place: Integers, *, target: float, seconds: float) -> Lowest:
    """Return the lowest bound found on the way down from the prices `place`.

    `target` is what a solution gains: no bound lies below it, and steps are as long as if the
    best bound were there (Polyak). It ends when steps have become short or time is up.
    """
    started, price = time.perf_counter(), place.astype(np.float64)
    outlook = bundles.at(price)
    found = Lowest(outlook.bound, price, outlook.best)
    step, waited = 1.0, 0
    while step > SHORT and found.bound > target and time.perf_counter() - started < seconds:
        price = _down(bundles.problem, price, outlook, step * (outlook.bound - target))
        outlook = bundles.at(price)
        waited = 0 if outlook.bound < found.bound - 1 else waited + 1
        if outlook.bound < found.bound:
            found = Lowest(outlook.bound, price, outlook.best)
        if waited >= PATIENCE:
            step, waited = step / 2, 0
    return found


def _down(problem: Problem, price: Reals, outlook: Outlook, length: float) -> Reals:
    """Return prices raised where more is asked for than is there, and lowered where less is."""
    lack = (outlook.taken - problem.wanted).astype(np.float64)
    lack[(price <= 0) & (lack < 0)] = 0
    square = float(lack @ lack)
    return np.maximum(price + lack * (length / square), 0) if square else price
