"""Open now, until when, when next: literal tables over nights, holidays, years and clocks."""

import datetime as dt

import pytest
from django.utils import timezone

from konfluenz.directory import opening, timetable
from konfluenz.directory.models import HoursException, OpeningHours
from konfluenz.directory.opening import Reason, Rules

HERE = timezone.get_default_timezone()
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def at(text):
    """A moment on the city's clocks: "2026-11-23 09:00"."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=HERE)


def shown(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else None


def hours(weekday, opens, closes, place=None, **more):
    times = {"opens": dt.time.fromisoformat(opens), "closes": dt.time.fromisoformat(closes)}
    return OpeningHours(weekday=weekday, place_id=place, **times, **more)


def other(first, last, opens=None, closes=None, place=None, reason=""):
    return HoursException(
        starts_on=dt.date.fromisoformat(first),
        ends_on=dt.date.fromisoformat(last),
        opens=opens and dt.time.fromisoformat(opens),
        closes=closes and dt.time.fromisoformat(closes),
        place_id=place,
        reason=reason,
    )


def rules(*rows, exceptions=(), **more):
    return Rules(hours=rows, exceptions=tuple(exceptions), land="RP", **more)


DESK = rules(
    hours(MON, "09:00", "12:00"),
    hours(MON, "12:00", "13:00", by_appointment=True),
    hours(MON, "14:00", "18:00"),
    hours(THU, "09:00", "12:00"),
    hours(FRI, "08:00", "10:00", by_appointment=True),
    hours(FRI, "09:30", "12:00"),
)
NIGHT = rules(*(hours(day, "20:00", "06:00") for day in (FRI, SAT)))
ALWAYS = rules(*(hours(day, "00:00", "00:00") for day in range(7)))
MARKET = rules(hours(SUN, "01:00", "04:00"))
WINTER = rules(
    *(hours(day, "09:00", "17:00") for day in range(5)),
    exceptions=[
        other("2026-12-21", "2027-01-08", reason="Winterpause"),
        other("2026-12-30", "2026-12-30", "10:00", "12:00", reason="Notdienst"),
        other("2026-11-01", "2026-11-01", "11:00", "15:00"),
    ],
)
TWO = rules(
    hours(MON, "09:00", "12:00", place=1),
    hours(MON, "11:00", "16:00", place=2),
    hours(TUE, "10:00", "11:00"),
    exceptions=[other("2026-11-24", "2026-11-24", place=2, reason="Umbau")],
    places=(1, 2),
)


@pytest.mark.parametrize(
    ("given", "moment", "open_", "until", "opens_at", "reason"),
    [
        (DESK, "2026-11-23 08:59", False, None, "2026-11-23 09:00", "hours"),
        (DESK, "2026-11-23 09:00", True, "2026-11-23 12:00", None, ""),
        (DESK, "2026-11-23 12:00", "appointment", "2026-11-23 13:00", None, ""),
        (DESK, "2026-11-23 13:00", False, None, "2026-11-23 14:00", "hours"),
        (DESK, "2026-11-27 09:00", "appointment", "2026-11-27 09:30", None, ""),
        (DESK, "2026-11-27 09:30", True, "2026-11-27 12:00", None, ""),
        (DESK, "2026-11-27 12:00", False, None, "2026-11-30 09:00", "hours"),
        # Fronleichnam, a Thursday, and Karfreitag, with Easter Monday behind it.
        (DESK, "2026-06-04 10:00", False, None, "2026-06-05 08:00", "holiday"),
        (DESK, "2026-04-03 10:00", False, None, "2026-04-09 09:00", "holiday"),
        # Over the night, and over the night before a holiday (Easter Sunday is none in RP).
        (NIGHT, "2026-11-28 05:59", True, "2026-11-28 06:00", None, ""),
        (NIGHT, "2026-11-28 06:00", False, None, "2026-11-28 20:00", "hours"),
        (NIGHT, "2026-05-01 21:00", False, None, "2026-05-02 20:00", "holiday"),
        (NIGHT, "2026-05-02 03:00", False, None, "2026-05-02 20:00", "hours"),
        (NIGHT, "2026-10-03 03:00", True, "2026-10-03 06:00", None, ""),
        # Around the clock, on Christmas too.
        (ALWAYS, "2026-12-25 03:00", True, None, None, ""),
        # The clock goes back at three, and forward at two.
        (MARKET, "2026-10-25 03:30", True, "2026-10-25 04:00", None, ""),
        (MARKET, "2026-03-29 01:59", True, "2026-03-29 04:00", None, ""),
        (NIGHT, "2026-10-25 02:30", True, "2026-10-25 06:00", None, ""),
        # Closed over New Year, with a day between on which it opens, and a holiday that opens.
        (WINTER, "2026-12-18 17:00", False, None, "2026-12-30 10:00", "hours"),
        (WINTER, "2026-12-21 10:00", False, None, "2026-12-30 10:00", "exception"),
        (WINTER, "2026-12-30 10:30", True, "2026-12-30 12:00", None, ""),
        (WINTER, "2027-01-01 10:00", False, None, "2027-01-11 09:00", "exception"),
        (WINTER, "2026-11-01 11:00", True, "2026-11-01 15:00", None, ""),
        # Two places: open at either; one is being rebuilt on Tuesday.
        (TWO, "2026-11-23 09:30", True, "2026-11-23 16:00", None, ""),
        (TWO, "2026-11-24 10:30", True, "2026-11-24 11:00", None, ""),
        (TWO, "2026-11-24 11:00", False, None, "2026-11-30 09:00", "hours"),
        (rules(), "2026-11-23 09:00", False, None, None, "unknown"),
        (rules(hours(MON, "09:00", "12:00"), paused=True), "2026-11-23 09:00", *[False, None] * 1,
         None, "paused"),
        (rules(hours(MON, "09:00", "12:00"), by_appointment=True), "2026-11-23 09:00",
         "appointment", "2026-11-23 12:00", None, ""),
    ],
)  # fmt: skip
def test_open_now(given, moment, open_, until, opens_at, reason):
    said = opening.at(given, at(moment))
    now = "appointment" if said.open and said.by_appointment else said.open
    assert (now, shown(said.until), shown(said.opens_at), said.reason) == (
        open_, until, opens_at, reason,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "moment", "changes"),
    [
        (DESK, "2026-11-23 09:00", "2026-11-23 12:00"),
        (DESK, "2026-11-23 18:00", "2026-11-26 09:00"),
        (DESK, "2026-06-04 10:00", "2026-06-05 00:00"),
        (ALWAYS, "2026-11-23 09:00", None),
        (WINTER, "2026-12-29 23:00", "2026-12-30 00:00"),
        (WINTER, "2026-12-30 08:00", "2026-12-30 10:00"),
    ],
)
def test_the_answer_says_until_when_it_is_true(given, moment, changes):
    assert shown(opening.at(given, at(moment)).true_until) == changes


def test_each_place_answers_for_itself():
    moment = at("2026-11-23 12:30")
    assert [opening.at(TWO, moment, place).open for place in (1, 2)] == [False, True]
    rebuilt = opening.at(TWO, at("2026-11-24 10:30"), 2)
    assert (rebuilt.open, rebuilt.reason, rebuilt.because) == (False, Reason.EXCEPTION, "Umbau")


def test_hours_hold_for_their_period_alone():
    summer = {"valid_from": dt.date(2026, 6, 1), "valid_until": dt.date(2026, 9, 1)}
    given = rules(hours(MON, "08:00", "10:00", **summer), hours(MON, "14:00", "16:00"))
    days = ("2026-05-25", "2026-06-01", "2026-08-31", "2026-09-07")
    counted = [len(opening.day_spans(given, dt.date.fromisoformat(day))) for day in days]
    assert counted == [0, 2, 2, 1]  # Whit Monday is a holiday


def said(found):
    return [
        (
            f"{one.first:%d.%m.}–{one.last:%d.%m.}",
            [f"{a:%H:%M}–{b:%H:%M}" for a, b in one.times],
            one.places,
            "holiday" if one.holiday else one.reason,
        )
        for one in found
    ]


def test_days_that_differ_are_told_ahead():
    assert said(timetable.ahead(WINTER, dt.date(2026, 12, 1))) == [
        ("21.12.–08.01.", [], (), "Winterpause"),
        ("30.12.–30.12.", ["10:00–12:00"], (), "Notdienst"),
    ]
    assert said(timetable.ahead(DESK, dt.date(2026, 3, 20))) == [
        ("03.04.–03.04.", [], (), "holiday"),
        ("06.04.–06.04.", [], (), "holiday"),
        ("01.05.–01.05.", [], (), "holiday"),
        ("14.05.–14.05.", [], (), "holiday"),
    ]
    assert said(timetable.ahead(TWO, dt.date(2026, 11, 23)))[0] == (
        "24.11.–24.11.",
        [],
        (2,),
        "Umbau",
    )
    assert timetable.ahead(ALWAYS, dt.date(2026, 12, 1)) == []


def test_the_week_is_one_table_for_places_that_are_alike_and_one_for_what_comes():
    (one, two) = timetable.tables(TWO, dt.date(2026, 11, 23))
    assert (one.places, two.places) == ((1,), (2,))
    assert [len(day) for day in two.week] == [1, 1, 0, 0, 0, 0, 0]
    alike = rules(hours(MON, "09:00", "12:00"), places=(1, 2))
    assert [table.places for table in timetable.tables(alike, dt.date(2026, 11, 23))] == [()]
    coming = rules(
        hours(MON, "09:00", "12:00", valid_until=dt.date(2026, 12, 1)),
        hours(MON, "10:00", "12:00", valid_from=dt.date(2026, 12, 1)),
    )
    assert [table.begins for table in timetable.tables(coming, dt.date(2026, 11, 23))] == [
        None,
        dt.date(2026, 12, 1),
    ]
