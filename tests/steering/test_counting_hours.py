"""Hours that volunteers gave: the limits of the period, what counts, nothing out of nothing."""

import datetime as dt

import pytest
from tests.steering import counted_city as city
from tests.steering.counted_city import AFTER, CUT_OFF, SINCE, counted

pytestmark = pytest.mark.django_db

FIRST_OF_90 = dt.date(2025, 10, 3)


@pytest.fixture
def ada(db):
    return city.placement(city.volunteer("Ada Demo"))


@pytest.fixture
def ben(db):
    return city.placement(city.volunteer("Ben Demo"))


def test_without_hours_there_is_no_value(ada):
    for name in ("active-volunteers", "new-volunteers", "volunteer-hours", "hours-confirmed"):
        assert counted(name) == {}


def test_active_is_who_worked_in_the_ninety_days_up_to_the_cut_off(ada, ben):
    city.hours(ada, FIRST_OF_90)
    city.hours(ada, CUT_OFF)
    city.hours(ben, FIRST_OF_90 - dt.timedelta(days=1))
    assert counted("active-volunteers") == {"": (1, None)}


def test_what_lies_after_the_cut_off_or_is_not_confirmed_does_not_count(ada, ben):
    city.hours(ada, AFTER)
    city.hours(ben, CUT_OFF, state="reported")
    assert counted("active-volunteers") == {}
    assert counted("volunteer-hours") == {"": (0, None)}


def test_new_is_whose_first_day_lies_in_the_period(ada, ben):
    city.hours(ada, SINCE)
    city.hours(ada, CUT_OFF)
    city.hours(ben, SINCE - dt.timedelta(days=1))
    city.hours(ben, CUT_OFF)
    assert counted("new-volunteers") == {"": (1, None)}


def test_hours_are_summed_up_to_the_minute_on_both_limits(ada):
    city.hours(ada, SINCE - dt.timedelta(days=1), 600)
    city.hours(ada, SINCE, 90)
    city.hours(ada, CUT_OFF, 45)
    city.hours(ada, AFTER, 600)
    assert counted("volunteer-hours") == {"": (2.25, None)}


def test_stayed_is_who_worked_in_the_ninety_days_before_the_anniversary(ada, ben):
    city.hours(ada, dt.date(2024, 3, 1))
    city.hours(ada, dt.date(2025, 2, 28))
    city.hours(ben, dt.date(2024, 3, 1))
    city.hours(ben, dt.date(2025, 3, 2))
    assert counted("retention") == {"": (50, 2)}


def test_an_anniversary_outside_the_period_is_not_asked_about(ada):
    city.hours(ada, dt.date(2025, 1, 1))
    assert counted("retention") == {}


def test_ten_people_make_a_tenth_nine_do_not(db):
    placed = [city.placement(city.volunteer(f"Demo {n}")) for n in range(10)]
    for one in placed[:9]:
        city.hours(one, CUT_OFF, 60)
    assert counted("load-concentration") == {}
    city.hours(placed[9], CUT_OFF, 540)
    assert counted("load-concentration") == {"": (50, 18)}


def test_the_share_of_confirmed_hours_counts_the_disputed_ones_under_it(ada):
    city.hours(ada, SINCE, 60)
    city.hours(ada, CUT_OFF, 120, state="disputed")
    city.hours(ada, AFTER, 600)
    assert counted("hours-confirmed") == {"": (33.33, 3)}
