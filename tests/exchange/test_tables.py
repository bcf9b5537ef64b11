"""Tables for everybody: what stands in them, what does not, and how they are served."""

import csv
import datetime as dt
import gzip
import io
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.portal import shelf

from konfluenz.council import follow_ups
from konfluenz.directory import places, services
from konfluenz.directory.models import District
from konfluenz.exchange.open_data import catalogue, kept, tables
from konfluenz.steering import concepts, goals
from konfluenz.steering.freezing import snapshots
from konfluenz.steering.measuring import indicators, observations
from konfluenz.steering.models import Fact, FrozenIndicator, Indicator, Snapshot

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def _get(slug):
    response = Client().get(f"/daten/{slug}.csv")
    assert response.status_code == 200
    return response


def _rows(slug):
    text = b"".join(_get(slug).streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def _named(slug, name, key="indicator"):
    return [row for row in _rows(slug) if row[key] == name]


def _persons(few=True):
    return indicators.add(
        "served", "Beratene", definition="x", unit="persons", few=few, public=True, by=None
    )


def _follow_up(made, subject):
    given = {"unit": made.office, "due_date": TODAY, "raised_on": TODAY, "by": None}
    row = follow_ups.of_spoken("request", subject, body=made.council, note="Intern.", **given)
    return follow_ups.publish(row, by=None)


def test_figures_are_written_for_machines():
    shelf.build()
    first, last = _rows("kennzahlen")
    assert first | {"source": "", "name": ""} == {
        "indicator": first["indicator"],
        "name": "",
        "unit": "percent",
        "date": "2007-01-01",
        "precision": "year",
        "since": "",
        "district": "",
        "category": "",
        "elsewhere": "",
        "value": "9.1",
        "hidden": "false",
        "approximate": "false",
        "breaks": "false",
        "provisional": "false",
        "source": "",
        "method": first["method"],
    }
    assert (last["value"], last["approximate"]) == ("17.7", "true")


def test_small_numbers_are_hidden_and_no_sum_gives_them_back():
    shelf.build()
    one = _persons()
    for name, value in (("Nord", 3), ("Süd", 20), ("West", 30)):
        district = District.objects.create(name=name)
        observations.add(one, value, TODAY, district=district, source="Liste", by=None)
    observations.add(one, 53, TODAY, source="Liste", by=None)
    found = {
        row["district"]: (row["value"], row["hidden"]) for row in _named("kennzahlen", "served")
    }
    assert found == {
        "": ("53", "false"),
        "Nord": ("", "true"),
        "Süd": ("", "true"),
        "West": ("30", "false"),
    }


def test_what_is_not_public_is_not_there():
    made = shelf.build()
    Indicator.objects.update(public=False)
    concepts.correct(made.concept, {"public": False}, by=None)
    concepts.correct(made.old, {"public": False}, by=None)
    for slug in ("kennzahlen", "definitionen", "ziele", "beschlusskontrolle", "angebote"):
        assert _rows(slug) == [], slug


def test_what_was_counted_comes_from_frozen_figures_that_are_public():
    shelf.build()
    one = indicators.add(
        "hours",
        "Stunden",
        definition="x",
        unit="hours",
        layer="activity",
        public=True,
        query="hours_given",
        by=None,
    )
    for title, since in (("Alt", dt.date(2025, 1, 1)), ("Neu", dt.date(2025, 7, 1))):
        shot = snapshots.take(title, since, dt.date(2025, 12, 31), by=None)
        frozen = FrozenIndicator.objects.get(snapshot=shot, indicator=one)
        Fact.objects.filter(indicator=frozen).delete()
        frozen.query = "hours_given"
        frozen.save()
        frozen.facts.create(date=shot.cut_off, value=len(title) * 10, category=title)
    assert _named("kennzahlen", "hours") == []
    for shot in Snapshot.objects.all():
        snapshots.publish(shot, by=None)
    (row,) = _named("kennzahlen", "hours")
    assert (row["value"], row["since"], row["category"]) == ("30", "2025-07-01", "Neu")


def test_each_status_of_a_goal_is_a_row_and_a_goal_without_one_too():
    made = shelf.build()
    goals.add(made.area, "Noch ohne Stand", by=None)
    rows = _rows("ziele")
    said, unsaid = (row for row in rows if row["concept"] == "2022")
    assert (said["state"], said["state_name"], said["unit"]) == (
        "not_workable",
        "nicht zufriedenstellend bearbeitbar",
        "Leitstelle",
    )
    assert said["date"] == "2024-02-23"
    assert (unsaid["goal"], unsaid["date"], unsaid["state"]) == ("Noch ohne Stand", "", "")


def test_follow_ups_and_services_as_everybody_reads_them():
    made = shelf.build()
    row = _follow_up(made, "Kita-Plätze")
    place = places.add("Haus", street="Weg 1", postcode="56068", town="Musterstadt", by=None)
    hidden = places.add("Schutzhaus", confidential=False, street="Geheim 1", by=None)
    one = services.add("Treff", unit=made.office, summary="-Ein Treff", by=None)
    one.places.set([place, hidden])
    hidden.confidential = True
    hidden.save()
    services.publish(one, by=None)
    (line,) = _rows("beschlusskontrolle")
    assert (line["subject"], line["state"], line["id"]) == (
        "Kita-Plätze",
        "open",
        str(row.public_id),
    )
    assert "Intern." not in str(line)
    (offered,) = _rows("angebote")
    assert offered["addresses"] == "Weg 1, 56068 Musterstadt"
    assert offered["summary"] == "'-Ein Treff"
    assert offered["page"] == "http://localhost:8000/de/angebote/treff/"


def test_cells():
    assert [tables.cell(value) for value in (None, True, "=1+1", "a", 3, dt.date(2024, 2, 3))] == [
        "",
        "true",
        "'=1+1",
        "a",
        "3",
        "2024-02-03",
    ]
    assert tables.cell(observations.Decimal("-12.5000")) == "-12.5"
    assert tables.cell(observations.Decimal("100")) == "100"


def test_the_columns_are_described_as_they_stand():
    shelf.build()
    for slug in ("kennzahlen", "definitionen", "ziele", "beschlusskontrolle", "angebote"):
        said = Client().get(f"/daten/{slug}.csv-metadata.json").json()
        head = b"".join(_get(slug).streaming_content).decode().splitlines()[0]
        columns = said["tableSchema"]["columns"]
        assert [column["titles"] for column in columns] == head.split(",")
        assert said["url"] == f"{slug}.csv"
        assert all(column["dc:description"] for column in columns)


def test_it_is_kept_a_while_and_asked_again_without_being_written():
    made = shelf.build()
    first = _get("kennzahlen")
    assert first["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert first["Cache-Control"] == "public, max-age=900"
    assert first["Access-Control-Allow-Origin"] == "*"
    assert 'rel="describedby"' in first["Link"]
    assert not first.cookies
    known = {"If-None-Match": first["ETag"]}
    assert Client().get("/daten/kennzahlen.csv", headers=known).status_code == 304
    observations.add(made.indicator, 5, TODAY, source="Neu", by=None)
    assert Client().get("/daten/kennzahlen.csv", headers=known).status_code == 200
    packed = Client().get("/daten/kennzahlen.csv", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(b"".join(packed.streaming_content)).startswith(b"indicator,name,unit")


def _content(**headers):
    answer = Client().get("/daten/kennzahlen.csv", headers=headers)
    assert answer["Vary"] == "Accept-Encoding"
    return b"".join(answer.streaming_content)


def test_a_table_is_written_once_until_something_changes(monkeypatch):
    made = shelf.build()
    first, whole = _content(), tables.written
    monkeypatch.setattr(tables, "written", lambda _table: pytest.fail("it is written again"))
    with CaptureQueriesContext(connection) as seen:
        assert gzip.decompress(_content(accept_encoding="gzip")) == first == _content()
    assert len(seen) == 2
    monkeypatch.setattr(tables, "written", whole)
    observations.add(made.indicator, 5, TODAY, source="Neu", by=None)
    assert _content() != first
    assert len(list(kept._shelf().glob("kennzahlen.*"))) == 1


def test_a_crash_while_it_is_written_leaves_no_half_of_it(monkeypatch):
    shelf.build()
    whole = tables.written

    def broken(table):
        yield next(iter(whole(table)))
        raise OSError("disk full")

    monkeypatch.setattr(tables, "written", broken)
    with pytest.raises(OSError, match="disk full"):
        _content()
    monkeypatch.setattr(tables, "written", whole)
    assert _content().count(b"\n") > 1


def test_of_many_who_ask_at_once_one_writes(monkeypatch):
    figures, written = catalogue.TABLES["kennzahlen"], []

    def slowly(_table):
        written.append(1)
        time.sleep(0.2)
        yield "name\n"

    monkeypatch.setattr(tables, "written", slowly)
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _n: kept.opened(figures, "stamp", TODAY), range(4)))
    assert {b"".join(kept.pieces(one, unpack=True)) for one in opened} == {b"name\n"}
    assert written == [1]


def test_much_costs_as_many_queries_as_one():
    made = shelf.build()
    counts = []
    for number in (1, 2, 3):
        with CaptureQueriesContext(connection) as seen:
            for slug in ("kennzahlen", "definitionen", "ziele", "beschlusskontrolle", "angebote"):
                _rows(slug)
        counts.append(len(seen))
        shelf.again(made, number)
        offered = services.add(f"Treff {number}", unit=made.office, summary="x", by=None)
        services.publish(offered, by=None)
        _follow_up(made, f"Bitte {number}")
    assert counts[1] == counts[2]


def test_an_unknown_table_is_not_there():
    assert Client().get("/daten/geheim.csv").status_code == 404
