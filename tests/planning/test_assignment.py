"""Flow, program, joint solution and greedy, against every choice there is."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from tests.planning.small import best_gain, keeps_rules, numbers, problems

from konfluenz.planning import exact, flow, greedy, joint, rules
from konfluenz.planning.problem import Loads, Problem, Solution, Status

FEW = settings(max_examples=60, deadline=None)
MANY = settings(max_examples=200, deadline=None)


def small(**changed):
    """Two volunteers, two opportunities; both would rather have the first."""
    values = {
        "taker": numbers([0, 0, 1, 1]),
        "item": numbers([0, 1, 0, 1]),
        "gain": numbers([10, 8, 9, 2]),
        "most": numbers([1, 1]),
        "wanted": numbers([1, 1]),
        "needed": numbers([0, 0]),
    }
    return Problem(**values | changed)


@MANY
@given(problems(needed=True, flow=True))
def test_the_flow_is_the_best_of_all_choices(problem):
    found, best = flow.solve(problem), best_gain(problem)
    if best is None:
        assert found.status is Status.INFEASIBLE
    else:
        assert (found.status, found.objective, found.bound) == (Status.OPTIMAL, best, best)
        assert keeps_rules(problem, found.chosen)


@FEW
@given(problems(needed=True))
def test_the_program_is_the_best_of_all_choices(problem):
    found, best = exact.solve(problem, seconds=10, workers=1), best_gain(problem)
    if best is None:
        assert found.status is Status.INFEASIBLE
    else:
        assert (found.status, found.objective) == (Status.OPTIMAL, best)
        assert keeps_rules(problem, found.chosen)


@FEW
@given(problems(needed=True))
def test_the_joint_solution_is_the_best_of_all_choices(problem):
    found, best = joint.solve(problem, seconds=10), best_gain(problem)
    if best is None:
        assert found.status is Status.INFEASIBLE
    else:
        assert (found.status, found.objective, found.bound) == (Status.OPTIMAL, best, best)
        assert keeps_rules(problem, found.chosen)
        assert found.flow_bound >= best
        assert found.plain_bound >= best


@MANY
@given(problems())
def test_first_come_first_served_keeps_the_rules_and_proves_nothing(problem):
    found = greedy.solve(problem)
    assert keeps_rules(problem, found.chosen)
    assert found.objective <= best_gain(problem) < found.bound


@MANY
@given(problems(needed=True))
def test_broken_rules_are_told_as_counting_tells_them(problem):
    everything = np.arange(len(problem.taker))
    for chosen in (everything[:0], everything[:2], everything[::2], everything):
        assert (rules.broken(problem, chosen) == []) == keeps_rules(problem, chosen)


@FEW
@given(problems())
def test_tightening_loses_no_solution(problem):
    kept = problem.only(rules.possible(problem))
    assert best_gain(rules.tightened(kept)) == best_gain(problem)


def test_both_get_one_though_one_gets_less():
    found = joint.solve(small(), seconds=5)
    assert found.chosen.tolist() == [1, 2]
    assert (found.objective, found.status) == (17, Status.OPTIMAL)
    assert greedy.solve(small()).objective == 12


def test_who_may_have_two_has_not_two_at_once():
    together = small(most=numbers([2, 0]), times=np.array([[6], [12]], np.uint64))
    apart = replace(together, times=np.array([[6], [8]], np.uint64))
    assert joint.solve(together, seconds=5).chosen.tolist() == [0]
    assert joint.solve(apart, seconds=5).chosen.tolist() == [0, 1]


def test_the_hours_of_a_week_are_kept():
    loads = Loads(numbers([90, 60, 90, 60]), numbers([120, 150]))
    found = joint.solve(small(most=numbers([2, 2]), loads=loads), seconds=5)
    assert (found.objective, found.chosen.tolist()) == (17, [1, 2])


def test_what_must_be_had_and_cannot_is_told():
    problem = small(wanted=numbers([3, 1]), needed=numbers([3, 0]))
    found = joint.solve(problem, seconds=5)
    assert found.status is Status.INFEASIBLE
    assert problem.unmet(found.chosen) == 1


def test_nothing_to_assign():
    none = numbers([])
    found = joint.solve(Problem(none, none, none, numbers([1]), none, none), seconds=1)
    assert (found.objective, found.bound, found.status) == (0, 0.0, Status.OPTIMAL)
    assert found.gap == 0


def test_the_gap_is_a_share_of_the_bound():
    assert Solution(numbers([]), 95, 100.0, Status.FEASIBLE, 0.1).gap == pytest.approx(0.05)


def test_an_unproven_program_says_so():
    found = exact.solve(small(loads=Loads(numbers([1] * 4), numbers([1, 1]))), seconds=0)
    assert found.objective <= 17 <= found.bound


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"gain": numbers([1])}, "one entry per pair"),
        ({"taker": numbers([0, 0, 1, 2])}, "not there"),
        ({"item": numbers([0, 1, 0, -1])}, "not there"),
        ({"needed": numbers([2, 0])}, "between 0 and wanted"),
        ({"needed": numbers([0])}, "one entry per item"),
        ({"most": numbers([1, -1])}, "fewer than no items"),
        ({"times": np.zeros((1, 6), np.uint64)}, "one row per item"),
        ({"loads": Loads(numbers([1]), numbers([1, 1]))}, "one entry per pair"),
        ({"loads": Loads(numbers([1] * 4), numbers([1]))}, "one entry per taker"),
        ({"loads": Loads(numbers([1, 1, 1, -1]), numbers([1, 1]))}, "less than 0"),
    ],
)
def test_arrays_that_do_not_fit_together_are_refused(changed, words):
    with pytest.raises(ValueError, match=words):
        small(**changed)


def test_a_flow_knows_no_times():
    with pytest.raises(ValueError, match="more than a flow"):
        flow.solve(small(times=np.zeros((2, 1), np.uint64)))
