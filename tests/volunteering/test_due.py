"""What stands in *Heute*: who waits, since when, and opportunities that need a person."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.volunteering.town import (
    TODAY,
    account,
    in_days,
    opportunity,
    organization,
    prospect,
    volunteer,
)

from konfluenz.ground.due import Harm, ordered
from konfluenz.volunteering import clearances, due, opportunities, volunteers
from konfluenz.volunteering.models import Opportunity, Placement, Volunteer

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def coordinator(db):
    return account("coordinator")


def found(user, today=None):
    rows = ordered(due.due(today or TODAY, user))
    return [(row.title, row.harm, row.since) for row in rows]


@pytest.mark.parametrize(
    ("now", "harm"),
    [
        (dt.datetime(2026, 11, 25, 8, 59, tzinfo=dt.UTC), Harm.PROMISE_BROKEN),
        (dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC), Harm.SOMEBODY_ALONE),
        (dt.datetime(2026, 12, 1, 9, 0, tzinfo=dt.UTC), Harm.SOMEBODY_ALONE),
    ],
)
def test_the_clock_runs_for_who_offered_help(coordinator, monkeypatch, now, harm):
    ada = prospect(first_contact_at=MONDAY)
    monkeypatch.setattr(timezone, "now", lambda: now)
    day = dt.date(2026, 11, 25)
    assert found(coordinator, now.date()) == [
        ("Möchte helfen und wartet auf Antwort: Ada Demo", harm, day)
    ]
    volunteers.answered(ada, by=None)
    assert found(coordinator, now.date()) == []


def test_a_weekend_is_not_counted(coordinator, monkeypatch):
    friday = dt.datetime(2026, 11, 20, 16, 0, tzinfo=dt.UTC)
    prospect(first_contact_at=friday)
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 24, 15, 59, tzinfo=dt.UTC))
    [(_title, harm, since)] = found(coordinator, dt.date(2026, 11, 24))
    assert (harm, since) == (Harm.PROMISE_BROKEN, dt.date(2026, 11, 24))


def test_opportunities_that_expire_and_those_without_an_outcome(coordinator):
    titles = {-1: "vorbei", 0: "heute", 7: "bald", 8: "später"}
    for days, title in titles.items():
        made = opportunity(title)
        Opportunity.objects.filter(pk=made.pk).update(expires_on=in_days(days))
    opportunities.close(opportunity("zu", expires_on=in_days(3)), "filled", by=None)
    opportunities.pause(opportunity("ruht", expires_on=in_days(3)), by=None)
    assert found(coordinator) == [
        ("Läuft bald ab, verlängern oder abschließen: ruht", Harm.WORK_STOPS, in_days(3)),
        ("Läuft bald ab, verlängern oder abschließen: bald", Harm.WORK_STOPS, in_days(7)),
        ("Abgelaufen, das Ergebnis fehlt: vorbei", Harm.UNTIDY, in_days(-1)),
        ("Abgelaufen, das Ergebnis fehlt: heute", Harm.UNTIDY, in_days(0)),
    ]


def test_what_waits_for_release_breaks_a_promise_after_two_working_days(coordinator):
    made = opportunity(state="submitted")
    [(title, harm, _since)] = found(coordinator)
    assert (title, harm) == ("Wartet auf Freigabe: Lesepatin gesucht", Harm.WORK_STOPS)
    Opportunity.objects.update(created_at=timezone.now() - dt.timedelta(days=9))
    [(title, harm, _since)] = found(coordinator)
    assert harm == Harm.PROMISE_BROKEN
    opportunities.publish(made, by=None)
    assert found(coordinator) == []


def test_a_certificate_that_ends_is_asked_for_while_somebody_works_with_minors(coordinator):
    made = opportunity(with_minors=True, organization=organization())
    people = {"Ohne": None, "Bald": -5 * 365 + 30, "Lange": -30, "Anderswo": None}
    for name, days in people.items():
        one = volunteer(name)
        if days is not None:
            clearances.see(one, in_days(days), by=None)
        where = opportunity("Garten") if name == "Anderswo" else made
        Placement.objects.create(
            opportunity=where, volunteer=one, started_on=TODAY, trial_until=in_days(28)
        )
    titles = [title for title, _harm, _since in found(coordinator)]
    assert titles == [
        "Braucht ein neues Führungszeugnis: Ohne",
        "Braucht ein neues Führungszeugnis: Bald",
    ]


@pytest.mark.parametrize(
    ("role", "count"),
    [("coordinator", 2), ("integration_officer", 2), ("editor", 0), ("social_worker", 0)],
)
def test_only_those_who_could_do_it_are_told(role, count):
    prospect()
    opportunity(state="submitted")
    assert len(found(account(role))) == count


def test_an_offer_that_nobody_confirmed_disturbs_nobody(coordinator):
    prospect(mail="ada@example.org", confirmed_at=None)
    assert found(coordinator) == []
    Volunteer.objects.update(confirmed_at=timezone.now())
    assert len(found(coordinator)) == 1
