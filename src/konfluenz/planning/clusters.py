"""Items of which a taker can have one at most, so that a flow can count some of the rules.

A taker's items that are heavier than half of what they carry exclude each other, and so do
those that need the same half hour. A flow over all pairs in which one of each cluster may be
had gains at least as much as any solution: its optimum is a bound, and nearer than that of the
plain flow.
"""

import numpy as np

from konfluenz.planning.problem import Integers, Problem


def of(problem: Problem) -> Integers:
    """Return for each pair the number of its cluster, -1 for none. No pair is in two."""
    found = np.full(len(problem.taker), -1)
    several = problem.most[problem.taker] > 1
    if problem.loads is not None:
        heavy = several & (2 * problem.weight > problem.loads.capacity[problem.taker])
        found[heavy] = problem.taker[heavy]
    if problem.times is not None:
        _by_times(problem, np.flatnonzero(several & (found < 0)), found)
    return found


def _by_times(problem: Problem, pairs: Integers, found: Integers) -> None:
    """Give numbers, after those of the takers, to pairs of one taker that need the same bit."""
    times = _unpacked(problem)
    pairs = pairs[times[problem.item[pairs]].any(axis=1)]
    pairs = pairs[np.argsort(problem.taker[pairs], kind="stable")]
    cuts = np.flatnonzero(np.diff(problem.taker[pairs])) + 1
    number = len(problem.most)
    for own in np.split(pairs, cuts):
        left, bits = own, times[problem.item[own]]
        while len(left) > 1:
            covered = bits[:, bits.sum(axis=0).argmax()] > 0
            if np.count_nonzero(covered) < 2:
                break
            found[left[covered]] = number
            number, left, bits = number + 1, left[~covered], bits[~covered]


def _unpacked(problem: Problem) -> np.typing.NDArray[np.uint8]:
    """Return the bits of all items, those alone that more than one item needs."""
    assert problem.times is not None
    bits = np.unpackbits(problem.times.astype("<u8").view(np.uint8), axis=1)
    return bits[:, bits.sum(axis=0) > 1]
