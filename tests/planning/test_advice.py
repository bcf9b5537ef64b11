"""Why nobody comes, and what would help: every promise is kept when it is tried."""

import numpy as np
import pytest
from tests.planning.parties import EQUAL, opportunities, volunteers

from konfluenz.planning import advice, joint, scoring, week
from konfluenz.planning.advice import Change, Kind

WEDNESDAY = week.bits([(2, 1020, 1080)])
NORTH = [(50.3569 + 0.045, 7.5890)]
"""5.0 km to the north."""


def changes(found):
    return [(change.kind, change.detail, change.fitting) for change in found.changes]


def test_wednesday_instead_of_tuesday_six_people():
    takers = volunteers(8, slots=[WEDNESDAY] * 6 + [week.bits([(3, 1020, 1080)])] * 2)
    found = advice.of(takers, opportunities(), 0)
    assert found.fitting == 0
    assert found.ruled_out["time"] == found.only["time"] == 8
    assert changes(found) == [(Kind.WEEKDAY, (1, 2), 6), (Kind.WEEKDAY, (1, 3), 2)]


@pytest.mark.parametrize(
    ("taker", "item", "reason", "expected"),
    [
        ({"slots": [week.bits([(1, 1020, 1050)])]}, {}, "time", (Kind.SHORTER, (1,), 1)),
        (
            {"slots": [week.bits([(1, 1020, 1050)])]},
            {"fixed": [True]},
            "time",
            (Kind.SHORTER, (1,), 1),
        ),
        ({"minutes": [30]}, {}, "capacity", (Kind.SHORTER, (1,), 1)),
        ({"reach": [4.5]}, {"place": NORTH}, "distance", (Kind.NEARER, (1,), 1)),
        ({"languages": [[3, 0]]}, {"required": [[4, 0]]}, "language", (Kind.LANGUAGE, (0,), 1)),
        ({}, {"required": [[4, 1]]}, "language", (Kind.LANGUAGE, (1,), 1)),
        ({"skills": [1]}, {"needed_skills": [0b101]}, "skill", (Kind.SKILL, (2,), 1)),
        ({"skills": [0]}, {"needed_skills": [1 << 63]}, "skill", (Kind.SKILL, (63,), 1)),
    ],
)
def test_one_reason_one_change(taker, item, reason, expected):
    found = advice.of(volunteers(**taker), opportunities(**item), 0)
    assert {name: count for name, count in found.only.items() if count} == {reason: 1}
    assert changes(found) == [expected]


@pytest.mark.parametrize(
    ("taker", "item", "reason"),
    [
        ({"reach": [3.5]}, {"place": NORTH}, "distance"),
        ({"languages": [[2, 0]]}, {"required": [[4, 0]]}, "language"),
        ({}, {"needed_skills": [0b11]}, "skill"),
        ({"age": [15]}, {"youngest": [18]}, "age"),
        ({}, {"cleared": [True]}, "certificate"),
        ({"turns": [0]}, {}, "capacity"),
    ],
)
def test_no_single_change_is_promised_that_does_not_help(taker, item, reason):
    found = advice.of(volunteers(**taker), opportunities(**item), 0)
    assert found.ruled_out[reason] == 1
    assert found.changes == ()


def test_two_reasons_at_once_are_nobodys_only_reason():
    takers = volunteers(slots=[WEDNESDAY], age=[15])
    found = advice.of(takers, opportunities(youngest=[18]), 0)
    assert (found.ruled_out["time"], found.ruled_out["age"]) == (1, 1)
    assert set(found.only.values()) == {0}
    assert found.changes == ()


def test_who_must_not_meet_is_not_promised():
    takers = volunteers(2, slots=[WEDNESDAY] * 2)
    items = opportunities(2)
    found = advice.of(takers, items, 1, never=frozenset({(0, 1), (1, 0)}))
    assert found.ruled_out["barred"] == 1
    assert changes(found) == [(Kind.WEEKDAY, (1, 2), 1)]


def test_every_promise_is_what_scoring_finds():
    takers = volunteers(
        3, slots=[WEDNESDAY] * 3, languages=[[5, 0], [3, 0], [3, 0]], reach=[4.5, 9, 9]
    )
    items = opportunities(2, required=[[4, 0], [0, 0]], place=NORTH * 2)
    for change in advice.of(takers, items, 1).changes:
        moved = items.exchanged(1, advice.relaxed(items, 1, change))
        further = advice.further(takers, change)
        found = scoring.eligible(further, moved, EQUAL)
        assert np.count_nonzero(found.item == 1) == change.fitting > 0


def test_one_left_open_because_all_are_taken_is_filled_by_who_is_free():
    """One can Tuesdays, one Wednesdays; both opportunities want Tuesday."""
    takers = volunteers(2, slots=[week.bits([(1, 1020, 1080)]), WEDNESDAY])
    items = opportunities(2, skills=[0, 0])
    scores = scoring.eligible(takers, items, EQUAL)
    problem = scoring.problem(takers, items, scores)
    solution = joint.solve(problem, seconds=5)
    (left,) = {0, 1} - set(problem.item[solution.chosen].tolist())
    found = advice.of(takers, items, left)
    assert found.fitting == 1
    (change,) = found.changes
    assert change == Change(Kind.WEEKDAY, (1, 2), fitting=1, new=1)
    tried = advice.confirmed(takers, items, EQUAL, scores, left, change, seconds=5)
    assert tried.filled == 1
    other = Change(Kind.WEEKDAY, (1, 4))
    tried = advice.confirmed(takers, items, EQUAL, scores, left, other, seconds=5)
    assert tried.filled == 0


def test_what_nobody_is_free_for_stays_open_in_spite_of_a_fitting_change():
    """With one language level less somebody fits, but has a better one already."""
    takers = volunteers(languages=[[3, 0]], interests=[1])
    items = opportunities(2, required=[[4, 0], [0, 0]], interests=[0b10, 0b01])
    scores = scoring.eligible(takers, items, EQUAL)
    (change,) = advice.of(takers, items, 0).changes
    assert change.fitting == 1
    tried = advice.confirmed(takers, items, EQUAL, scores, 0, change, seconds=5)
    assert tried.filled == 0


def test_a_further_way_is_for_this_opportunity_only():
    takers = volunteers(reach=[4.5])
    items = opportunities(2, place=NORTH * 2, interests=[0, 0])
    scores = scoring.eligible(takers, items, EQUAL)
    tried = advice.confirmed(takers, items, EQUAL, scores, 1, Change(Kind.NEARER, (1,)), seconds=5)
    assert tried.filled == 1
