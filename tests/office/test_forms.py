"""Dates that are known to the day, the month or the year."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from konfluenz.office.forms import KnownDate, KnownDateField, known


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("12.03.2015", dt.date(2015, 3, 12), "day"),
        ("1.3.2015", dt.date(2015, 3, 1), "day"),
        ("2015-03-12", dt.date(2015, 3, 12), "day"),
        ("03.2015", dt.date(2015, 3, 1), "month"),
        ("3/2015", dt.date(2015, 3, 1), "month"),
        (" 2015 ", dt.date(2015, 1, 1), "year"),
    ],
)
def test_a_date_is_as_exact_as_it_was_typed(typed, day, precision):
    assert KnownDateField().clean(typed) == KnownDate(day, precision)


@pytest.mark.parametrize("typed", ["31.02.2015", "13.2015", "neulich", "15"])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValidationError):
        KnownDateField().clean(typed)


def test_nothing_is_nothing():
    assert KnownDateField(required=False).clean("") is None
    assert known(None, "day") is None


@pytest.mark.parametrize(
    ("precision", "shown"), [("day", "12.03.2015"), ("month", "03.2015"), ("year", "2015")]
)
def test_a_stored_date_is_shown_as_it_was_typed(precision, shown):
    assert KnownDateField().prepare_value(known(dt.date(2015, 3, 12), precision)) == shown
