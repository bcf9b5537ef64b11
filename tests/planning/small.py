"""Small random assignments, and what can be said of them by trying every choice there is."""

from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from konfluenz.planning.problem import Loads, Problem

MOST_PAIRS = 10


def numbers(values):
    return np.array(values, dtype=np.int64)


@st.composite
def problems(draw, *, needed=False, flow=False):
    """Draw up to 4 takers, 4 items and 10 pairs; some with loads, some with times."""
    takers, items = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    every = [(taker, item) for taker in range(takers) for item in range(items)]
    pairs = draw(st.lists(st.sampled_from(every), unique=True, max_size=MOST_PAIRS))
    low = -20 if needed else 0

    def drawn(count, least, most):
        return numbers(draw(st.lists(st.integers(least, most), min_size=count, max_size=count)))

    wanted = drawn(items, 0, 3)
    loads = Loads(drawn(len(pairs), 0, 6), drawn(takers, 0, 9))
    times = drawn(items, 0, 7).astype(np.uint64)[:, None]
    return Problem(
        taker=numbers([taker for taker, _item in pairs]),
        item=numbers([item for _taker, item in pairs]),
        gain=drawn(len(pairs), low, 30),
        most=drawn(takers, 0, 4),
        wanted=wanted,
        needed=np.minimum(drawn(items, 0, 2), wanted) if needed else np.zeros_like(wanted),
        loads=None if flow or draw(st.booleans()) else loads,
        times=None if flow or draw(st.booleans()) else times,
    )


def keeps_rules(problem, chosen):
    """Say so one taker and one item at a time, by nothing but counting."""
    for taker in range(len(problem.most)):
        own = [pair for pair in chosen if problem.taker[pair] == taker]
        if len(own) > problem.most[taker]:
            return False
        if problem.loads and sum(problem.weight[own]) > problem.loads.capacity[taker]:
            return False
        if problem.times is not None and any(
            int(problem.times[problem.item[one], 0]) & int(problem.times[problem.item[two], 0])
            for one, two in combinations(own, 2)
        ):
            return False
    taken = [
        sum(problem.item[pair] == item for pair in chosen) for item in range(len(problem.wanted))
    ]
    return all(
        least <= count <= most
        for least, count, most in zip(problem.needed, taken, problem.wanted, strict=True)
    )


def best_gain(problem):
    """Return the most that can be gained, None where no choice keeps the rules."""
    everything = range(len(problem.taker))
    return max(
        (
            int(problem.gain[list(chosen)].sum())
            for size in range(len(problem.taker) + 1)
            for chosen in combinations(everything, size)
            if keeps_rules(problem, chosen)
        ),
        default=None,
    )
