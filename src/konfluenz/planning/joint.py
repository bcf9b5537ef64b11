"""All items and takers together, with loads and times: a solution and how good it is known to be.

First the plain flow over all pairs: its optimum is a bound. Where it breaks no rule, it is the
answer. A small problem, or one in which items must be taken, goes to the constraint program,
which proves the rest. A large one is worked on with the pairs near the flow's prices, by rounds
of flows, while the bound over all pairs comes down by bundles; both stop where they meet.
"""

import time
from dataclasses import dataclass, replace

import numpy as np

from konfluenz.planning import bundles, clusters, exact, flow, prices, rules
from konfluenz.planning.problem import Integers, Problem, Solution, Status
from konfluenz.planning.rounds import Rounds

SMALL = 15_000
"""So many pairs the constraint program proves in seconds."""

CANDIDATES = 100_000
OPENING, PATIENCE = 10, 12
"""Rounds before the bound is worked on; rounds in a row that may gain next to nothing."""

LITTLE = 2e-5
"""What is next to nothing, as a share of what is gained."""


@dataclass(frozen=True)
class Joint(Solution):
    """A solution with three bounds, all of them over all pairs; `bound` is the lowest.

    `plain_bound` is that of the flow with capacities alone, `flow_bound` that of the flow in
    which of each cluster of items that exclude each other one may be had (see `clusters`).
    """

    plain_bound: float
    flow_bound: float


def solve(
    problem: Problem, *, seconds: float, enough: float = 0.0, candidates: int = CANDIDATES
) -> Joint:
    """Return the best assignment found in `seconds` and the best bound over all pairs.

    It stops earlier when the gap is at most `enough`, or when nothing moves any more. INFEASIBLE
    where items lack takers that they must have, UNKNOWN where time ran out before it was known.
    """
    started = time.perf_counter()
    kept = rules.possible(problem)
    tight = rules.tightened(problem.only(kept))
    plain = flow.solve(tight.relaxed())
    if plain.status is Status.INFEASIBLE or not rules.broken(tight, plain.chosen):
        return _told(kept, plain, plain.bound, plain.bound, started)
    near = flow.solve(tight.relaxed(), clusters.of(tight))
    if near.status is Status.INFEASIBLE or not rules.broken(tight, near.chosen):
        return _told(kept, near, plain.bound, near.bound, started)
    left = seconds - (time.perf_counter() - started)
    if tight.needed.any():
        found = exact.solve(tight, seconds=left)
    else:
        found = _search(tight, plain, left, enough, candidates)
    return _told(kept, found, plain.bound, near.bound, started)


def _told(kept: Integers, found: Solution, plain: float, near: float, started: float) -> Joint:
    """Return the solution in the pairs of the whole problem. Gains are whole: so are bounds."""
    bound = float(np.floor(min(found.bound, plain, near) + 1e-6))
    is_best = found.status is Status.FEASIBLE and found.objective >= bound
    status = Status.OPTIMAL if is_best else found.status
    took = time.perf_counter() - started
    return Joint(kept[found.chosen], found.objective, bound, status, took, plain, near)


def _search(
    tight: Problem, best: Solution, seconds: float, enough: float, candidates: int
) -> Solution:
    """Return a solution of a problem in which items may stay open, by rounds and bundles."""
    started = time.perf_counter()
    price = prices.of(tight, best)
    near = prices.candidates(tight, best, price, most=candidates)
    rounds = Rounds(tight.only(near), price.beyond(tight)[near])
    _play(rounds, until=started + seconds / 2, bound=best.bound, rounds_at_most=OPENING)
    lowest = bundles.lowest(
        bundles.Bundles(tight), price.place, target=rounds.objective, seconds=seconds / 4
    )
    bound = min(best.bound, lowest.bound)
    _play(rounds, until=started + seconds, bound=bound / (1 + enough))
    found = Solution(near[rounds.chosen], rounds.objective, bound, Status.FEASIBLE, 0.0)
    left = started + seconds - time.perf_counter()
    return found if found.gap <= enough else _proven(tight, found, lowest, left)


def _play(rounds: Rounds, *, until: float, bound: float, rounds_at_most: int = 10**9) -> None:
    """Play one round, and more until the bound is met, time is up, or nothing moves any more."""
    gained: list[int] = []
    while not gained or (len(gained) < rounds_at_most and time.perf_counter() < until):
        rounds.play()
        gained.append(rounds.objective)
        if gained[-1] >= bound:
            return
        if len(gained) > PATIENCE and gained[-1] - gained[-PATIENCE] < LITTLE * gained[-1]:
            return


def _proven(tight: Problem, found: Solution, lowest: bundles.Lowest, seconds: float) -> Solution:
    """Return the solution with what the constraint program can add, where few pairs are left.

    Only pairs that can be part of something better count, and those chosen already.
    """
    can = np.union1d(lowest.better(tight, found.objective), found.chosen)
    if len(can) > SMALL or seconds <= 0:
        return found
    start = np.searchsorted(can, found.chosen)
    proof = exact.solve(tight.only(can), seconds=seconds, start=start)
    bound = min(found.bound, max(proof.bound, found.objective))
    if proof.objective <= found.objective:
        return replace(found, bound=bound)
    return replace(found, chosen=can[proof.chosen], objective=proof.objective, bound=bound)
