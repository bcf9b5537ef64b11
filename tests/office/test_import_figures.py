"""The wizard for figures: columns, what the words mean, the trial, and the way back."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.office import world

from konfluenz.directory import districts
from konfluenz.ground import runs
from konfluenz.ground.models import Import
from konfluenz.steering.measuring import indicators, observations
from konfluenz.steering.models import FigureLabel, Indicator, Observation

URL = "/buero/importe/"
TABLE = (
    "tabelle;jahr;raum_id;raum;zeile;zahl\n"
    "Bürger;2012;000;Stadt;Alle;1.044.555\n"
    "Bürger;2012;101;Altstadt;Alle;27000\n"
    "Bürger;2012;101;Altstadt;Ohne Pass;3\n"
    "Bürger;2012;102;Vorstadt;Ohne Pass;x\n"
    "Bürger;2012;000;Stadt;Bäume;9\n"
)


@pytest.fixture
def browser(db):
    return world.client()


def _drop(browser):
    file = SimpleUploadedFile("zahlen.csv", TABLE.encode())
    page = browser.post(f"{URL}neu/", {"kind": "figures", "file": file})
    taken = Import.objects.latest("pk")
    chosen = {f"column_{at}": name for at, name in taken.mapping.items()}
    options = {"option_indicator": "-", "option_years": "last", "option_breaks": "-"}
    data = {**chosen, **options, "option_shares": "percent", "revision": taken.revision}
    assert page.status_code == 302
    return taken, browser.post(f"{URL}{taken.public_id}/spalten/", data)


def test_words_are_assigned_once_and_figures_come_in(browser):
    indicators.add("citizens", "Bürgerinnen", definition="Alle.", unit="persons", by=None)
    taken, page = _drop(browser)
    words = f"{URL}{taken.public_id}/zuordnung/"
    assert page["Location"] == words
    shown = browser.get(words).text
    assert [word in shown for word in ("Bürger: Alle", "Bürger: Bäume", "101 Altstadt")] == [
        True,
        True,
        True,
    ]
    whole = Indicator.objects.get(slug="citizens")
    means = {
        "means_0": whole.pk,
        "means_1": "new",
        "means_2": "",
        "detail_2": "",
        "means_3": "city",
        "means_4": "district",
        "detail_4": "Gibt es nicht",
        "unit": "persons",
    }
    refused = browser.post(words, means)
    assert (refused.status_code, "Diesen Stadtteil gibt es nicht" in refused.text) == (422, True)
    altstadt = districts.add("Altstadt Nord", by=None)
    assert browser.post(words, {**means, "detail_4": "Altstadt Nord"}).status_code == 302
    assert runs.step() == 1
    trial = browser.get(f"{URL}{taken.public_id}/").text
    assert "1 Wert: „Bürger: Bäume“ gehört zu keiner Kennzahl." in trial
    assert "1 nicht erhoben" in trial
    assert not Observation.objects.exists()
    browser.post(f"{URL}{taken.public_id}/einlesen/")
    assert runs.step() == 1
    found = Observation.objects.order_by("pk").values_list(
        "indicator__name", "district__name", "value", "date"
    )
    assert [(name, place, int(value), str(day)) for name, place, value, day in found] == [
        ("Bürgerinnen", None, 1044555, "2012-12-31"),
        ("Bürgerinnen", "Altstadt Nord", 27000, "2012-12-31"),
        ("Bürger: Ohne Pass", "Altstadt Nord", 3, "2012-12-31"),
    ]
    assert FigureLabel.objects.filter(district=altstadt).count() == 1
    part = Indicator.objects.get(name="Bürger: Ohne Pass")
    page = browser.get(f"/buero/kennzahlen/{part.public_id}/?tab=districts").text
    assert ("weniger als 5" in page, "Zahlen einlesen" in page) == (True, True)
    browser.post(f"{URL}{taken.public_id}/zuruecknehmen/")
    assert runs.step() == 1
    assert not Observation.objects.exists()
    assert "3 zurückgenommen" in browser.get(f"{URL}{taken.public_id}/").text


def test_the_tab_of_districts_asks_as_often_for_three_as_for_one(
    browser, django_assert_max_num_queries
):
    one = indicators.add("one", "Eins", definition="Eins.", unit="persons", few=True, by=None)
    for number in range(3):
        place = districts.add(f"Teil {number}", by=None)
        for year in (2020, 2021):
            observations.add(
                one, number, dt.date(year, 1, 1), district=place, source="Liste", by=None
            )
    with django_assert_max_num_queries(15):
        page = browser.get(f"/buero/kennzahlen/{one.public_id}/?tab=districts&tag=2020-01-01")
    assert "01.01.2020" in page.text
    assert browser.get(f"/buero/kennzahlen/{one.public_id}/?tab=districts&tag=x").status_code == 200
