"""Rules in the city's wall-clock time, through both changes of the clock; each occurrence once."""

import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from konfluenz.ground import jobs
from konfluenz.ground.models import Job
from konfluenz.ground.schedule import daily, every, monthly, weekly

BERLIN = ZoneInfo("Europe/Berlin")
RAN = []
HERE = "tests.ground.test_schedule"


def note():
    RAN.append(datetime.now(UTC))


def fail():
    raise LookupError("nothing there")


@pytest.fixture(autouse=True)
def _fresh():
    RAN.clear()


def _at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _three(rule, start):
    moments, moment = [], _at(start)
    for _ in range(3):
        moment = rule.next_after(moment, BERLIN)
        moments.append(moment.strftime("%Y-%m-%d %H:%M"))
    return moments


@pytest.mark.parametrize(
    ("rule", "start", "due"),
    [
        (
            daily("03:15", runs="x"),
            "2026-11-20 12:00",
            ["2026-11-21 02:15", "2026-11-22 02:15", "2026-11-23 02:15"],
        ),
        (
            daily("07:00", runs="x"),
            "2027-03-27 00:00",
            ["2027-03-27 06:00", "2027-03-28 05:00", "2027-03-29 05:00"],
        ),
        (
            daily("02:30", runs="x"),
            "2027-03-27 00:00",
            ["2027-03-27 01:30", "2027-03-28 01:30", "2027-03-29 00:30"],
        ),
        (
            daily("02:30", runs="x"),
            "2027-10-29 22:00",
            ["2027-10-30 00:30", "2027-10-31 00:30", "2027-11-01 01:30"],
        ),
        (
            weekly("mon", "07:00", runs="x"),
            "2026-10-19 05:00",
            ["2026-10-26 06:00", "2026-11-02 06:00", "2026-11-09 06:00"],
        ),
        (
            monthly(31, "00:10", runs="x"),
            "2027-01-31 00:00",
            ["2027-02-27 23:10", "2027-03-30 22:10", "2027-04-29 22:10"],
        ),
        (
            every(minutes=20, runs="x"),
            "2027-10-31 00:40",
            ["2027-10-31 01:00", "2027-10-31 01:20", "2027-10-31 01:40"],
        ),
    ],
)
def test_rules_give_these_moments_in_utc(rule, start, due):
    assert _three(rule, start) == due


def test_rules_that_cannot_be_are_refused():
    for wrong in (
        lambda: monthly(0, "07:00", runs="x"),
        lambda: weekly("mo", "07:00", runs="x"),
        lambda: daily("25:00", runs="x"),
        lambda: every(minutes=0, runs="x"),
    ):
        with pytest.raises(ValueError, match=r".+"):
            wrong()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after"), [("2027-03-27", "2027-03-29"), ("2027-10-30", "2027-11-01")]
)
def test_a_night_job_runs_once_a_day_over_both_changes(settings, before, after):
    settings.SCHEDULE = {"night": daily("02:30", runs=f"{HERE}.note")}
    with time_machine.travel(_at(f"{before} 00:00"), tick=False) as clock:
        while datetime.now(UTC) < _at(f"{after} 12:00"):
            jobs.run_due()
            clock.shift(timedelta(minutes=10))
    assert [moment.astimezone(BERLIN).day for moment in RAN] == [
        (_at(before) + timedelta(days=n)).day for n in range(3)
    ]


@pytest.mark.django_db
def test_what_was_missed_runs_once(settings):
    settings.SCHEDULE = {"often": every(minutes=10, runs=f"{HERE}.note")}
    with time_machine.travel(_at("2026-11-21 08:01"), tick=False) as clock:
        assert jobs.run_due() == 0
        clock.shift(timedelta(days=2))
        assert [jobs.run_due() for _ in range(3)] == [1, 0, 0]
        assert Job.objects.get().next_at == _at("2026-11-23 08:10")


@pytest.mark.django_db
def test_a_failing_job_is_noted_and_stops_nobody(settings):
    settings.SCHEDULE = {
        "bad": every(minutes=10, runs=f"{HERE}.fail"),
        "good": every(minutes=10, runs=f"{HERE}.note"),
        "gone": every(minutes=10, runs="konfluenz.ground.nowhere.at_all"),
    }
    with time_machine.travel(_at("2026-11-21 08:01"), tick=False) as clock:
        jobs.run_due()
        clock.shift(timedelta(minutes=10))
        assert jobs.run_due() == 3
        assert jobs.run_due() == 0
    assert {job.name: (job.last_outcome, job.last_error) for job in Job.objects.all()} == {
        "bad": ("failed", "LookupError: nothing there"),
        "good": ("done", ""),
        "gone": ("failed", "ModuleNotFoundError: No module named 'konfluenz.ground.nowhere'"),
    }
    assert len(RAN) == 1


@pytest.mark.django_db
def test_a_changed_rule_counts_at_once_and_a_dropped_job_runs_no_more(settings):
    with time_machine.travel(_at("2026-11-21 08:01"), tick=False) as clock:
        settings.SCHEDULE = {"job": daily("12:00", runs=f"{HERE}.note")}
        jobs.run_due()
        assert Job.objects.get().next_at == _at("2026-11-21 11:00")
        settings.SCHEDULE = {"job": daily("10:00", runs=f"{HERE}.note")}
        jobs.run_due()
        assert Job.objects.get().next_at == _at("2026-11-21 09:00")
        settings.SCHEDULE = {}
        clock.shift(timedelta(days=1))
        assert (jobs.run_due(), Job.objects.count()) == (0, 1)
        clock.shift(timedelta(days=8))
        assert (jobs.run_due(), Job.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_job_whose_worker_died_runs_again_after_its_lease(settings):
    settings.SCHEDULE = {"job": every(minutes=10, runs=f"{HERE}.note")}
    with time_machine.travel(_at("2026-11-21 08:01"), tick=False) as clock:
        jobs.run_due()
        clock.shift(timedelta(minutes=10))
        lease = "00000000-0000-0000-0000-000000000001"
        Job.objects.update(lease=lease, lease_until=datetime.now(UTC) + jobs.LEASE)
        assert jobs.run_due() == 0
        clock.shift(jobs.LEASE)
        assert jobs.run_due() == 1


@pytest.mark.django_db(transaction=True)
def test_several_workers_run_an_occurrence_once(settings):
    settings.SCHEDULE = {"job": every(minutes=10, runs=f"{HERE}.note")}
    jobs.set_up()
    Job.objects.update(next_at=_at("2026-01-01 00:00"))
    start = threading.Barrier(6)

    def work():
        start.wait()
        jobs.run_due()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(RAN) == 1
