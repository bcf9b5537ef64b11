"""Whether a choice of pairs keeps all rules, and what follows from the rules by themselves."""

from dataclasses import replace

import numpy as np

from konfluenz.planning.problem import Flags, Integers, Problem


def broken(problem: Problem, chosen: Integers) -> list[str]:
    """Return the names of the rules that `chosen` breaks; none for a solution."""
    taker, item = problem.taker[chosen], problem.item[chosen]
    had = np.bincount(taker, minlength=len(problem.most))
    taken = np.bincount(item, minlength=len(problem.wanted))
    found = {
        "most": bool(np.any(had > problem.most)),
        "wanted": bool(np.any(taken > problem.wanted)),
        "needed": bool(np.any(taken < problem.needed)),
        "loads": bool(np.any(overloaded(problem, chosen))),
        "times": _clash(problem, chosen),
    }
    return [rule for rule, is_broken in found.items() if is_broken]


def overloaded(problem: Problem, chosen: Integers) -> Flags:
    """Return for each taker whether the pairs chosen weigh more than they can carry."""
    if problem.loads is None:
        return np.zeros(len(problem.most), dtype=bool)
    carried = np.zeros(len(problem.most), np.int64)
    np.add.at(carried, problem.taker[chosen], problem.loads.weight[chosen])
    return carried > problem.loads.capacity


def _clash(problem: Problem, chosen: Integers) -> bool:
    """Return whether a taker's items share a bit: together they have fewer than one by one."""
    if problem.times is None or not len(chosen):
        return False
    order = chosen[np.argsort(problem.taker[chosen], kind="stable")]
    times = problem.times[problem.item[order]]
    _takers, starts = np.unique(problem.taker[order], return_index=True)
    together = np.bitwise_or.reduceat(times, starts, axis=0)
    return bool(np.bitwise_count(together).sum() < np.bitwise_count(times).sum())


def possible(problem: Problem) -> Integers:
    """Return the indices of the pairs that their taker could have if it were the only one."""
    fits = (problem.most[problem.taker] > 0) & (problem.wanted[problem.item] > 0)
    if problem.loads is not None:
        fits &= problem.loads.weight <= problem.loads.capacity[problem.taker]
    return np.flatnonzero(fits)


def tightened(problem: Problem) -> Problem:
    """Return the problem with `most` as low as the loads allow: so many of the lightest fit.

    It has the same solutions, so that a bound of its flow is a bound of the problem.
    """
    order = np.lexsort((problem.weight, problem.taker))
    taker = problem.taker[order]
    first = np.searchsorted(taker, np.arange(len(problem.most)))
    fits = np.arange(len(taker)) - first[taker] < problem.most[taker]
    if problem.loads is not None:
        summed = np.concatenate([[0], np.cumsum(problem.loads.weight[order])])
        fits &= summed[1:] - summed[first[taker]] <= problem.loads.capacity[taker]
    most = np.bincount(taker[fits], minlength=len(problem.most))
    return replace(problem, most=most.astype(np.int64))
