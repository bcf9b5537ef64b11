"""The week as bits: borders, runs, and the ring from Sunday to Monday."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konfluenz.planning import week

NIGHT = [(6, 23 * 60, 25 * 60)]
"""Sunday 23:00 to Monday 1:00."""


def halves(bits):
    """Return the numbers of the half hours that are set."""
    return [at for at in range(384) if int(bits[at // 64]) >> (at % 64) & 1]


def test_half_hours_lie_in_their_words():
    assert halves(week.bits([(0, 0, 60)])) == [0, 1]
    assert halves(week.bits([(1, 17 * 60, 18 * 60)])) == [82, 83]
    assert halves(week.bits([(6, 23 * 60 + 30, 24 * 60)])) == [335]
    assert halves(week.bits([(1, 7 * 60, 9 * 60)])) == [62, 63, 64, 65]


def test_sunday_night_runs_into_monday():
    assert halves(week.bits(NIGHT)) == [0, 1, 334, 335]


def test_begun_half_hours_count_for_what_takes_time_only():
    assert halves(week.bits([(0, 10, 75)])) == [1]
    assert halves(week.bits([(0, 10, 75)], outward=True)) == [0, 1, 2]
    assert halves(week.bits([(0, 10, 20)])) == []


def test_a_week_has_no_summer_time():
    """Sunday 2:00 to 3:00 does not exist on one Sunday of the year, but in the week it does."""
    assert halves(week.bits([(6, 120, 180)])) == [292, 293]


def test_hours_move_to_another_day():
    moved = week.moved(week.bits([(1, 1020, 1080), (3, 540, 600)]), 1, 2)
    assert moved.tolist() == week.bits([(2, 1020, 1080), (3, 540, 600)]).tolist()
    assert week.days(moved) == [2, 3]


def test_a_run_ends_half_an_hour_earlier():
    slots = np.array([week.bits([*NIGHT, (2, 540, 630)])])
    shorter = week.bits([(6, 23 * 60, 24 * 60 + 30), (2, 540, 600)])
    assert week.shortened(slots)[0].tolist() == shorter.tolist()


@pytest.mark.parametrize(
    ("spans", "length", "found"),
    [
        ([(1, 1020, 1080)], 2, True),
        ([(1, 1020, 1080)], 3, False),
        ([(1, 1020, 1050), (3, 1020, 1050)], 2, False),
        (NIGHT, 4, True),
        (NIGHT, 5, False),
        ([(1, 420, 540)], 4, True),
        ([], 1, False),
        ([], 0, True),
        ([(day, 0, 1440) for day in range(7)], 400, True),
        ([(day, 0, 1410) for day in range(7)], 48, False),
    ],
)
def test_a_visit_needs_its_time_in_one_piece(spans, length, found):
    assert week.has_run(np.array([week.bits(spans)]), np.array([length])).tolist() == [found]


@settings(max_examples=200, deadline=None)
@given(st.sets(st.integers(0, 335)), st.integers(1, 48))
def test_runs_are_those_that_counting_finds(at, length):
    bits = week.bits((half // 48, half % 48 * 30, half % 48 * 30 + 30) for half in at)
    counted = any(all((start + step) % 336 in at for step in range(length)) for start in at)
    assert week.has_run(np.array([bits]), np.array([length])).tolist() == [counted]


def test_many_weeks_at_once_are_as_one_by_one():
    spans = [(0, 1, 17 * 60, 18 * 60), (0, 1, 17 * 60 + 40, 19 * 60), (2, 6, 1410, 1440)]
    row, day, begin, end = np.array([*spans, (2, 0, 10, 20)]).T
    many = week.weeks(3, row, day * 1440 + begin, day * 1440 + end)
    assert [halves(one) for one in many] == [
        halves(week.bits([one[1:] for one in spans if one[0] == at])) for at in range(3)
    ]
