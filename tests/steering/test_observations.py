import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from konfluenz.directory import districts
from konfluenz.ground import audit, search
from konfluenz.ground.revisions import Stale
from konfluenz.steering.measuring import figures, indicators, observations, series
from konfluenz.steering.measuring.indicators import IndicatorRefused
from konfluenz.steering.measuring.observations import ObservationRefused
from konfluenz.steering.models import Indicator, Observation

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 2, 23)
TODAY = timezone.localdate()
SOURCE = {"source": "UV/0050/2024", "by": None}


def test_a_value_has_its_day_its_source_and_how_exact_it_is(share):
    row = observations.add(
        share, "9.1", dt.date(2007, 8, 9), precision="year", dated_by="report", **SOURCE
    )
    assert (row.value, row.date, row.unit, row.get_dated_by_display()) == (
        Decimal("9.1"),
        dt.date(2007, 1, 1),
        "percent",
        "Tag des Berichts, der Stichtag ist nicht belegt",
    )
    assert [audit.timeline(one)[0].action for one in (row, share)] == ["observation.added"] * 2


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("177", "zwischen 0 und 100, nicht bei 177. Prüfen Sie das Komma"),
        ("100.0001", "nicht bei 100,0001"),
        ("-1", "-1 liegt unter 0. Prüfen Sie das Vorzeichen"),
        ("17,7", "Geben Sie eine Zahl ein, zum Beispiel 17,7"),
        ("NaN", "Geben Sie eine Zahl ein"),
        ("Infinity", "Geben Sie eine Zahl ein"),
        ("", "Geben Sie eine Zahl ein"),
        (None, "Geben Sie eine Zahl ein"),
        ("9.12345", "Wert: "),
    ],
)
def test_what_is_no_percentage_is_refused_in_words(share, value, words):
    with pytest.raises(ObservationRefused, match=words):
        observations.add(share, value, DAY, **SOURCE)
    assert not Observation.objects.exists()


@pytest.mark.parametrize("value", ["0", "100", "9.1234"])
def test_the_ends_of_the_scale_are_percentages(share, value):
    assert observations.add(share, value, DAY, **SOURCE).value == Decimal(value)


def test_persons_are_counted_whole_and_as_many_as_there_are(db):
    people = indicators.add("people", "Leute", definition="Alle.", unit="persons", by=None)
    assert observations.add(people, 115_000, DAY, **SOURCE).unit == "persons"
    with pytest.raises(ObservationRefused, match="3,5 ist keine ganze Zahl"):
        observations.add(people, "3.5", TODAY, **SOURCE)
    with pytest.raises(ObservationRefused, match="Wert: "):
        observations.add(people, 10**11, TODAY, **SOURCE)


def test_one_day_has_one_value_for_the_city_and_one_for_each_district(share):
    district = districts.add("Lützel", by=None)
    other = districts.add("Neuendorf", by=None)
    observations.add(share, "17.7", DAY, approximate=True, **SOURCE)
    with pytest.raises(ObservationRefused, match=r"Für 23\.02\.2024 gibt es schon .* ca\. 17,7"):
        observations.add(share, "18", DAY, **SOURCE)
    for place in (district, other):
        observations.add(share, "18", DAY, district=place, **SOURCE)
    with pytest.raises(ObservationRefused, match="gibt es schon einen Wert"):
        observations.add(share, "19", DAY, district=district, **SOURCE)
    assert Observation.objects.count() == 3


def test_a_year_has_one_value_whatever_day_was_typed(share):
    observations.add(share, "9.1", dt.date(2007, 1, 1), precision="year", **SOURCE)
    with pytest.raises(ObservationRefused, match="Für 2007 gibt es schon einen Wert"):
        observations.add(share, "9.2", dt.date(2007, 12, 31), precision="year", **SOURCE)


def test_a_value_is_not_observed_ahead_and_has_a_source(share):
    with pytest.raises(ObservationRefused, match="liegt in der Zukunft"):
        observations.add(share, "9", TODAY + dt.timedelta(days=1), **SOURCE)
    with pytest.raises(ObservationRefused, match="woher der Wert kommt"):
        observations.add(share, "9", DAY, source="  ", by=None)


def test_corrections_meet_the_same_rules(share):
    first = observations.add(share, "9", dt.date(2020, 1, 1), **SOURCE)
    second = observations.add(share, "10", dt.date(2021, 1, 1), **SOURCE)
    for values, words in [
        ({"value": "177"}, "zwischen 0 und 100"),
        ({"date": dt.date(2020, 1, 1)}, "gibt es schon einen Wert: 9"),
        ({"source": ""}, "woher"),
        ({"date": TODAY + dt.timedelta(days=1)}, "Zukunft"),
    ]:
        with pytest.raises(ObservationRefused, match=words):
            observations.correct(second, values, by=None)
    observations.correct(second, {"value": "10.5", "unit": "persons"}, seen=0, by=None)
    again = Observation.objects.get(pk=second.pk)
    assert (again.value, again.unit) == (Decimal("10.5"), "percent")
    with pytest.raises(Stale):
        observations.correct(second, {"value": "11"}, seen=0, by=None)
    observations.correct(first, {"value": Decimal(9)}, by=None)
    assert audit.timeline(first).count() == 1


def test_a_value_goes_with_a_reason_only_and_the_trail_keeps_it(share):
    row = observations.add(share, "9", DAY, **SOURCE)
    with pytest.raises(ObservationRefused, match="warum"):
        observations.remove(row, by=None, reason=" ")
    observations.remove(row, by=None, reason="Zahlendreher")
    assert not Observation.objects.exists()
    detail = audit.timeline(share)[0].detail.content
    assert (detail["reason"], detail["changes"]["value"]) == ("Zahlendreher", ["9.0000", None])


def test_the_database_is_the_last_net(share):
    for values in ({"value": 177}, {"value": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Observation.objects.create(
                indicator=share, unit="percent", date=DAY, source="x", **values
            )
    twice = {"indicator": share, "unit": "percent", "date": DAY, "source": "x", "value": 9}
    Observation.objects.create(**twice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(**twice)


def test_an_indicator_keeps_its_short_name_and_what_it_counts(share):
    with pytest.raises(IndicatorRefused, match="schon den Kurznamen „share_non_german“"):
        indicators.add("share_non_german", "Zwei", definition="x", unit="percent", by=None)
    with pytest.raises(IndicatorRefused, match="Definition: "):
        indicators.add("leer", "Leer", definition="", unit="percent", by=None)
    with pytest.raises(IndicatorRefused, match="Was gezählt wird: "):
        indicators.add("euro", "Euro", definition="x", unit="euro", by=None)
    indicators.correct(share, {"unit": "count"}, by=None)
    indicators.correct(share, {"unit": "percent"}, by=None)
    observations.add(share, "9", DAY, **SOURCE)
    with pytest.raises(IndicatorRefused, match="hat schon Werte"):
        indicators.correct(share, {"unit": "count"}, by=None)
    indicators.correct(share, {"name": "Neuer Name"}, seen=2, by=None)
    with pytest.raises(Stale):
        indicators.correct(share, {"name": "Dritter"}, seen=2, by=None)
    assert [hit.title for hit in search.find("non_german", ["steering.indicator"])] == [
        "Neuer Name"
    ]


def test_a_series_has_its_values_in_order_and_says_its_change(share):
    late = observations.add(share, "17.7", DAY, **SOURCE)
    early = observations.add(share, "9.1", dt.date(2007, 1, 1), precision="year", **SOURCE)
    [found] = series.of([share])
    assert found.points == (early, late)
    assert (found.change, found.change_text, round(found.factor, 2)) == (
        Decimal("8.6"),
        "+8,6 Prozentpunkte",
        Decimal("1.95"),
    )
    assert [series.text(point) for point in found.points] == ["9,1\xa0%", "17,7\xa0%"]


def test_a_series_of_one_or_no_value_changes_nothing(share):
    [empty] = series.of([share])
    assert (empty.first, empty.last, empty.change, empty.factor, empty.change_text) == (
        None,
        None,
        None,
        None,
        "",
    )
    observations.add(share, "0", DAY, **SOURCE)
    [single] = series.of([share])
    assert (single.change, single.change_text, single.first) == (None, "", single.last)
    observations.add(share, "5", TODAY, **SOURCE)
    assert series.of([share])[0].factor is None


def test_a_series_falls_and_is_as_inexact_as_its_ends(share):
    observations.add(share, "20", dt.date(2007, 1, 1), approximate=True, **SOURCE)
    observations.add(share, "18.5", DAY, **SOURCE)
    assert series.of([share])[0].change_text == "ca. -1,5 Prozentpunkte"


def test_a_district_has_a_series_of_its_own(share, django_assert_num_queries):
    district = districts.add("Lützel", by=None)
    row = observations.add(share, "30", DAY, district=district, **SOURCE)
    observations.add(share, "17.7", DAY, **SOURCE)
    assert [one.points for one in series.of([share], district)] == [(row,)]
    more = [
        indicators.add(f"more{number}", "Mehr", definition="x", unit="count", by=None)
        for number in range(2)
    ]
    for wanted in ([share], [share, *more]):
        with django_assert_num_queries(1):
            assert len(series.of(wanted)) == len(wanted)


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("de", ["ca. 20\xa0%", "1.234.567", "9,1\xa0%"]),
        ("de-simple", ["etwa 20\xa0%", "1.234.567", "9,1\xa0%"]),
        ("en", ["about 20%", "1,234,567", "9.1%"]),
        ("tr", ["yaklaşık %20", "1.234.567", "%9,1"]),
        ("xx", ["ca. 20\xa0%", "1.234.567", "9,1\xa0%"]),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(language, texts):
    with translation.override(language):
        shown = [
            figures.show(Decimal("20.0000"), "percent", approximate=True),
            figures.show(Decimal(1234567), "persons"),
            figures.show(Decimal("9.1"), "percent"),
        ]
    assert shown == texts


def test_indicators_of_the_office_are_not_all_public(share):
    indicators.add("inner", "Inneres", definition="x", unit="count", by=None)
    assert list(Indicator.objects.filter(public=True)) == [share]
