"""The assignment with loads and times: a constraint program (CP-SAT), with a proven bound."""

import time

import numpy as np
from ortools.sat.python import cp_model

from konfluenz.planning.problem import Integers, Problem, Solution, Status

STATUS = {
    cp_model.OPTIMAL: Status.OPTIMAL,
    cp_model.FEASIBLE: Status.FEASIBLE,
    cp_model.INFEASIBLE: Status.INFEASIBLE,
}


def solve(
    problem: Problem, *, seconds: float, start: Integers | None = None, workers: int = 2
) -> Solution:
    """Return the best assignment found in `seconds`, and the bound proven in that time.

    `start` are indices of pairs to begin from, such as a solution of a simpler problem. With
    UNKNOWN nothing was found and nothing is proven: the bound is infinite.
    """
    started = time.perf_counter()
    model, choices = _model(problem)
    _hint(model, choices, start)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = _left(seconds, started)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 2015
    status = STATUS.get(solver.solve(model), Status.UNKNOWN)
    took = time.perf_counter() - started
    if status not in (Status.OPTIMAL, Status.FEASIBLE):
        return Solution(np.empty(0, np.int64), 0, float("inf"), status, took)
    chosen = np.array([i for i, c in enumerate(choices) if solver.boolean_value(c)], np.int64)
    gained = int(problem.gain[chosen].sum())
    return Solution(chosen, gained, solver.best_objective_bound, status, took)


def _left(seconds: float, started: float) -> float:
    """Return the time that is left, less what the solver takes to notice that it is over."""
    return max(0.95 * (seconds - (time.perf_counter() - started)), 0.01)


def _hint(model: cp_model.CpModel, choices: list[cp_model.IntVar], start: Integers | None) -> None:
    if start is None:
        return
    begun = np.zeros(len(choices), dtype=bool)
    begun[start] = True
    for choice, value in zip(choices, begun.tolist(), strict=True):
        model.add_hint(choice, value)


def _model(problem: Problem) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    choices = [model.new_bool_var("") for _ in range(len(problem.taker))]
    for taker, pairs in _grouped(problem.taker, len(problem.most)):
        _limit(model, choices, pairs, np.ones(len(pairs), np.int64), int(problem.most[taker]))
        if problem.loads is not None:
            capacity = int(problem.loads.capacity[taker])
            _limit(model, choices, pairs, problem.loads.weight[pairs], capacity)
        if problem.most[taker] > 1:
            _part_in_time(model, choices, problem, pairs)
    for item, pairs in _grouped(problem.item, len(problem.wanted)):
        _fill(model, choices, pairs, int(problem.needed[item]), int(problem.wanted[item]))
    model.maximize(cp_model.LinearExpr.weighted_sum(choices, problem.gain.tolist()))
    return model, choices


def _limit(
    model: cp_model.CpModel,
    choices: list[cp_model.IntVar],
    pairs: Integers,
    weights: Integers,
    limit: int,
) -> None:
    """Keep the weights of the pairs chosen within `limit`; nothing to do where all fit."""
    if int(weights.sum()) <= limit:
        return
    taken = [choices[pair] for pair in pairs]
    if limit == 1 and np.all(weights == 1):
        model.add_at_most_one(taken)
    else:
        model.add(cp_model.LinearExpr.weighted_sum(taken, weights.tolist()) <= limit)


def _part_in_time(
    model: cp_model.CpModel, choices: list[cp_model.IntVar], problem: Problem, pairs: Integers
) -> None:
    """Let one taker have at most one of the pairs that need the same bit, for every bit."""
    if problem.times is None or len(pairs) < 2:
        return
    rows = problem.times[problem.item[pairs]].astype("<u8").view(np.uint8)
    bits = np.unpackbits(rows, axis=1)
    for column in np.unique(bits[:, bits.sum(axis=0) > 1], axis=1).T:
        model.add_at_most_one(choices[pair] for pair in pairs[column > 0])


def _fill(
    model: cp_model.CpModel,
    choices: list[cp_model.IntVar],
    pairs: Integers,
    needed: int,
    wanted: int,
) -> None:
    taken = [choices[pair] for pair in pairs]
    if needed == wanted == 1:
        model.add_exactly_one(taken)
    elif needed or len(taken) > wanted:
        model.add_linear_constraint(cp_model.LinearExpr.sum(taken), needed, wanted)


def _grouped(ends: Integers, count: int) -> list[tuple[int, Integers]]:
    """Return for each taker or item the indices of its pairs; one without pairs as well."""
    order = np.argsort(ends, kind="stable")
    cuts = np.searchsorted(ends[order], np.arange(count + 1))
    return [(end, order[cuts[end] : cuts[end + 1]]) for end in range(count)]
