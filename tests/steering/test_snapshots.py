"""Figures frozen at a cut-off: what is kept, what is hidden, sealed twice alike, never changed."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from tests.steering import counted_city as city
from tests.steering.counted_city import AFTER, CUT_OFF, SINCE

from konfluenz.directory import districts
from konfluenz.ground import audit
from konfluenz.steering.freezing import sealing, snapshots
from konfluenz.steering.freezing.snapshots import SnapshotRefused
from konfluenz.steering.measuring import catalogue, indicators, observations
from konfluenz.steering.models import Fact, Observation, Snapshot
from konfluenz.volunteering.models import Hours, Placement

pytestmark = pytest.mark.django_db


def _take(since=SINCE, cut_off=CUT_OFF, title="Jahresbericht 2025"):
    return snapshots.take(title, since, cut_off, by=None)


def _share(**values):
    given = {"definition": "D", "unit": "percent", "code": "A2", "by": None}
    return indicators.add("share", "Anteil", **given | values)


def _observe(one, value, date, **more):
    return observations.add(one, value, date, source="Liste", by=None, **more)


def _facts(snapshot, slug):
    rows = Fact.objects.filter(indicator__snapshot=snapshot, indicator__slug=slug)
    found = rows.order_by(F("district__name").asc(nulls_first=True), "category").values_list(
        "district__name", "category", "value", "hidden"
    )
    return [(where or "", part, city.plain(value), hidden) for where, part, value, hidden in found]


@pytest.fixture
def worked(db):
    """Return the catalogue's countings, and eleven volunteers with hours in the period."""
    catalogue.ensure(by=None)
    for number in range(6):
        placed = city.placement(city.volunteer(f"Demo {number}"))
        city.hours(placed, CUT_OFF, 60)


def test_the_latest_values_up_to_the_cut_off_are_kept_for_each_district_and_part():
    north = districts.add("Nord", by=None)
    one = _share()
    _observe(one, "9.1", dt.date(2007, 1, 1), precision="year")
    _observe(one, "17.7", CUT_OFF)
    _observe(one, "18", AFTER)
    _observe(one, "20", SINCE, district=north)
    _observe(one, "3", SINCE, category="syrisch")
    _observe(one, "99", CUT_OFF, elsewhere="Mainz")
    taken = _take()
    assert _facts(taken, "share") == [
        ("", "", 17.7, ""),
        ("", "syrisch", 3, ""),
        ("Nord", "", 20, ""),
    ]


def test_what_an_indicator_meant_is_frozen_with_it():
    one = _share(numerator="Z", denominator="N", decimals=2)
    _observe(one, "17.7", CUT_OFF)
    taken = _take()
    indicators.correct(one, {"name": "Anders", "definition": "Ganz anders"}, by=None)
    frozen = taken.indicators.get()
    assert (frozen.name, frozen.definition, frozen.numerator) == ("Anteil", "D", "Z")
    assert (frozen.code, frozen.decimals, frozen.position) == ("A2", 2, 1)


def test_what_is_counted_says_how(worked):
    frozen = _take().indicators.get(slug="active_volunteers")
    assert frozen.query == "active-volunteers"
    assert frozen.source == "gezählt von Konfluenz, Fassung 1"
    assert frozen.method.startswith("Zählt Menschen mit bestätigten Stunden in den 90 Tagen")


def test_values_read_in_stand_where_nothing_was_counted():
    catalogue.ensure(by=None)
    one = indicators.Indicator.objects.get(slug="volunteer_hours")
    _observe(one, 120, dt.date(2024, 1, 1), precision="year")
    taken = _take()
    assert _facts(taken, "volunteer_hours") == [("", "", 120, "")]
    assert taken.indicators.get(slug="volunteer_hours").query == ""


def test_facts_outlive_the_rows_behind_them(worked):
    taken = _take()
    before = _facts(taken, "volunteer_hours")
    Hours.objects.all().delete()
    Placement.objects.all().delete()
    Observation.objects.all().delete()
    assert _facts(taken, "volunteer_hours") == before == [("", "", 6, "")]
    assert sealing.digest(sealing.published(taken)) == taken.digest


def test_the_same_rows_give_the_same_digest_in_any_language(worked):
    first = _take()
    with translation.override("en"):
        second = _take(title="Noch einmal")
    assert first.digest == second.digest
    assert len(first.digest) == 64


def test_every_figure_that_changes_changes_the_digest(worked):
    taken = _take()
    fact = Fact.objects.filter(indicator__snapshot=taken, hidden="", value__gt=0).first()
    Fact.objects.filter(pk=fact.pk).update(value=fact.value + Decimal("0.0001"))
    assert sealing.digest(sealing.published(taken)) != taken.digest


def test_small_numbers_are_hidden_with_what_would_tell_them():
    one = indicators.add(
        "persons", "Personen", definition="D", unit="persons", few=True, decimals=0, by=None
    )
    _observe(one, 30, CUT_OFF)
    for name, value in (("Mitte", 20), ("Nord", 7), ("Süd", 3)):
        _observe(one, value, CUT_OFF, district=districts.add(name, by=None))
    assert _facts(_take(), "persons") == [
        ("", "", 30, ""),
        ("Mitte", "", 20, ""),
        ("Nord", "", 7, "secondary"),
        ("Süd", "", 3, "small"),
    ]


def test_of_a_large_table_the_margins_are_left():
    one = indicators.add("persons", "Personen", definition="D", unit="persons", few=True, by=None)
    places = [districts.add(f"Ort {number:02}", by=None) for number in range(12)]
    parts = [f"Teil {number:02}" for number in range(12)]
    cells = {(place, part): 10 for place in places for part in parts}
    cells[places[0], parts[0]] = 3
    cells |= {(place, ""): 113 if place == places[0] else 120 for place in places}
    cells |= {(None, part): 113 if part == parts[0] else 120 for part in parts}
    Observation.objects.bulk_create(
        Observation(
            indicator=one, district=place, category=part, value=value, date=CUT_OFF, unit="persons"
        )
        for (place, part), value in cells.items()
    )
    hidden = [(where, part) for where, part, _value, why in _facts(_take(), "persons") if why]
    assert hidden == [
        ("Ort 00", "Teil 00"),
        ("Ort 00", "Teil 01"),
        ("Ort 01", "Teil 00"),
        ("Ort 01", "Teil 01"),
    ]


def test_a_share_of_few_and_a_median_of_few_are_hidden():
    catalogue.ensure(by=None)
    contact = {"first_contact_at": city.moment(SINCE), "answered_at": city.moment(SINCE)}
    for number in range(4):
        city.volunteer(f"Demo {number}", **contact)
    taken = _take()
    assert {hidden for *_rest, hidden in _facts(taken, "funnel")} == {"small"}
    assert _facts(taken, "time_to_first_reply_prospects") == [
        ("", "", 0, "small"),
        ("", "nine_in_ten", 0, "small"),
    ]


def test_what_is_hidden_is_not_in_what_may_be_published():
    one = _share(unit="persons", few=True)
    _observe(one, 3, CUT_OFF, base=Decimal(70))
    document = sealing.published(_take())
    assert document["indicators"][0]["facts"] == [
        {
            "district": "",
            "category": "",
            "date": "2025-12-31",
            "precision": "day",
            "source": "Liste",
            "method": "",
            "hidden": "small",
        }
    ]
    assert "70" not in json.dumps(document["indicators"][0]["facts"])


def test_numbers_are_texts_with_a_point():
    one = _share()
    _observe(one, "17.70", CUT_OFF, base=Decimal(120000), approximate=True)
    fact = sealing.published(_take())["indicators"][0]["facts"][0]
    assert (fact["value"], fact["base"], fact["approximate"]) == ("17.7", "120000", True)


def test_changes_tell_new_gone_and_what_no_longer_means_the_same():
    one, gone = _share(), _share_of("gone")
    _observe(one, "9.1", dt.date(2024, 6, 1))
    row = _observe(gone, 5, dt.date(2024, 6, 1))
    earlier = _take(dt.date(2024, 1, 1), dt.date(2024, 12, 31), "2024")
    observations.remove(row, reason="Falsch", by=None)
    _observe(one, "17.7", CUT_OFF)
    _observe(_share_of("new"), 7, CUT_OFF)
    now = _take()
    told = {
        change.indicator.slug: (change.difference, change.new, change.gone)
        for change in snapshots.changes(now, earlier)
    }
    assert told == {
        "share": (Decimal("8.6"), False, False),
        "new": (None, True, False),
        "gone": (None, False, True),
    }
    indicators.correct(one, {"definition": "Anders"}, by=None)
    again = _take(SINCE, CUT_OFF, "Neu")
    change = snapshots.changes(again, now)[0]
    assert (change.redefined, change.difference) == (True, None)


def _share_of(slug):
    return indicators.add(slug, slug, definition="D", unit="percent", by=None)


def test_the_one_before_has_an_earlier_cut_off():
    _share()
    old = _take(dt.date(2024, 1, 1), dt.date(2024, 12, 31), "2024")
    _take(title="Zweimal")
    now = _take()
    assert snapshots.before(now) == old
    assert snapshots.before(old) is None


def test_missing_is_what_has_no_value_in_the_period_however_old_ones_there_are():
    old, year, fresh = (_share_of(slug) for slug in ("old", "year", "fresh"))
    _share_of("none")
    _observe(old, 5, SINCE - dt.timedelta(days=1))
    _observe(year, 5, dt.date(2025, 1, 1), precision="year")
    _observe(fresh, 5, SINCE)
    taken = _take(dt.date(2025, 1, 1))
    assert [one.slug for one in snapshots.missing(taken)] == ["none", "old"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": "  "}, "Geben Sie den Zahlen eine Bezeichnung"),
        ({"since": AFTER}, "Der Zeitraum beginnt nach seinem Stichtag."),
        ({"cut_off": timezone.localdate() + dt.timedelta(days=1)}, "liegt in der Zukunft"),
    ],
)
def test_what_cannot_be_frozen_is_refused(german, given, words):
    _share()
    with pytest.raises(SnapshotRefused, match=words):
        _take(**given)
    assert not Snapshot.objects.exists()


def test_without_indicators_there_is_nothing_to_freeze(german):
    with pytest.raises(SnapshotRefused, match="Übernehmen Sie zuerst welche aus dem Katalog"):
        _take()


def test_freezing_is_on_record(worked):
    taken = _take()
    assert [entry.action for entry in audit.timeline(taken)] == ["snapshot.taken"]


def test_freezing_asks_as_often_for_many_rows_as_for_few(worked):
    with CaptureQueriesContext(connection) as few:
        _take()
    for number in range(6, 12):
        placed = city.placement(city.volunteer(f"Demo {number}"))
        city.hours(placed, CUT_OFF, 60)
    one = _share_of("more")
    for number in range(20):
        _observe(one, 5, SINCE + dt.timedelta(days=number))
    with CaptureQueriesContext(connection) as many:
        _take()
    assert len(many) == len(few)
