"""Frozen figures and the dashboard: taking, facts with what is hidden, changes, gaps, export."""

import datetime as dt
from decimal import Decimal

import pytest
from tests.office import city, concept_city, world

from konfluenz.steering.freezing import snapshots
from konfluenz.steering.measuring import catalogue, indicators
from konfluenz.steering.models import Fact, Indicator, Snapshot

pytestmark = pytest.mark.django_db

ROOT = "/buero/kennzahlen/"
SINCE, CUT_OFF = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
TYPED = {"title": "Jahresbericht 2025", "since": "2025-01-01", "cut_off": "2025-12-31"}


def _take(cut_off=CUT_OFF, title="Jahresbericht 2025"):
    return snapshots.take(title, cut_off.replace(month=1, day=1), cut_off, by=None)


def _page(snapshot, tab=""):
    address = f"{ROOT}eingefroren/{snapshot.public_id}/"
    return world.text(city.client().get(address, {"tab": tab})).replace("\xa0", " ")


def _persons(value, date=CUT_OFF):
    one = Indicator.objects.filter(slug="persons").first() or indicators.add(
        "persons", "Personen", definition="D", unit="persons", few=True, decimals=0, by=None
    )
    concept_city.observation(one, value, date, precision="day")
    return one


def test_a_year_is_frozen_by_its_form():
    concept_city.indicator()
    browser = city.client()
    assert "Jahresbericht" in browser.get(f"{ROOT}eingefroren/neu/").text
    answer = browser.post(f"{ROOT}eingefroren/neu/", TYPED | city.FORM)
    taken = Snapshot.objects.get()
    assert answer["Location"] == f"{ROOT}eingefroren/{taken.public_id}/"
    assert (taken.since, taken.cut_off, len(taken.digest)) == (SINCE, CUT_OFF, 64)


def test_a_cut_off_ahead_is_told_on_the_form():
    concept_city.indicator()
    typed = TYPED | city.FORM | {"cut_off": "2999-12-31"}
    answer = city.client().post(f"{ROOT}eingefroren/neu/", typed)
    assert answer.status_code == 422
    assert "Der Stichtag 31.12.2999 liegt in der Zukunft." in world.text(answer)


def test_the_record_marks_what_the_public_does_not_see():
    _persons("3")
    concept_city.observation(concept_city.indicator(code="A2"), "17.7", CUT_OFF, precision="day")
    page = _page(_take())
    assert "1 Wert der ganzen Stadt ist für die Öffentlichkeit verborgen." in page
    assert "3 für die Öffentlichkeit verborgen: weniger als 5" in page
    assert "A2 · Prozent 17,7 % – 31.12.2025" in page


def test_changes_stand_side_by_side_with_their_difference():
    _persons("30", dt.date(2024, 12, 31))
    earlier = _take(dt.date(2024, 12, 31), "2024")
    _persons("42")
    page = _page(_take(), "changes")
    assert "Verglichen mit den Zahlen vom 31.12.2024 : 2024" in page
    assert "Personen 30 42 +12" in page
    assert "Für einen früheren Stichtag wurde nichts eingefroren." in _page(earlier, "changes")


def test_what_was_not_collected_is_listed():
    _persons("30", dt.date(2024, 6, 1))
    page = _page(_take(), "missing")
    assert "nie als 0. Lage in der Stadt Personen" in page


def test_all_facts_come_as_csv():
    _persons("1234")
    answer = city.client().get(f"{ROOT}eingefroren/{_take().public_id}/", {"export": "csv"})
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Kürzel;Name;Ebene;Stadtteil;Teil;Datum;Wert;")
    assert rows[1].startswith(";Personen;Lage in der Stadt;;;31.12.2025;1.234;Personen;")


def test_a_tab_that_is_none_is_not_found():
    concept_city.indicator()
    address = f"{ROOT}eingefroren/{_take().public_id}/?tab=nichts"
    assert city.client().get(address).status_code == 404


def test_the_record_of_what_is_counted_says_how_and_shows_what_was_frozen():
    catalogue.ensure(by=None)
    taken = _take()
    frozen = taken.indicators.get(slug="funnel")
    for part, value in (("placed", 25), ("stayed", 10)):
        Fact.objects.create(indicator=frozen, category=part, date=CUT_OFF, value=Decimal(value))
    type(frozen).objects.filter(pk=frozen.pk).update(query="funnel")
    one = Indicator.objects.get(slug="funnel")
    page = world.text(city.client().get(f"{ROOT}{one.public_id}/")).replace("\xa0", " ")
    assert "31.12.2025 vermittelt 25 % Jahresbericht 2025" in page
    assert "Folgt allen, die sich im Zeitraum gemeldet haben, bis zum Stichtag." in page
    glance = world.text(city.client("editor").get(f"{ROOT}ueberblick/")).replace("\xa0", " ")
    assert "Vom ersten Kontakt zum Einsatz V10 · Prozent 25 % 31.12.2025" in glance


def test_the_dashboard_shows_the_latest_value_its_change_and_a_line():
    one = concept_city.indicator()
    concept_city.observation(one)
    concept_city.observation(one, "17.7", dt.date(2024, 2, 23), precision="day")
    concept_city.indicator("empty", "Leere Kennzahl")
    answer = city.client().get(f"{ROOT}ueberblick/")
    page = world.text(answer).replace("\xa0", " ")
    assert "17,7 % 23.02.2024 +8,6 Prozentpunkte" in page
    assert "1 Kennzahl ohne Wert: nicht erhoben Leere Kennzahl" in page
    assert '<path d="M2.0 22.0L94.0 2.0"' in answer.text
    assert "style=" not in answer.text


def test_an_indicator_is_taken_from_the_catalogue_with_a_click():
    browser = city.client()
    assert "Wohnfläche je Person" in browser.get(f"{ROOT}katalog/").text
    answer = browser.post(f"{ROOT}katalog/uebernehmen/", {"slug": "living_space"}, follow=True)
    page = world.text(answer)
    assert "„Wohnfläche je Person“ wurde aus dem Katalog übernommen." in page
    assert "G1" not in page
    again = browser.post(f"{ROOT}katalog/uebernehmen/", {"slug": "living_space"}, follow=True)
    assert "Eine andere Kennzahl hat schon den Kurznamen „living_space“." in world.text(again)


def test_who_only_reads_has_no_button():
    page = city.client("editor").get(f"{ROOT}katalog/").text
    assert "Wohnfläche je Person" in page
    assert "katalog/uebernehmen" not in page


@pytest.mark.parametrize("page", ["ueberblick/", "eingefroren/", "katalog/", "record"])
def test_pages_ask_as_often_for_one_as_for_three(page):
    browser = city.client()
    address, counts = page, []
    for number in range(3):
        one = concept_city.indicator(f"one{number}", f"Kennzahl {number}")
        for day in range(1, 4):
            concept_city.observation(one, "5", dt.date(2025, 1, day), precision="day")
        taken = _take(CUT_OFF - dt.timedelta(days=number), f"Titel {number}")
        if page == "record":
            address = f"eingefroren/{taken.public_id}/"
        counts.append(world.queries(browser, f"{ROOT}{address}"))
    assert counts[0] == counts[2] <= world.MOST_QUERIES
