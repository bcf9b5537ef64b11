"""Days as exactly as they are known, in the reader's language."""

from datetime import date

import pytest
from django.utils import translation

from konfluenz.ground.dates import Precision, show

DAY = date(2015, 3, 7)


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("de", "07.03.2015", "März 2015"),
        ("de-simple", "07.03.2015", "März 2015"),
        ("en", "7 Mar 2015", "March 2015"),
        ("fr", "7 mars 2015", "mars 2015"),
        ("tr", "7 Mar 2015", "Mart 2015"),
        ("ru", "7 мар. 2015\u202fг.", "март 2015\u202fг."),
        ("uk", "7 бер. 2015\u202fр.", "березень 2015\u202fр."),
        ("xx", "07.03.2015", "März 2015"),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(language, day, month):
    with translation.override(language):
        assert show(DAY) == day
        assert show(DAY, Precision.MONTH) == month
        assert show(DAY, Precision.YEAR) == "2015"


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_arabic_and_persian_name_the_month_and_keep_the_common_calendar(language):
    with translation.override(language):
        assert "مارس" in show(DAY, Precision.MONTH)
        assert "2015" in show(DAY, Precision.MONTH)


def test_no_language_is_german_and_no_day_is_nothing():
    with translation.override(None):
        assert show(DAY) == "07.03.2015"
    assert show(None) == ""
