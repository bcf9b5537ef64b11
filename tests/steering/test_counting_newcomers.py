"""Volunteers beside those who arrived: twelve whole months of both series, or no value."""

import datetime as dt

import pytest
from tests.steering import counted_city as city
from tests.steering.counted_city import CUT_OFF, counted

from konfluenz.steering.measuring import catalogue, observations
from konfluenz.steering.models import Indicator

pytestmark = pytest.mark.django_db

NAME = "helpers-per-100-newcomers"


@pytest.fixture
def series(db):
    catalogue.ensure(by=None)
    for number in range(3):
        city.hours(city.placement(city.volunteer(f"Demo {number}")), CUT_OFF)


def enter(slug, months, value="10", year=2025, **known):
    one = Indicator.objects.get(slug=slug)
    given = {"precision": "month", "source": "Liste", "by": None} | known
    for month in months:
        observations.add(one, value, dt.date(year, month, 1), **given)


def test_both_series_of_twelve_months_are_summed_up(series):
    enter("arrivals", range(1, 13))
    enter("allocations", range(1, 13), "15")
    enter("arrivals", range(1, 13), "900", year=2024)
    assert counted(NAME) == {"": (1, 300)}


def test_a_month_that_is_missing_is_not_zero(series):
    enter("arrivals", range(1, 13))
    enter("allocations", [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12])
    assert counted(NAME) == {}


def test_a_month_that_is_not_over_is_not_waited_for(series):
    enter("arrivals", range(1, 13))
    enter("allocations", range(1, 13), "15")
    assert counted(NAME, cut_off=dt.date(2026, 1, 20)) == {"": (1, 300)}


@pytest.mark.parametrize(
    ("cut_off", "found"),
    [(dt.date(2026, 3, 31), {"": (1, 300)}), (dt.date(2026, 4, 30), {})],
)
def test_offices_may_be_three_months_late(series, cut_off, found):
    for number in range(3):
        city.hours(city.placement(city.volunteer(f"Later {number}")), cut_off)
    enter("arrivals", range(1, 13))
    enter("allocations", range(1, 13), "15")
    assert counted(NAME, cut_off=cut_off) == found


def test_where_nobody_came_or_nobody_helped_there_is_no_value(db):
    catalogue.ensure(by=None)
    enter("arrivals", range(1, 13), "0")
    enter("allocations", range(1, 13), "0")
    assert counted(NAME) == {}
    city.hours(city.placement(city.volunteer("Ada Demo")), CUT_OFF)
    assert counted(NAME) == {}


def test_a_month_with_two_values_is_not_known(series):
    enter("arrivals", range(1, 13))
    enter("allocations", range(1, 13), "15")
    assert counted(NAME) == {"": (1, 300)}
    observations.add(
        Indicator.objects.get(slug="allocations"), "4", dt.date(2025, 5, 17),
        precision="day", source="Liste", by=None,
    )  # fmt: skip
    assert counted(NAME) == {}


def test_values_of_a_year_of_a_part_and_of_elsewhere_are_no_months(series):
    enter("arrivals", range(1, 13))
    enter("allocations", [1], "180", precision="year")
    enter("allocations", range(1, 13), category="Syrien")
    enter("allocations", range(1, 13), elsewhere="Trier")
    assert counted(NAME) == {}
