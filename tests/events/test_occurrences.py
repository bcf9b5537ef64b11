"""When events take place: literal days and hours, over the change to summer time and back."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.events.gathering import at, event, said

from konfluenz.events import events, occurrences, rules
from konfluenz.events.models import Event
from konfluenz.events.rules import RuleRefused

pytestmark = pytest.mark.django_db


def between(since, until):
    return said(occurrences.between(Event.objects.all(), at(since), at(until)))


@pytest.fixture(autouse=True)
def before_all_of_it(time_machine_at):
    time_machine_at("2026-01-10 12:00")


def test_every_tuesday_stays_at_six_when_summer_time_begins():
    event(rrule="FREQ=WEEKLY;BYDAY=TU")
    assert between("2026-03-20 00:00", "2026-04-08 00:00") == [
        "Di 24.03. 18:00–20:00 +01",
        "Di 31.03. 18:00–20:00 +02",
        "Di 07.04. 18:00–20:00 +02",
    ]
    assert between("2026-10-20 19:30", "2026-11-03 18:00") == [
        "Di 20.10. 18:00–20:00 +02",
        "Di 27.10. 18:00–20:00 +01",
    ]


def test_an_hour_that_the_change_skips_is_read_by_the_offset_before_it():
    event(starts="2026-03-22 02:30", ends="2026-03-22 02:45", rrule="FREQ=WEEKLY;BYDAY=SU;COUNT=2")
    event(starts="2026-10-24 22:00", ends="2026-10-25 04:00")
    assert between("2026-03-20 00:00", "2026-11-01 00:00") == [
        "So 22.03. 02:30–02:45 +01",
        "So 29.03. 03:30–03:45 +02",
        "Sa 24.10. 22:00–04:00 +02",
    ]


@pytest.mark.parametrize(
    ("first", "rule", "days"),
    [
        ("2026-02-22", "FREQ=MONTHLY;BYDAY=-1SU", "22.02. 29.03. 26.04. 31.05. 28.06."),
        ("2026-02-05", "FREQ=MONTHLY;BYDAY=1TH", "05.02. 05.03. 02.04. 07.05. 04.06."),
        ("2026-01-30", "FREQ=MONTHLY;BYDAY=5FR", "30.01. 29.05. 31.07. 30.10."),
        ("2026-01-31", "FREQ=MONTHLY", "31.01. 31.03. 31.05. 31.07."),
        ("2026-02-27", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "27.02. 31.03. 30.04."),
        ("2026-01-13", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "13.01. 15.01. 27.01. 29.01. 10.02."),
        ("2026-01-12", "FREQ=DAILY;INTERVAL=3;COUNT=3", "12.01. 15.01. 18.01."),
        ("2026-01-12", "FREQ=WEEKLY;UNTIL=20260126", "12.01. 19.01. 26.01."),
        ("2026-01-12", "FREQ=WEEKLY;UNTIL=20260125T235959Z", "12.01. 19.01."),
        ("2028-02-29", "FREQ=YEARLY", "29.02. 29.02."),
        ("2026-02-13", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "13.02. 13.03. 13.11."),
    ],
)
def test_rules_name_these_days(first, rule, days):
    made = event(starts=f"{first} 10:00", ends=f"{first} 11:00", rrule=rule)
    times = occurrences.from_(made, at("2026-01-10 00:00"))
    found = [f"{time.day:%d.%m.}" for time, _day in zip(times, days.split(), strict=False)]
    assert " ".join(found) == days


def test_a_jump_ahead_keeps_the_step_of_two_weeks():
    made = event(
        starts="1990-01-06 11:00",
        ends="1990-01-06 16:00",
        rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
    )
    days = [
        time.day
        for time, _n in zip(occurrences.from_(made, at("2026-01-10 00:00")), "ab", strict=False)
    ]
    assert days == [dt.date(2026, 1, 17), dt.date(2026, 1, 31)]
    assert (days[0] - dt.date(1990, 1, 6)).days % 14 == 0


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("jeden Dienstag", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("FREQ=HOURLY", "FREQ=DAILY, WEEKLY"),
        ("FREQ=WEEKLY;BYHOUR=8,9,10", "BYHOUR"),
        ("FREQ=WEEKLY;COUNT=5000", "COUNT nimmt eine Zahl von 1 bis 1000"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20260501", "nicht beides"),
        ("FREQ=WEEKLY;UNTIL=morgen", "UNTIL=20261231"),
        ("FREQ=WEEKLY;UNTIL=20260231", "UNTIL=20261231"),
        ("FREQ=WEEKLY;UNTIL=20990101", "zwanzig Jahren"),
        ("FREQ=WEEKLY;UNTIL=20200101", "nach dem ersten Mal"),
        ("FREQ=WEEKLY;BYDAY=DI", "MO, TU, WE"),
        ("FREQ=WEEKLY;BYDAY=1TU", "FREQ=MONTHLY;BYDAY=-1SU"),
        ("FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2", "BYSETPOS"),
        ("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "nie statt"),
        ("FREQ=WEEKLY;BYDAY=TH", "15.01.2026"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL nimmt"),
    ],
)
def test_what_cannot_be_followed_says_how_to_write_it(rule, says):
    with pytest.raises(RuleRefused) as refusal:
        rules.check(rule, dt.datetime(2026, 1, 13, 18))  # noqa: DTZ001
    assert says in str(refusal.value)


def test_a_cancelled_day_says_why_and_a_day_left_out_is_not_there():
    made = event(rrule="FREQ=WEEKLY;BYDAY=TU;COUNT=4")
    events.skip(made, dt.date(2026, 3, 31), "Der Raum wird renoviert.", by=None)
    events.leave_out(made, [dt.date(2026, 4, 7)])
    assert between("2026-03-01 00:00", "2026-12-01 00:00") == [
        "Di 24.03. 18:00–20:00 +01",
        "Di 31.03. 18:00–20:00 +02 fällt aus: Der Raum wird renoviert.",
        "Di 14.04. 18:00–20:00 +02",
    ]
    coming = occurrences.next_of([made], at("2026-03-25 00:00"))
    assert said(coming.values()) == ["Di 14.04. 18:00–20:00 +02"]
    assert occurrences.next_of([made], at("2026-04-14 21:00")) == {}


def test_all_day_over_several_days_ends_with_the_last():
    made = event(starts="2026-03-28 00:00", ends="2026-03-30 00:00", all_day=True)
    [time] = occurrences.between([made], at("2026-03-29 12:00"), at("2026-03-29 13:00"))
    assert (time.day, time.last_day) == (dt.date(2026, 3, 28), dt.date(2026, 3, 29))
    assert made.last_on == dt.date(2026, 3, 29)
    assert occurrences.between([made], at("2026-03-30 00:00"), at("2026-04-30 00:00")) == []


def test_what_is_over_is_found_by_its_last_day():
    endless = event("Endlos", rrule="FREQ=WEEKLY;BYDAY=TU")
    counted = event("Gezählt", rrule="FREQ=WEEKLY;BYDAY=TU;COUNT=3")
    once = event("Einmal")
    assert [one.last_on for one in (endless, counted, once)] == [
        None,
        dt.date(2026, 4, 7),
        dt.date(2026, 3, 24),
    ]
    to_come = events.to_come(Event.objects.all(), dt.date(2026, 3, 25))
    assert set(to_come) == {endless, counted}


def test_three_events_take_as_many_queries_as_one(django_assert_num_queries):
    event("Eins", rrule="FREQ=WEEKLY;BYDAY=TU")
    with django_assert_num_queries(2):
        between("2026-03-20 00:00", "2026-04-08 00:00")
    for title in ("Zwei", "Drei"):
        made = event(title, rrule="FREQ=DAILY")
        events.skip(made, dt.date(2026, 3, 25), "Pause.", by=None)
    with CaptureQueriesContext(connection) as queries:
        assert len(between("2026-03-20 00:00", "2026-04-08 00:00")) == 3 + 15 + 15
    assert len(queries) == 2
