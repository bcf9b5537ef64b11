"""Hard limits and the parts of a score, with cases that can be checked by hand."""

import numpy as np
import pytest
from tests.planning.parties import EQUAL, KOBLENZ, TUESDAY, opportunities, volunteers

from konfluenz.planning import limits, scoring, week

UNKNOWN = (np.nan, np.nan)
NEUWIED = (50.4286, 7.4614)
"""12.06 km from Koblenz, as the crow flies."""


def fits(taker=None, item=None, never=frozenset()):
    found = scoring.eligible(
        volunteers(**taker or {}), opportunities(**item or {}), EQUAL, never=never
    )
    return len(found.taker) == 1


def parts(taker=None, item=None):
    found = scoring.suggestions(
        volunteers(**taker or {}), opportunities(**item or {}), EQUAL, best=1
    )
    return dict(zip(scoring.PARTS, found.parts[0].tolist(), strict=True))


def slots(*spans):
    return {"slots": [week.bits(spans)]}


def test_who_has_nothing_against_it_fits():
    assert fits()
    assert parts() == {
        "time": 0.5,
        "distance": 1.0,
        "languages": 0.5,
        "skills": 0.5,
        "interests": 0.5,
        "wishes": 0.5,
        "turn": 0.5,
    }


@pytest.mark.parametrize(
    ("limit", "taker", "item", "allowed"),
    [
        ("age", {"age": [17]}, {"youngest": [18]}, False),
        ("age", {"age": [18]}, {"youngest": [18]}, True),
        ("age", {"age": [28]}, {"oldest": [27]}, False),
        ("age", {"age": [-1]}, {"youngest": [18]}, True),
        ("certificate", {}, {"cleared": [True]}, False),
        ("certificate", {"cleared": [True]}, {"cleared": [True]}, True),
        ("skill", {"skills": [0b0101]}, {"needed_skills": [0b0110]}, False),
        ("skill", {"skills": [0b0111]}, {"needed_skills": [0b0110]}, True),
        ("skill", {"skills": [1 << 63]}, {"needed_skills": [1 << 63]}, True),
        ("language", {"languages": [[3, 0]]}, {"required": [[4, 0]]}, False),
        ("language", {"languages": [[4, 0]]}, {"required": [[4, 0]]}, True),
        ("language", {}, {"required": [[4, 1]]}, False),
        ("capacity", {"turns": [0]}, {}, False),
        ("capacity", {"minutes": [30]}, {"minutes": [60]}, False),
        ("capacity", {"minutes": [60]}, {"minutes": [60]}, True),
        ("distance", {"reach": [12.0]}, {"place": [NEUWIED]}, False),
        ("distance", {"reach": [12.2]}, {"place": [NEUWIED]}, True),
        ("distance", {"reach": [1.0]}, {"place": [NEUWIED], "from_home": [True]}, True),
        ("distance", {"reach": [1.0]}, {"place": [UNKNOWN]}, True),
        ("distance", {"reach": [1.0], "place": [UNKNOWN]}, {}, True),
        ("time", slots((1, 1020, 1050)), {}, False),
        ("time", slots((2, 1020, 1080)), {}, False),
        ("time", slots(), {}, False),
        ("time", {**slots(), "any_time": [True]}, {}, True),
        ("time", {}, {**slots(), "any_time": [True]}, True),
        ("time", slots((1, 1020, 1050), (3, 1020, 1050)), slots((1, 0, 1440), (3, 0, 1440)), False),
        ("time", slots((6, 1380, 1500)), slots((6, 1410, 1470)), True),
        ("time", slots((6, 1380, 1440)), slots((0, 0, 60)), False),
        ("time", {}, {**slots((1, 1020, 1080), (3, 1020, 1080)), "fixed": [True]}, False),
        ("time", {}, {"fixed": [True]}, True),
    ],
)
def test_each_limit_alone(limit, taker, item, allowed):
    assert fits(taker, item) is allowed
    missed = limits.missed(volunteers(**taker), opportunities(**item), 0)
    assert {name for name, out in missed.items() if out[0]} == (set() if allowed else {limit})


def test_who_must_not_meet_does_not():
    assert not fits(never=frozenset({(0, 0)}))
    assert fits(never=frozenset({(0, 1)}))
    found = scoring.eligible(
        volunteers(3), opportunities(70), EQUAL, never=frozenset({(1, 0), (2, 69)})
    )
    met = set(zip(found.taker.tolist(), found.item.tolist(), strict=True))
    every = {(taker, item) for taker in range(3) for item in range(70)}
    assert every - met == {(1, 0), (2, 69)}


@pytest.mark.parametrize(
    ("part", "taker", "item", "value"),
    [
        ("time", {}, {"halves": [1]}, 1.0),
        ("time", {}, {"fixed": [True]}, 1.0),
        ("time", {"any_time": [True]}, {}, 0.5),
        ("distance", {}, {"place": [UNKNOWN]}, 0.5),
        ("distance", {"place": [UNKNOWN]}, {"from_home": [True]}, 1.0),
        ("distance", {}, {"place": [NEUWIED]}, 0.0),
        ("distance", {}, {"place": [(50.4018, 7.5890)]}, 0.5007),
        ("languages", {"languages": [[5, 1]]}, {"useful": [[1, 1]]}, 1.0),
        ("languages", {}, {"useful": [[1, 1]]}, 0.5),
        ("languages", {}, {"useful": [[0, 1]]}, 0.0),
        ("skills", {"skills": [0b001]}, {"skills": [0b111]}, 1 / 3),
        ("interests", {"interests": [0b110]}, {"interests": [0b011]}, 0.5),
        ("wishes", {"wishes": [0b11]}, {"offers": [0b111]}, 1.0),
        ("wishes", {"wishes": [0b11]}, {}, 0.0),
        ("turn", {"waited": [0]}, {}, 0.0),
        ("turn", {"waited": [500]}, {}, 1.0),
    ],
)
def test_each_part_by_hand(part, taker, item, value):
    assert parts(taker, item)[part] == pytest.approx(value, abs=2e-3)


def test_the_score_is_the_sum_of_what_is_shown():
    """Time 3 of 12 parts in full, distance half (unknown), turn 0: all else weighs nothing."""
    weights = np.array([3, 6, 0, 0, 0, 0, 3], np.float32)
    found = scoring.suggestions(
        volunteers(waited=[0], place=[UNKNOWN]), opportunities(halves=[1]), weights, best=1
    )
    assert found.score.tolist() == [500]


def test_equal_scores_go_to_who_waited_longer_then_to_the_first():
    weights = np.array([1, 0, 0, 0, 0, 0, 0], np.float32)
    found = scoring.suggestions(
        volunteers(4, waited=[10, 20, 20, 30]), opportunities(), weights, best=3
    )
    assert found.taker.tolist() == [3, 1, 2]


def test_the_best_of_each_item_whatever_block_it_is_in():
    days = [week.bits([(item % 2, 1020, 1080)]) for item in range(130)]
    found = scoring.suggestions(volunteers(2), opportunities(130, slots=days), EQUAL, best=1)
    assert found.item.tolist() == list(range(1, 130, 2))
    alone = scoring.suggestions(
        volunteers(2), opportunities(130, slots=days).only(np.array([129])), EQUAL, best=1
    )
    assert alone.score.tolist() == [found.score[-1]]


def test_all_eligible_pairs_have_the_scores_of_the_suggestions():
    takers, items = volunteers(5, waited=[0, 9, 18, 27, 36]), opportunities(3)
    every = scoring.eligible(takers, items, EQUAL)
    shown = scoring.suggestions(takers, items, EQUAL, best=5)
    assert every.parts.shape == (0, 7)
    assert sorted(zip(every.item, every.taker, every.score, strict=True)) == sorted(
        zip(shown.item, shown.taker, shown.score, strict=True)
    )


@pytest.mark.parametrize("weights", [[0] * 7, [1, 1, 1, 1, 1, 1, -1], [1, 1]])
def test_weights_that_weigh_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="Weights are 7"):
        scoring.suggestions(volunteers(), opportunities(), np.array(weights, np.float32), best=1)


def test_nobody_and_nothing():
    nobody = scoring.suggestions(
        volunteers(0, slots=np.empty((0, 6)), place=np.empty((0, 2)), languages=np.empty((0, 2))),
        opportunities(),
        EQUAL,
        best=3,
    )
    assert len(nobody.taker) == 0
    none = opportunities().only(np.array([], np.int64))
    assert len(scoring.eligible(volunteers(), none, EQUAL).taker) == 0


def test_the_assignment_of_all_open_places():
    takers = volunteers(2, turns=[1, 2], minutes=[60, 180])
    items = opportunities(
        3,
        wanted=[1, 2, 3],
        fixed=[True, False, True],
        any_time=[False, False, True],
        minutes=[60, 90, 30],
    )
    problem = scoring.problem(takers, items, scoring.eligible(takers, items, EQUAL))
    assert problem.most.tolist() == [1, 2]
    assert problem.wanted.tolist() == [1, 2, 3]
    assert problem.loads.capacity.tolist() == [60, 180]
    assert sorted(zip(problem.taker, problem.item, problem.weight, strict=True)) == [
        (0, 0, 60),
        (0, 2, 30),
        (1, 0, 60),
        (1, 1, 90),
        (1, 2, 30),
    ]
    assert problem.times.tolist() == [TUESDAY.tolist(), [0] * 6, [0] * 6]


def test_the_way_is_measured_along_the_earth():
    here, there = limits.unit_vectors(np.array([KOBLENZ, NEUWIED]))
    assert limits.kilometres(here[None], there[None])[0] == pytest.approx(12.06, abs=0.05)
