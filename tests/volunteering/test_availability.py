"""Times of the week: tidied, as half hours, and across the change to summer time."""

import datetime as dt

import numpy as np
import pytest
from tests.volunteering.town import actions, at, volunteer

from konfluenz.ground.revisions import Stale
from konfluenz.volunteering import availability
from konfluenz.volunteering.availability import AvailabilityRefused, Slot

MONDAY, TUESDAY, SUNDAY = 0, 1, 6


def minutes(times):
    return availability.spans(availability.tidied(times))


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([], []),
        ([(TUESDAY, at(17), at(18))], [(1, 1020, 1080)]),
        ([(0, at(9), at(11)), (0, at(10), at(12))], [(0, 540, 720)]),
        ([(0, at(9), at(10)), (0, at(10), at(11))], [(0, 540, 660)]),
        ([(0, at(9), at(12)), (0, at(10), at(11))], [(0, 540, 720)]),
        ([(0, at(12), at(13)), (0, at(9), at(10))], [(0, 540, 600), (0, 720, 780)]),
        ([(0, at(20), at(0))], [(0, 1200, 1440)]),
        ([(0, at(0), at(0))], [(0, 0, 1440)]),
        ([(0, at(22), at(2))], [(0, 1320, 1440), (1, 0, 120)]),
        ([(SUNDAY, at(22), at(2))], [(0, 0, 120), (6, 1320, 1440)]),
        ([(0, at(22), at(0)), (1, at(0), at(1))], [(0, 1320, 1440), (1, 0, 60)]),
        ([(TUESDAY, at(17), at(18))] * 2, [(1, 1020, 1080)]),
    ],
)
def test_times_are_put_in_order_and_joined(times, expected):
    assert minutes(times) == expected


@pytest.mark.parametrize(
    "wrong", [(7, at(9), at(10)), (-1, at(9), at(10)), (0, at(9), at(9)), (0, at(1), at(1))]
)
def test_no_day_and_no_hours_are_refused(wrong):
    with pytest.raises(AvailabilityRefused):
        availability.tidied([wrong])


def test_nobody_has_more_than_fifty_times():
    many = [(day, at(hour), at(hour, 30)) for day in range(7) for hour in range(8)]
    with pytest.raises(AvailabilityRefused):
        availability.tidied(many)


def half_hours(times):
    week = availability.bits(availability.tidied(times))
    flat = np.unpackbits(week.astype("<u8").view(np.uint8), bitorder="little")
    return np.flatnonzero(flat).tolist()


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([(TUESDAY, at(17), at(18))], [82, 83]),
        ([(TUESDAY, at(17, 10), at(18))], [83]),
        ([(TUESDAY, at(17, 10), at(17, 40))], []),
        ([(MONDAY, at(0), at(0, 30))], [0]),
        ([(SUNDAY, at(23, 30), at(0))], [335]),
        ([(SUNDAY, at(23, 30), at(0, 30))], [0, 335]),
        ([(day, at(0), at(0)) for day in range(7)], list(range(336))),
    ],
)
def test_a_half_hour_counts_only_as_a_whole(times, expected):
    assert half_hours(times) == expected


def test_tuesday_at_five_stays_tuesday_at_five_when_the_clocks_change():
    winter = availability.moments(dt.date(2026, 3, 24), at(17), at(18))
    summer = availability.moments(dt.date(2026, 3, 31), at(17), at(18))
    assert [moment.isoformat() for moment in (*winter, *summer)] == [
        "2026-03-24T16:00:00+00:00",
        "2026-03-24T17:00:00+00:00",
        "2026-03-31T15:00:00+00:00",
        "2026-03-31T16:00:00+00:00",
    ]


@pytest.mark.parametrize(
    ("day", "begin", "end", "hours"),
    [
        (dt.date(2026, 3, 28), at(22), at(6), 7),
        (dt.date(2026, 3, 29), at(2, 30), at(5), 1.5),
        (dt.date(2026, 10, 24), at(22), at(6), 9),
        (dt.date(2026, 10, 25), at(2, 30), at(2, 45), 1.25),
        (dt.date(2026, 6, 1), at(22), at(0), 2),
    ],
)
def test_a_night_of_the_change_has_the_hours_it_has(day, begin, end, hours):
    start, finish = availability.moments(day, begin, end)
    assert (finish - start) / dt.timedelta(hours=1) == hours


@pytest.mark.django_db
def test_new_times_replace_the_old_ones_and_are_recorded_once():
    ada = volunteer(times=[(MONDAY, at(9), at(12))])
    wanted = availability.put(ada, [(TUESDAY, at(17), at(18))], by=None)
    availability.put(ada, [(TUESDAY, at(17), at(18))], by=None)
    assert wanted == availability.slots(ada.times.all()) == [Slot(1, at(17), at(18))]
    assert actions(ada) == ["volunteer.added", "volunteer.times"]


@pytest.mark.django_db
def test_whoever_saves_times_second_is_told():
    ada = volunteer()
    availability.put(ada, [(MONDAY, at(9), at(10))], seen=0, by=None)
    with pytest.raises(Stale):
        availability.put(ada, [(TUESDAY, at(9), at(10))], seen=0, by=None)
