"""What is kept of the volunteers is as good as read anew, whatever happened meanwhile."""

import datetime as dt
from dataclasses import fields

import numpy as np
import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.volunteering import match_city
from tests.volunteering.match_city import AFTERNOON, TUESDAY_17, in_days, opportunity, volunteer

from konfluenz.directory import districts, topics
from konfluenz.ground import marks, sealer
from konfluenz.people import languages, privacy
from konfluenz.volunteering import (
    ahead,
    array_items,
    array_takers,
    availability,
    clearances,
    kept_columns,
    matching,
    opportunities,
    placements,
    proposals,
    skills,
    taker_columns,
    volunteers,
)
from konfluenz.volunteering.conditions import When
from konfluenz.volunteering.models import Volunteer
from konfluenz.volunteering.models.volunteers import ASKABLE

pytestmark = pytest.mark.django_db


def read_anew(day):
    return taker_columns.read(Volunteer.objects.filter(state__in=ASKABLE), day)


def differing(day=None):
    """Return the names of the columns in which what is kept is not what is stored."""
    day = day or match_city.today()
    kept, anew = kept_columns.askable(day), read_anew(day)
    return [
        one.name
        for one in fields(anew)
        if not same(getattr(kept, one.name), getattr(anew, one.name))
    ]


def same(kept, anew):
    if isinstance(kept, taker_columns.Noted):
        words = sorted({*kept.words, *anew.words})
        return np.array_equal(kept.of(words), anew.of(words))
    return np.array_equal(kept, anew, equal_nan=kept.dtype.kind == "f")


def test_every_change_is_seen_at_once():
    place = districts.add("Lützel", latitude="50.37000", longitude="7.59000", by=None)
    reading, topic = skills.add("Vorlesen", by=None), topics.add("Bildung", by=None)
    other_day = [When(weekday=3, starts_at=TUESDAY_17[1], ends_at=TUESDAY_17[2])]
    made, one, other = opportunity(wanted=3), volunteer(district=place), volunteer(places=2)
    assert differing() == []
    proposal = proposals.propose(made, other, by=None)
    assert differing() == []
    placed = match_city.agree(proposal)
    acts = [
        lambda: volunteer("Neue Demo", speaks={"ar": "b2"}, times=[AFTERNOON], wishes=["once"]),
        lambda: languages.put(one.person, "uk", "c1", by=None),
        lambda: languages.remove(one.person, "uk", by=None),
        lambda: availability.put(one, [AFTERNOON], by=None),
        lambda: clearances.see(one, in_days(-30), by=None),
        lambda: clearances.forget(one, by=None),
        lambda: volunteers.correct(
            one, {"reach_km": 3, "birth_year": 1980, "skills": [reading]}, by=None
        ),
        lambda: volunteers.correct(one, {"topics": [topic], "weekly_minutes": 60}, by=None),
        lambda: opportunities.correct(made, {"times": other_day}, by=None),
        lambda: districts.correct(place, {"latitude": "50.40000"}, by=None),
        lambda: placements.end(placed, "time", by=None),
        lambda: volunteers.move(one, "paused", by=None),
        lambda: volunteers.move(match_city.again(one), "active", by=None),
        lambda: privacy.erase(other.person, by=None),
    ]
    for number, act in enumerate(acts):
        act()
        assert (number, differing()) == (number, [])
        if number == 5:
            sealer.seal()
            assert differing() == []


def test_a_new_day_moves_whom_it_concerns_and_reads_nobody_else(monkeypatch):
    today, tomorrow = match_city.today(), in_days(1)
    fair = opportunity(timing="fixed", times=[When(*TUESDAY_17[1:], date=today)])
    helps = volunteer("Hilft Demo")
    match_city.agree(proposals.propose(fair, helps, by=None))
    expires = volunteer("Abgelaufen Demo")
    clearances.see(expires, clearances._last_expired(tomorrow), by=None)
    volunteer("Andere Demo")
    before = kept_columns.askable(today)
    assert (before.taken_slots.any(axis=1).tolist(), before.cleared.tolist()) == (
        [True, False, False],
        [False, True, False],
    )
    read = []

    def noting(rows, day, reading=taker_columns.read):
        read.append(set(rows.values_list("person__name", flat=True)))
        return reading(rows, day)

    monkeypatch.setattr(taker_columns, "read", noting)
    after = kept_columns.askable(tomorrow)
    assert read == [{"Hilft Demo", "Abgelaufen Demo"}]
    assert not after.taken_slots.any()
    assert not after.cleared.any()
    assert differing(tomorrow) == []
    assert differing(today) == []


def test_an_age_grows_with_the_year_though_nothing_is_read():
    volunteer(birth_year=1990)
    eve, year = dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC), dt.timedelta(days=1)
    columns, known = kept_columns.askable(eve.date()), array_items.words([])
    assert array_takers.of(columns, known, eve).takers.age.tolist() == [35]
    assert array_takers.of(columns, known, eve + year).takers.age.tolist() == [36]


def test_what_was_read_ahead_need_not_be_read_by_the_first_question():
    made = opportunity()
    volunteer(times=[AFTERNOON])
    kept_columns._kept.clear()
    ahead.read()
    assert "volunteering_availability" not in asked_for(made)


def test_reading_ahead_does_no_harm_where_there_is_no_database_yet(monkeypatch, caplog):
    def refuse(*_given):
        raise OperationalError("no such table")

    kept_columns._kept.clear()
    monkeypatch.setattr(connection.introspection, "table_names", list)
    ahead.read()
    assert kept_columns._kept == {}
    monkeypatch.setattr(connection.introspection, "table_names", refuse)
    with caplog.at_level("INFO"):
        ahead.read()
    assert caplog.messages == ["Volunteers were not read ahead: OperationalError"]


def test_what_was_taken_back_is_not_kept():
    volunteer("Bleibt Demo")
    kept_columns.askable(match_city.today())
    with transaction.atomic():
        volunteer("Geht Demo")
        assert len(kept_columns.askable(match_city.today()).keys) == 2
        transaction.set_rollback(True)
    assert differing() == []


def test_a_mark_of_another_trail_says_nothing():
    with transaction.atomic():
        volunteer()
        sealer.seal()
        mark = marks.now()
        assert marks.since(mark).records == frozenset()
        transaction.set_rollback(True)
    volunteer()
    sealer.seal()
    assert marks.since(mark) is None


def test_asking_again_reads_no_volunteer_but_those_shown():
    made = opportunity()
    volunteer(times=[AFTERNOON])
    matching.for_opportunity(made)
    with CaptureQueriesContext(connection) as seen:
        assert "volunteering_availability" not in asked_for(made)
    assert len(seen) <= 11


def asked_for(opportunity):
    """Return all that the suggestions for an opportunity ask the database."""
    with CaptureQueriesContext(connection) as seen:
        matching.for_opportunity(opportunity)
    return " ".join(one["sql"] for one in seen)
