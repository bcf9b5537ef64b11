"""The index of dissimilarity, by hand: two districts, three, and what is not collected."""

import datetime as dt
from decimal import Decimal

import pytest

from konfluenz.directory import districts
from konfluenz.steering import by_district
from konfluenz.steering.measuring import indicators, observations, segregation
from konfluenz.steering.models import Observation

DAY = dt.date(2023, 12, 31)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        # 1/2 * (|30/60 - 10/100| + |20/60 - 40/100| + |10/60 - 50/100|) = 1/2 * (24+4+20)/60
        ([(30, 10), (20, 40), (10, 50)], Decimal("0.4")),
        ([(10, 90), (20, 180)], Decimal(0)),
        ([(10, 0), (0, 90)], Decimal(1)),
        ([(0, 10), (0, 90)], None),
        ([], None),
    ],
)
def test_by_hand(pairs, expected):
    found = segregation.dissimilarity([(Decimal(a), Decimal(b)) for a, b in pairs])
    assert (found if found is None else round(found, 6)) == expected


@pytest.fixture
def city(db):
    named = [districts.add(name, by=None) for name in ("Altstadt", "Lützel", "Neuendorf")]
    given = {"definition": "Gezählt am Stichtag.", "unit": "persons", "by": None}
    whole = indicators.add("population_total", "Einwohner", **given)
    part = indicators.add("foreigners", "Ohne deutschen Pass", few=True, **given)
    for district, all_, some in zip(named, (40, 60, 60), (30, 20, 10), strict=True):
        for indicator, value in ((whole, all_), (part, some)):
            observations.add(indicator, value, DAY, district=district, source="Liste", by=None)
    observations.add(part, 99, DAY, elsewhere="Trier", source="Liste", by=None)
    return whole, part, named


def test_an_indicator_pair_over_all_districts(city):
    whole, part, _named = city
    assert round(segregation.of(part, whole, DAY).value, 6) == Decimal("0.4")


def test_a_share_needs_what_was_counted_under_it(city):
    _whole, _part, named = city
    share = indicators.add("s", "Anteil", definition="Von 100.", unit="percent", by=None)
    for district, percent, base in zip(
        named, ("75", "33.3333", "16.6667"), (40, 60, 60), strict=True
    ):
        observations.add(
            share, percent, DAY, base=Decimal(base), district=district, source="Liste", by=None
        )
    assert round(segregation.of(share, None, DAY).value, 4) == Decimal("0.4")
    Observation.objects.filter(indicator=share, district=named[1]).update(base=None)
    assert segregation.of(share, None, DAY).reason == "Nicht erhoben für 1 Stadtteil: Lützel."


def test_what_is_missing_is_named_and_never_zero(city):
    whole, part, named = city
    Observation.objects.filter(indicator=whole, district__in=named[:2]).delete()
    found = segregation.of(part, whole, DAY)
    assert (found.value, found.reason) == (
        None,
        "Nicht erhoben für 2 Stadtteile: Altstadt, Lützel.",
    )


def test_districts_that_lie_in_one_another_are_told(city):
    whole, part, _named = city
    observations.add(whole, 150, DAY, source="Liste", by=None)
    observations.add(part, 60, DAY, source="Liste", by=None)
    assert "ergeben zusammen mehr als die Stadt" in segregation.of(part, whole, DAY).reason


def test_the_table_by_district_marks_what_stays_in_the_office(city, django_assert_max_num_queries):
    _whole, part, named = city
    districts.add("Pfaffendorf", by=None)
    small = Observation.objects.get(indicator=part, district=named[2])
    observations.correct(small, {"value": "3"}, by=None)
    observations.add(part, 53, DAY, source="Liste", by=None)
    with django_assert_max_num_queries(8):
        table = by_district.of(part)
    assert [(str(row.district), row.text, row.hidden) for row in table.rows] == [
        ("Altstadt", "30", ""),
        ("Lützel", "20", "nicht ausgewiesen, damit keine Summe eine andere Zahl verrät"),
        ("Neuendorf", "3", "weniger als 5"),
        ("Pfaffendorf", "", ""),
    ]
    assert (table.missing, table.city.text) == (1, "53")
    assert table.segregation.reason == "Nicht erhoben für 1 Stadtteil: Pfaffendorf."
    assert [row.elsewhere for row in by_district.elsewhere(part)] == ["Trier"]
