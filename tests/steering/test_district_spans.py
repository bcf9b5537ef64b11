"""Figures of a district that was split: before, after, and never counted twice."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.volunteering import lists as made

from konfluenz.directory import districts
from konfluenz.directory.districts import DistrictRefused, Line
from konfluenz.steering import by_district
from konfluenz.steering.freezing import snapshots
from konfluenz.steering.measuring import indicators, observations
from konfluenz.steering.measuring.observations import ObservationRefused
from konfluenz.steering.models import Fact, Observation

pytestmark = pytest.mark.django_db
SPLIT = dt.date(2025, 7, 1)
BEFORE, AFTER = dt.date(2024, 12, 31), dt.date(2025, 12, 31)
PARTS = [Line("Lützel-Nord"), Line("Lützel-Süd")]
HEAD = "Kennzahl;Stichtag;Stadtteil;Wert\n"


@pytest.fixture
def lay():
    return districts.add("Lützel", by=None)


@pytest.fixture
def old(lay):
    return districts.add("Altstadt", by=None)


@pytest.fixture
def counted(db):
    given = {"definition": "Gezählt am Stichtag.", "unit": "persons", "by": None}
    return indicators.add("population_total", "Einwohner", **given)


def observe(indicator, value, day, district, **more):
    given = {"district": district, "source": "Liste", "by": None} | more
    return observations.add(indicator, value, day, **given)


def test_a_value_belongs_to_a_district_that_was_there(counted, lay):
    observe(counted, 60, BEFORE, lay)
    north, _south = districts.split(lay, PARTS, SPLIT, by=None)
    lay.refresh_from_db()
    with pytest.raises(ObservationRefused) as refused:
        observe(counted, 61, AFTER, lay)
    assert str(refused.value) == (
        "Lützel wurde am 01.07.2025 geteilt. Tragen Sie die Werte ein von: Lützel-Nord, Lützel-Süd."
    )
    with pytest.raises(ObservationRefused, match=r"erst seit 01\.07\.2025.*Wert von Lützel"):
        observe(counted, 30, BEFORE, north)
    observe(counted, 62, SPLIT - dt.timedelta(days=1), lay)
    observe(counted, 30, SPLIT, north)


def test_a_year_counts_by_its_last_day(counted, lay):
    north, _south = districts.split(lay, PARTS, SPLIT, by=None)
    lay.refresh_from_db()
    year = {"precision": "year"}
    observe(counted, 30, dt.date(2025, 1, 1), north, **year)
    with pytest.raises(ObservationRefused, match=r"wurde am 01\.07\.2025 geteilt"):
        observe(counted, 60, dt.date(2025, 1, 1), lay, **year)
    observe(counted, 60, dt.date(2024, 1, 1), lay, **year)


def test_it_is_not_split_while_later_values_are_its_own(counted, lay):
    late = observe(counted, 61, AFTER, lay)
    with pytest.raises(DistrictRefused, match=r"1 Wert von Lützel ist vom 01\.07\.2025"):
        districts.split(lay, PARTS, SPLIT, by=None)
    observations.remove(late, by=None, reason="verlegt")
    districts.split(lay, PARTS, SPLIT, by=None)


def test_the_table_of_a_day_has_the_districts_of_that_day(counted, lay, old):
    for day, city, here in ((BEFORE, 100, 40), (AFTER, 110, 45)):
        observe(counted, city, day, None)
        observe(counted, here, day, old)
    observe(counted, 60, BEFORE, lay)
    for part, value in zip(districts.split(lay, PARTS, SPLIT, by=None), (35, 30), strict=True):
        observe(counted, value, AFTER, part)
    then, now = by_district.of(counted, BEFORE), by_district.of(counted, AFTER)
    assert [row.district.name for row in then.rows] == ["Altstadt", "Lützel"]
    assert [row.district.name for row in now.rows] == ["Altstadt", "Lützel-Nord", "Lützel-Süd"]
    assert (then.missing, now.missing) == (0, 0)


def test_nobody_is_frozen_twice(counted, lay, old):
    observe(counted, 60, BEFORE, lay)
    observe(counted, 40, BEFORE, old)
    for part, value in zip(districts.split(lay, PARTS, SPLIT, by=None), (35, 30), strict=True):
        observe(counted, value, SPLIT, part)
    for cut_off, found in (
        (BEFORE, {"Altstadt": 40, "Lützel": 60}),
        (AFTER, {"Altstadt": 40, "Lützel-Nord": 35, "Lützel-Süd": 30}),
    ):
        shot = snapshots.take("Bericht", dt.date(2024, 1, 1), cut_off, by=None)
        facts = Fact.objects.filter(indicator__snapshot=shot, district__isnull=False)
        assert dict(facts.values_list("district__name", "value")) == {
            name: Decimal(value) for name, value in found.items()
        }


def test_the_index_asks_the_districts_of_that_day(counted, lay, old):
    part = indicators.add("foreigners", "Ohne Pass", definition="x", unit="persons", by=None)
    for where in (lay, old):
        observe(counted, 50, BEFORE, where)
        observe(part, 10, BEFORE, where)
    districts.split(lay, PARTS, SPLIT, by=None)
    assert by_district.of(part, BEFORE).segregation.value == 0
    observe(counted, 50, AFTER, old)
    observe(part, 10, AFTER, old)
    assert "Lützel-Nord, Lützel-Süd" in by_district.of(part, AFTER).segregation.reason


def test_a_long_list_with_the_old_name_asks_once_for_each_day(counted, lay):
    districts.split(lay, PARTS, SPLIT, by=None)
    asked = []
    for parts in (1, 60):
        rows = "".join(f"Einwohner;31.12.2025;Lützel;Teil {n};60\n" for n in range(parts))
        with CaptureQueriesContext(connection) as queries:
            _taken, counts = made.read("figures", f"Kennzahl;Stichtag;Stadtteil;Teil;Wert\n{rows}")
        assert counts["refused"] == parts
        asked.append(
            len(
                [
                    one
                    for one in queries
                    if "successor" in one["sql"] or 'came_from_id" =' in one["sql"]
                ]
            )
        )
    assert asked[0] == asked[1] > 0


def test_a_list_with_the_old_name_is_refused_in_words_row_by_row(counted, lay):
    districts.split(lay, PARTS, SPLIT, by=None)
    rows = "Einwohner;31.12.2025;Lützel;60\nEinwohner;31.12.2024;Lützel;59\n"
    taken, counts = made.read("figures", HEAD + rows)
    assert (counts["refused"], counts["new"]) == (1, 1)
    said = next(row[3] for row in made.rows(taken) if "geteilt" in row[3])
    assert "Tragen Sie die Werte ein von: Lützel-Nord, Lützel-Süd." in said
    assert Observation.objects.get().value == 59
