"""The assignment without loads and times: a minimum-cost flow, solved to the proof.

Taker and item become nodes, a pair an arc. The optimum of a flow with whole capacities is
whole (Ahuja, Magnanti, Orlin: Network Flows, theorem 9.10), so nothing is rounded.
"""

import time

import numpy as np
from ortools.graph.python import min_cost_flow

from konfluenz.planning.problem import Integers, Problem, Solution, Status


def solve(problem: Problem, clusters: Integers | None = None) -> Solution:
    """Return the assignment that gains most. Raises ValueError for one that is no flow.

    `clusters` numbers, for each pair, a cluster of one taker's pairs of which one at most may be
    chosen; -1: in none.

    Where an item lacks takers that it must have, it is INFEASIBLE, and `chosen` is what comes
    nearest: as few as can be are lacking, and among those it gains most.
    """
    if not problem.is_flow:
        raise ValueError("Loads or times make it more than a flow.")
    started = time.perf_counter()
    network = _network(problem, clusters)
    status = network.solve()
    if status != network.OPTIMAL:
        raise ValueError(f"The gains are too large to be added up: {status}")
    flows = network.flows(np.arange(len(problem.taker)))
    chosen = np.flatnonzero(flows).astype(np.int64)
    gained = int(problem.gain[chosen].sum())
    known = Status.INFEASIBLE if problem.unmet(chosen) else Status.OPTIMAL
    return Solution(chosen, gained, float(gained), known, time.perf_counter() - started)


def _network(problem: Problem, clusters: Integers | None) -> min_cost_flow.SimpleMinCostFlow:
    """Build source → taker → item → sink; what is not assigned flows past, for nothing.

    A cluster is a node between its taker and their items, through which one may pass.
    """
    source = len(problem.most) + len(problem.wanted)
    sink = source + 1
    network = min_cost_flow.SimpleMinCostFlow()
    tail = problem.taker
    if clusters is not None:
        tail = np.where(clusters < 0, tail, sink + 1 + clusters)
    _add_pairs(network, problem, tail)
    if clusters is not None:
        _add_clusters(network, problem, clusters, sink + 1)
    _add_takers(network, problem, source)
    _add_items(network, problem, sink)
    through = int(_usable(problem.item, problem.wanted).sum())
    network.add_arc_with_capacity_and_unit_cost(source, sink, through, 0)
    network.set_node_supply(source, through)
    network.set_node_supply(sink, -through)
    return network


def _add_pairs(network: min_cost_flow.SimpleMinCostFlow, problem: Problem, tail: Integers) -> None:
    """Add the pairs, before all other arcs: so the flow of a pair is found by its index."""
    network.add_arcs_with_capacity_and_unit_cost(
        tail,
        len(problem.most) + problem.item,
        np.ones(len(problem.taker), np.int64),
        -problem.gain,
    )


def _add_takers(network: min_cost_flow.SimpleMinCostFlow, problem: Problem, source: int) -> None:
    takers = len(problem.most)
    network.add_arcs_with_capacity_and_unit_cost(
        np.full(takers, source),
        np.arange(takers),
        _usable(problem.taker, problem.most),
        np.zeros(takers, np.int64),
    )


def _add_clusters(
    network: min_cost_flow.SimpleMinCostFlow, problem: Problem, clusters: Integers, first: int
) -> None:
    inside = np.flatnonzero(clusters >= 0)
    known, where = np.unique(clusters[inside], return_index=True)
    network.add_arcs_with_capacity_and_unit_cost(
        problem.taker[inside[where]],
        first + known,
        np.ones(len(known), np.int64),
        np.zeros(len(known), np.int64),
    )


def _add_items(network: min_cost_flow.SimpleMinCostFlow, problem: Problem, sink: int) -> None:
    """Add item → sink: what must be had is worth more than all gains together."""
    nodes = len(problem.most) + np.arange(len(problem.wanted))
    sinks, must = np.full(len(nodes), sink), problem.needed
    if must.any():
        prize = 1 + int(np.abs(problem.gain).sum())
        network.add_arcs_with_capacity_and_unit_cost(
            nodes, sinks, must, np.full(len(nodes), -prize)
        )
    network.add_arcs_with_capacity_and_unit_cost(
        nodes, sinks, problem.wanted - must, np.zeros(len(nodes), np.int64)
    )


def _usable(ends: Integers, limit: Integers) -> Integers:
    """Return `limit`, but never more than there are pairs at that end."""
    return np.minimum(limit, np.bincount(ends, minlength=len(limit)))
