"""Prices, clusters, bundles and rounds: no bound is below what can be gained."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planning.small import best_gain, keeps_rules, numbers, problems

from konfluenz.planning import bundles, clusters, flow, joint, prices, rules
from konfluenz.planning.problem import Loads, Problem
from konfluenz.planning.rounds import Rounds

MANY = settings(max_examples=150, deadline=None)


def town(seed, takers=60, items=30, pairs=900):
    """Return a problem too large to be tried out, too small to take long."""
    dice = np.random.default_rng(seed)
    both = dice.choice(takers * items, pairs, replace=False)
    return Problem(
        taker=both // items,
        item=both % items,
        gain=dice.integers(1, 1000, pairs),
        most=dice.integers(1, 5, takers),
        wanted=dice.integers(1, 5, items),
        needed=np.zeros(items, np.int64),
        loads=Loads(dice.integers(1, 6, items)[both % items], dice.integers(3, 12, takers)),
        times=np.uint64(1) << dice.integers(0, 6, (items, 1)).astype(np.uint64),
    )


@MANY
@given(problems(flow=True))
def test_prices_prove_the_flow(problem):
    """Complementary slackness: both sides add up, and what is not used up costs nothing."""
    best = flow.solve(problem)
    found = prices.of(problem, best)
    beyond = found.beyond(problem)
    chosen = np.zeros(len(problem.taker), bool)
    chosen[best.chosen] = True
    assert np.all(found.place >= 0)
    assert np.all(found.turn >= 0)
    assert np.all(beyond[~chosen] <= 0)
    assert np.all(beyond[chosen] >= 0)
    had = np.bincount(problem.taker[chosen], minlength=len(problem.most))
    taken = np.bincount(problem.item[chosen], minlength=len(problem.wanted))
    assert np.all(found.turn[had < problem.most] == 0)
    assert np.all(found.place[taken < problem.wanted] == 0)
    turns = np.where(problem.most > 0, found.turn, 0) @ problem.most
    assert turns + found.place @ problem.wanted + beyond[chosen].sum() == best.objective


def test_prices_are_for_items_that_may_stay_open():
    one = numbers([1])
    problem = Problem(numbers([0]), numbers([0]), one, one, one, one)
    with pytest.raises(ValueError, match="may stay open"):
        prices.of(problem, flow.solve(problem))
    with pytest.raises(ValueError, match="may stay open"):
        bundles.Bundles(problem)


def test_candidates_are_the_pairs_nearest_to_the_prices():
    problem = town(1).relaxed()
    best = flow.solve(problem)
    found = prices.of(problem, best)
    near = prices.candidates(problem, best, found, most=300)
    assert len(near) == 300
    assert set(best.chosen) <= set(near)
    out = np.setdiff1d(np.arange(900), near)
    beyond = found.beyond(problem)
    assert beyond[out].max() <= np.delete(beyond, out)[beyond[near] <= 0].max()
    assert prices.candidates(problem, best, found, most=5000).tolist() == list(range(900))


@MANY
@given(problems(needed=True))
def test_clusters_exclude_each_other_and_their_flow_is_a_bound(problem):
    tight = rules.tightened(problem.only(rules.possible(problem)))
    cluster = clusters.of(tight)
    for number in set(cluster[cluster >= 0].tolist()):
        inside = np.flatnonzero(cluster == number)
        assert len(set(tight.taker[inside].tolist())) == 1
        for one in inside:
            for other in inside[inside > one]:
                free = replace(tight, needed=np.zeros_like(tight.needed))
                assert not keeps_rules(free, [one, other])
    best = best_gain(problem)
    if best is not None:
        plain = flow.solve(tight.relaxed())
        assert best <= flow.solve(tight.relaxed(), cluster).bound <= plain.bound


@MANY
@given(problems(), st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_bundles_are_a_bound_at_any_prices(problem, place):
    at = np.array(place[: len(problem.wanted)], float)
    best = best_gain(problem)
    every = bundles.Bundles(problem)
    assert every.at(at).bound >= best - 1e-6
    lowest = bundles.lowest(every, at.astype(np.int64), target=best, seconds=1)
    assert lowest.bound >= best - 1e-6
    kept = lowest.better(problem, best - 1)
    assert best_gain(problem.only(kept)) == best


def test_bundles_prove_no_more_than_the_prices_of_the_flow():
    problem = rules.tightened(town(2))
    best = flow.solve(problem.relaxed())
    found = prices.of(problem, best)
    assert bundles.Bundles(problem).at(found.place.astype(float)).bound <= best.bound


def test_deep_and_wide_takers_are_over_estimated_not_under(monkeypatch):
    """With three offers and two items counted, the bound stands above that of all counted."""
    problem = rules.tightened(town(3))
    place = np.full(30, 200.0)
    full = bundles.Bundles(problem).at(place).bound
    monkeypatch.setattr(bundles, "DEEP", 3)
    assert bundles.Bundles(problem).at(place).bound >= full
    monkeypatch.setattr(bundles, "WIDE", 2)
    assert bundles.Bundles(problem).at(place).bound >= full


@MANY
@given(problems())
def test_every_round_keeps_the_rules_and_loses_nothing(problem):
    tight = rules.tightened(problem.only(rules.possible(problem)))
    rounds, gained = Rounds(tight, tight.gain), 0
    for _ in range(4):
        rounds.play()
        assert keeps_rules(tight, rounds.chosen)
        assert rounds.objective >= gained
        gained = rounds.objective


@MANY
@given(problems(needed=True))
def test_rounds_with_needs_lack_fewer_and_fewer(problem):
    tight = rules.tightened(problem.only(rules.possible(problem)))
    rounds = Rounds(tight, tight.gain)
    lacking = [rounds.play() for _ in range(4)]
    assert lacking == sorted(lacking, reverse=True)


@pytest.mark.parametrize("seed", range(4))
def test_the_search_for_large_problems_agrees_with_the_program(seed, monkeypatch):
    """Without the last proof the gap is small; with it there is none."""
    problem = town(seed)
    with monkeypatch.context() as patch:
        patch.setattr(joint, "SMALL", 0)
        searched = joint.solve(problem, seconds=10)
    proven = joint.solve(problem, seconds=20)
    assert rules.broken(problem, searched.chosen) == rules.broken(problem, proven.chosen) == []
    assert proven.status == "optimal"
    assert searched.objective <= proven.objective <= searched.bound
    assert proven.bound <= searched.flow_bound <= searched.plain_bound
    assert searched.gap < 0.02


def test_a_run_can_be_repeated():
    one, other = (joint.solve(town(5), seconds=20, enough=0.01) for _ in range(2))
    assert one.chosen.tolist() == other.chosen.tolist()


def test_time_is_kept():
    assert joint.solve(town(6, 400, 200, 40_000), seconds=1.5).seconds < 4
