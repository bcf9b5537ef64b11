"""First come, first served: what a list on the wall would bring. The peer to compare with."""

import time

import numpy as np

from konfluenz.planning.problem import Integers, Problem, Solution, Status


def solve(problem: Problem) -> Solution:
    """Let the takers come in the order of their numbers; each has the best that is still open.

    It keeps loads and times, and what must be had it does not look at. Equal gains: the lower
    pair. Nothing is proven: the bound is infinite.
    """
    started = time.perf_counter()
    left = problem.wanted.copy()
    order = np.lexsort((-problem.gain, problem.taker))
    cuts = np.searchsorted(problem.taker[order], np.arange(len(problem.most) + 1))
    taken = [
        pair
        for taker in range(len(problem.most))
        for pair in _serve(problem, taker, order[cuts[taker] : cuts[taker + 1]], left)
    ]
    chosen = np.sort(np.array(taken, np.int64))
    status = Status.INFEASIBLE if problem.unmet(chosen) else Status.FEASIBLE
    gained = int(problem.gain[chosen].sum())
    return Solution(chosen, gained, float("inf"), status, time.perf_counter() - started)


def _serve(problem: Problem, taker: int, pairs: Integers, left: Integers) -> list[int]:
    """Return what the taker has of `pairs`, best first, and take it from what is left."""
    served: list[int] = []
    pairs = pairs[(left[problem.item[pairs]] > 0) & (problem.gain[pairs] > 0)]
    room = None if problem.loads is None else problem.loads.capacity[taker]
    while len(pairs) and len(served) < problem.most[taker]:
        if room is not None:
            pairs = pairs[problem.weight[pairs] <= room]
            if not len(pairs):
                break
            room -= problem.weight[pairs[0]]
        first, pairs = pairs[0], pairs[1:]
        served.append(int(first))
        left[problem.item[first]] -= 1
        pairs = _beside(problem, first, pairs)
    return served


def _beside(problem: Problem, first: int, pairs: Integers) -> Integers:
    """Return the pairs whose items share no time with that of `first`."""
    if problem.times is None:
        return pairs
    shared = problem.times[problem.item[pairs]] & problem.times[problem.item[first]]
    return pairs[~(shared != 0).any(axis=1)]
