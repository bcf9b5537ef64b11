"""The catalogue as data, and how a city takes from it without losing what is its own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from konfluenz.steering.counting.register import COUNTINGS
from konfluenz.steering.measuring import catalogue, indicators
from konfluenz.steering.measuring.indicators import IndicatorRefused
from konfluenz.steering.models import Cycle, Direction, Indicator, Layer, Unit

MINIMUM = "A1 A2 A3 A4a A4b A6 A7a A7b B1 C1a C1b C3 C4a C4b D2 D3 E1 E2 E3 E5a E5b G2a I1 J1"


def test_each_entry_is_an_indicator_as_the_table_takes_it():
    for entry in catalogue.entries().values():
        one = Indicator(**catalogue.fields(entry))
        one.clean_fields()
        assert one.layer in Layer.values and one.unit in Unit.values
        assert one.cycle in Cycle.values and one.direction in Direction.values
        assert not (one.unit == "percent" and not (one.numerator and one.denominator)), one.code


def test_signs_and_countings_are_named_once_and_none_is_left_over():
    entries = catalogue.entries().values()
    codes = [entry["code"] for entry in entries]
    assert len(codes) == len(set(codes)) == 107
    queries = [entry["query"] for entry in entries if "query" in entry]
    assert sorted(queries) == sorted(COUNTINGS)


def test_the_minimum_set_is_that_of_the_study():
    minimum = [one["code"] for one in catalogue.entries().values() if one.get("minimum")]
    assert " ".join(minimum) == MINIMUM


def test_the_state_of_society_is_neither_good_nor_bad_but_for_leaving_without_degree():
    state = [one for one in catalogue.entries().values() if one["layer"] == "state"]
    assert [one["slug"] for one in state if "direction" in one] == ["school_leavers_without_degree"]


@pytest.mark.django_db
def test_ensure_adds_what_every_city_begins_with_once():
    made = catalogue.ensure(by=None)
    assert len(made) == 24 + 32
    assert catalogue.ensure(by=None) == []
    assert Indicator.objects.filter(public=True).count() == 0


@pytest.mark.django_db
def test_ensure_leaves_what_the_city_has_changed():
    mine = indicators.add(
        "share_non_german", "Unser Anteil", definition="Anders", unit="percent", by=None
    )
    indicators.add("own", "Eigene", code="V1", definition="Anders", unit="persons", by=None)
    catalogue.ensure(by=None)
    mine.refresh_from_db()
    assert (mine.name, mine.definition, mine.code) == ("Unser Anteil", "Anders", "")
    assert not Indicator.objects.filter(slug="active_volunteers").exists()
    assert Indicator.objects.filter(code="V1").get().slug == "own"


@pytest.mark.django_db
def test_one_more_is_taken_and_found_by_its_sign(german):
    made = catalogue.take("living_space", by=None)
    assert (made.code, made.unit, made.cycle) == ("G1", "area", "irregular")
    assert "living_space" not in {entry["slug"] for entry in catalogue.not_taken()}
    with pytest.raises(IndicatorRefused, match="Eine andere Kennzahl hat schon den Kurznamen"):
        catalogue.take("living_space", by=None)
    with pytest.raises(IndicatorRefused, match="Im Katalog gibt es diese Kennzahl nicht"):
        catalogue.take("unknown", by=None)


@pytest.mark.django_db
def test_what_is_left_is_told_in_one_query():
    with CaptureQueriesContext(connection) as seen:
        assert len(catalogue.not_taken()) == 107
    assert len(seen) == 1


def test_signs_are_ordered_as_numbers():
    rows = [Indicator(code=code, layer="activity", name=code) for code in ("V10", "", "V9", "V11a")]
    assert [row.code for row in catalogue.ordered(rows)] == ["V9", "V10", "V11a", ""]
