import datetime as dt

import pytest
from django.utils import timezone

from konfluenz.directory import municipality, workdays

HERE = timezone.get_default_timezone()


def at(*parts):
    return dt.datetime(*parts, tzinfo=HERE)


@pytest.fixture
def koblenz(db):
    return municipality.set_up("Koblenz", land="RP", by=None)


@pytest.mark.parametrize(
    ("moment", "days", "wanted"),
    [
        (at(2026, 11, 23, 9), 2, at(2026, 11, 25, 9)),
        (at(2026, 11, 20, 9), 2, at(2026, 11, 24, 9)),
        (at(2026, 11, 21, 23, 30), 2, at(2026, 11, 24, 23, 30)),
        (at(2026, 11, 22, 9), 2, at(2026, 11, 24, 9)),
        (at(2026, 4, 2, 9), 2, at(2026, 4, 8, 9)),
        (at(2026, 6, 3, 9), 1, at(2026, 6, 5, 9)),
        (at(2026, 12, 23, 9), 3, at(2026, 12, 29, 9)),
        (at(2027, 3, 26, 2, 30), 1, at(2027, 3, 30, 2, 30)),
        (at(2026, 3, 27, 9), 1, at(2026, 3, 30, 9)),
    ],
)
def test_two_working_days_later(koblenz, moment, days, wanted):
    assert workdays.after(moment, days) == wanted


def test_a_moment_in_another_zone_counts_by_the_clocks_here(koblenz):
    late = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)
    assert workdays.after(late, 1) == at(2026, 11, 23, 0, 30)


def test_no_days_is_a_mistake(koblenz):
    with pytest.raises(ValueError, match="0"):
        workdays.after(timezone.now(), 0)


@pytest.mark.parametrize(
    ("land", "count"),
    [("", 9), ("RP", 11), ("HE", 10), ("BY", 12), ("SN", 11), ("BB", 12), ("SL", 12), ("BE", 10)],
)
def test_each_land_has_its_holidays(land, count):
    assert len(workdays.holidays(2026, land)) == count


def test_the_days_of_rhineland_palatinate_in_2026():
    assert sorted(map(str, workdays.holidays(2026, "RP"))) == [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-01",
        "2026-05-14",
        "2026-05-25",
        "2026-06-04",
        "2026-10-03",
        "2026-11-01",
        "2026-12-25",
        "2026-12-26",
    ]


@pytest.mark.parametrize(("year", "day"), [(2024, 20), (2025, 19), (2026, 18), (2028, 22)])
def test_the_day_of_repentance_is_a_wednesday(year, day):
    assert dt.date(year, 11, day) in workdays.holidays(year, "SN")
    assert not workdays.is_workday(dt.date(year, 11, day), "SN")
    assert workdays.is_workday(dt.date(year, 11, day), "RP")


def test_before_the_set_up_only_what_holds_everywhere_counts(db):
    assert workdays.is_workday(dt.date(2026, 6, 4))
    assert not workdays.is_workday(dt.date(2026, 12, 25))
