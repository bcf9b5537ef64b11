"""Indicators with their values: definitions, sources, refusals, the drawing beside the table."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.office import city, concept_city, world

from konfluenz.directory import districts
from konfluenz.steering.charting import charts
from konfluenz.steering.measuring import observations
from konfluenz.steering.models import Chart, Indicator, Observation

pytestmark = pytest.mark.django_db

NEW = {
    "name": "Anteil ohne deutschen Pass",
    "slug": "share_non_german",
    "definition": "Von 100 Menschen mit Hauptwohnung.",
    "layer": "state",
    "unit": "percent",
    "decimals": "1",
    "cycle": "year",
    "direction": "neither",
}
VALUE = {
    "value": "17,7",
    "date": "23.02.2024",
    "dated_by": "report",
    "state": "final",
    "source": "UV/0050/2024",
}


def _at(indicator, rest=""):
    return f"/buero/kennzahlen/{indicator.public_id}/{rest}"


def _value(observation, rest=""):
    return f"/buero/kennzahlen/werte/{observation.public_id}/{rest}"


def _add(indicator, **values):
    return city.client().post(_at(indicator, "werte/neu/"), VALUE | city.FORM | values)


def test_the_list_shows_the_latest_value_with_its_day():
    one = concept_city.indicator()
    concept_city.observation(one)
    concept_city.observation(one, "20", dt.date(2024, 2, 23), precision="day", approximate=True)
    page = world.text(city.client().get("/buero/kennzahlen/"))
    assert "Anteil ohne deutschen Pass ca. 20 % 23.02.2024 2 nein" in page


def test_an_empty_list_says_what_to_do():
    page = world.text(city.client().get("/buero/kennzahlen/"))
    assert "Noch ist keine Kennzahl eingetragen." in page


def test_an_indicator_is_added_with_its_definition():
    answer = city.client().post("/buero/kennzahlen/neu/", NEW | city.FORM)
    one = Indicator.objects.get()
    assert answer["Location"] == _at(one)
    assert (one.slug, one.unit, one.public) == ("share_non_german", "percent", False)


def test_a_short_name_that_is_taken_is_refused():
    concept_city.indicator()
    answer = city.client().post("/buero/kennzahlen/neu/", NEW | city.FORM)
    assert answer.status_code == 422
    assert "Eine andere Kennzahl hat schon den Kurznamen „share_non_german“." in answer.text


def test_what_is_counted_stays_once_there_are_values():
    one = concept_city.indicator()
    concept_city.observation(one)
    values = NEW | city.FORM | {"unit": "persons", "revision": one.revision}
    answer = city.client().post(_at(one, "bearbeiten/"), values)
    assert answer.status_code == 422
    assert "Diese Kennzahl hat schon Werte." in answer.text


def test_the_record_says_values_change_source_and_method():
    one = concept_city.indicator(method="Aus dem Register abgeleitet.")
    concept_city.observation(one)
    more = {"precision": "day", "dated_by": "report", "method": "Kein Stichtag genannt."}
    concept_city.observation(one, "17.7", dt.date(2024, 2, 23), **more)
    page = world.text(city.client().get(_at(one))).replace("\xa0", " ")
    assert "Von 2007 bis 23.02.2024 : +8,6 Prozentpunkte" in page
    assert "23.02.2024 Tag des Berichts 17,7 % UV/0050/2024 Kein Sti" in page
    assert "2007 9,1 % UV/0050/2024" in page
    assert "Aus dem Register abgeleitet." in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("17,7", "17.7"), ("17,7 %", "17.7"), ("17.7", "17.7"), ("36", "36"), (" 9,1 ", "9.1")],
)
def test_a_value_is_typed_as_germans_write_it(typed, kept):
    one = concept_city.indicator()
    assert _add(one, value=typed).status_code == 302
    made = Observation.objects.get()
    assert (made.value, made.date, made.precision) == (
        Decimal(kept),
        dt.date(2024, 2, 23),
        "day",
    )


def test_thousands_have_points():
    one = concept_city.indicator(unit="persons")
    assert _add(one, value="116.102").status_code == 302
    assert Observation.objects.get().value == 116102


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"value": "177"}, "Ein Anteil in Prozent liegt zwischen 0 und 100, nicht bei 177."),
        ({"value": "-1"}, "-1 liegt unter 0. Prüfen Sie das Vorzeichen."),
        ({"value": "viele"}, "Das ist keine Zahl. Schreiben Sie sie wie 17,7 oder 1.234."),
        ({"value": "1.77.7"}, "Das ist keine Zahl."),
        ({"value": "9" * 20}, "Ein Anteil in Prozent liegt zwischen 0 und 100"),
        ({"date": "2007"}, "Für 2007 gibt es schon einen Wert: 9,1"),
        ({"date": "01.01.2199"}, "Dieser Tag liegt in der Zukunft."),
        ({"date": "gestern"}, "Das ist kein Datum."),
        ({"source": ""}, "Bitte füllen Sie „Quelle“ aus."),
    ],
)
def test_a_wrong_value_is_refused_and_says_how_to_mend_it(wrong, words):
    one = concept_city.indicator()
    concept_city.observation(one)
    answer = _add(one, **wrong)
    assert answer.status_code == 422
    assert words in answer.text
    assert Observation.objects.count() == 1


def test_two_districts_may_have_values_for_one_day():
    one = concept_city.indicator()
    district = districts.add("Lützel", by=None)
    assert _add(one).status_code == 302
    assert _add(one, district=district.pk).status_code == 302
    assert "Lützel" in city.client().get(f"{_at(one)}?tab=districts").text


def test_a_value_shows_its_source_and_what_happened_to_it():
    made = concept_city.observation(concept_city.indicator(), approximate=True)
    browser = city.client()
    form = browser.get(_value(made, "bearbeiten/")).context["form"]
    assert 'value="9,1"' in str(form["value"])
    values = VALUE | city.FORM | {"value": "9,2", "date": "2007", "revision": made.revision}
    assert browser.post(_value(made, "bearbeiten/"), values).status_code == 302
    page = world.text(browser.get(_value(made))).replace("\xa0", " ")
    assert "9,2 %" in page
    assert "Wert korrigiert" in page
    assert "Wert vorher 9,1 → jetzt 9,2" in page
    assert "Quelle UV/0050/2024" in page


def test_who_corrects_second_sees_both_values():
    made = concept_city.observation(concept_city.indicator())
    observations.correct(made, {"value": Decimal("9.5")}, by=None)
    values = VALUE | city.FORM | {"value": "9,2", "revision": made.revision}
    answer = city.client().post(_value(made, "bearbeiten/"), values)
    assert answer.status_code == 409
    assert "9,5" in answer.text
    assert "9,2" in answer.text


def test_a_value_is_removed_with_a_reason_that_stays():
    one = concept_city.indicator()
    made, browser = concept_city.observation(one), city.client()
    assert browser.post(_value(made, "entfernen/"), city.FORM).status_code == 422
    answer = browser.post(_value(made, "entfernen/"), {"reason": "Zahlendreher", **city.FORM})
    assert answer["Location"] == _at(one)
    page = browser.get(_at(one, "?tab=timeline")).text
    assert "Wert entfernt" in page
    assert "Grund: Zahlendreher" in page
    assert not Observation.objects.exists()


def test_without_a_drawing_the_table_stands_and_the_page_says_so():
    one = concept_city.indicator(public=True)
    concept_city.observation(one)
    page = city.client().get(_at(one)).text
    assert "Die Zeichnung folgt gleich." in page
    assert "9,1" in page


def test_the_drawing_stands_above_its_table():
    one = concept_city.indicator(public=True)
    concept_city.observation(one)
    for item in charts.wanted():
        digest, drawn = item.digest, f"<svg><title>{item.width}</title></svg>"
        key = {"name": item.name, "language": item.language, "width": item.width}
        Chart.objects.create(**key, digest=digest, svg=drawn, drawn_at=timezone.now())
    page = city.client().get(_at(one)).text
    assert page.index("<title>720</title>") < page.index("<table")
    assert "<title>340</title>" in page
    assert "Die Zeichnung folgt gleich." not in page


@pytest.mark.parametrize(
    "values", [{"slug": "helpers", "unit": "persons", "public": True}, {"public": False}]
)
def test_what_no_drawing_shows_promises_none(values):
    one = concept_city.indicator(**values)
    assert "Die Zeichnung folgt gleich." not in city.client().get(_at(one)).text


def test_a_colleague_reads_and_changes_nothing():
    one = concept_city.indicator()
    made = concept_city.observation(one)
    browser = city.client("social_worker")
    for path in (_at(one), _value(made)):
        assert browser.get(path).status_code == 200
        assert "bearbeiten/" not in browser.get(path).text
        assert browser.get(f"{path}bearbeiten/").status_code == 403
    assert browser.get(_at(one, "werte/neu/")).status_code == 403
    assert browser.post(_value(made, "entfernen/"), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("where", ["list", "record", "history", "value"])
def test_queries_do_not_grow(where):
    counts, browser = [], city.client()
    for count in (1, 3):
        one = concept_city.indicator(f"figure_{count}", f"Kennzahl {count}")
        district = districts.add(f"Stadtteil {count}", by=None)
        made = [
            concept_city.observation(one, "5", dt.date(2000 + n, 1, 1), district=district)
            for n in range(count)
        ]
        paths = {"list": "/buero/kennzahlen/", "record": _at(one), "value": _value(made[0])}
        paths["history"] = _at(one, "?tab=timeline")
        counts.append(world.queries(browser, paths[where]))
    assert counts[0] == counts[1] <= world.MOST_QUERIES
