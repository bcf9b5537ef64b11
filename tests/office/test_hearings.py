"""Expert hearings and developments in the office."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.office import city, concept_city, world

from konfluenz.office.steering import steered_words
from konfluenz.steering import developments, hearings
from konfluenz.steering.models import Development, Hearing

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
HEARINGS = "/buero/integrationskonzept/anhoerungen/"
DEVELOPMENTS = "/buero/entwicklungen/"


@pytest.fixture
def area(db):
    return concept_city.area(concept_city.in_force())


def test_a_hearing_goes_from_planned_to_its_consequence(area):
    browser, concept = city.client(), area.concept
    tab = f"/buero/integrationskonzept/{concept.public_id}/?tab=hearings"
    assert f"{HEARINGS}neu/?concept={concept.public_id}" in browser.get(tab).text
    values = {"title": "Was hält?", "date": TODAY.isoformat(), "area": area.pk, **city.FORM}
    browser.post(f"{HEARINGS}neu/?concept={concept.public_id}", values)
    one = Hearing.objects.get()
    at = f"{HEARINGS}{one.public_id}/"
    assert "Ihr Tag ist da. Fand sie statt?" in browser.get(at).text
    browser.post(f"{at}stand/", {"state": "held", **city.FORM})
    answer = browser.post(f"{at}stand/", {"state": "findings", "findings": "", **city.FORM})
    assert "Schreiben Sie, was die Anhörung ergeben hat." in answer.text
    browser.post(f"{at}stand/", {"state": "findings", "findings": "Nachfragen.", **city.FORM})
    browser.post(f"{at}stand/", {"state": "consequences", "consequence": "Tun wir.", **city.FORM})
    page = world.text(browser.get(at))
    assert "Befunde Nachfragen. Folgerung Tun wir." in page
    assert "Was hält?" in browser.get(tab).text
    assert "1 Anhörung" in browser.get(f"{HEARINGS}?state=consequences&concept={concept.pk}").text
    assert "Folgerungen gezogen" in page


def test_a_hearing_whose_month_alone_is_known(area):
    browser = city.client()
    values = {"title": "Lage der Schutzsuchenden", "date": "03.2015", **city.FORM}
    browser.post(f"{HEARINGS}neu/", values)
    one = Hearing.objects.get()
    assert (one.date, one.precision) == (dt.date(2015, 3, 1), "month")
    at = f"{HEARINGS}{one.public_id}/"
    for page in (at, HEARINGS):
        assert "März 2015" in browser.get(page).text
    assert 'value="03.2015"' in browser.get(f"{at}bearbeiten/").text
    assert "Ihr Tag ist da. Fand sie statt?" in browser.get(at).text
    answer = browser.post(f"{at}bearbeiten/", {**values, "date": "Frühjahr"})
    assert "Das ist kein Datum." in answer.text


@pytest.mark.parametrize(
    ("precision", "day", "asks"),
    [
        ("day", "2026-03-01", True),
        ("day", "2026-02-28", False),
        ("month", "2026-03-30", False),
        ("month", "2026-03-31", True),
        ("year", "2026-12-30", False),
    ],
)
def test_nobody_asks_while_the_month_or_year_of_a_hearing_lasts(db, precision, day, asks):
    one = hearings.add("Demo", dt.date(2026, 3, 1), precision=precision, by=None)
    found = steered_words.next_of_hearing(one, dt.date.fromisoformat(day))
    assert (found is not None) == asks


def test_a_development_is_answered_and_over(db):
    browser, unit = city.client(), city.office()
    values = {"title": "Mehr Zuzug", "date": TODAY.isoformat(), "effect": "Voll.", **city.FORM}
    browser.post(f"{DEVELOPMENTS}neu/", values)
    one = Development.objects.get()
    at = f"{DEVELOPMENTS}{one.public_id}/"
    assert "Noch steht nicht da, wie die Stadt reagiert." in browser.get(at).text
    assert "1 Entwicklung" in browser.get(f"{DEVELOPMENTS}?answered=no&over=True").text
    browser.post(f"{at}reaktion/", {"response": "Treff.", "unit": unit.pk, **city.FORM})
    browser.post(f"{at}vorbei/", {"over_on": TODAY.isoformat(), **city.FORM})
    page = world.text(browser.get(at))
    assert f"vorbei am {TODAY:%d.%m.%Y}" in page
    assert "Reaktion Treff." in page
    again = browser.post(f"{at}vorbei/", {"over_on": TODAY.isoformat(), **city.FORM})
    assert "Das ist schon vorbei." in again.text


def test_colleagues_read_and_change_nothing(area):
    browser = city.client("editor")
    one = hearings.add("Was hält?", TODAY, by=None)
    other = developments.add("Mehr", TODAY, "Voll.", by=None)
    for at, acts in (
        (f"{HEARINGS}{one.public_id}/", ("bearbeiten/", "stand/")),
        (f"{DEVELOPMENTS}{other.public_id}/", ("bearbeiten/", "reaktion/", "vorbei/")),
    ):
        assert browser.get(at).status_code == 200
        assert {browser.get(at + act).status_code for act in acts} == {403}


def test_queries_do_not_grow(area):
    browser, counts = city.client(), []
    tab = f"/buero/integrationskonzept/{area.concept.public_id}/?tab=hearings"
    for size in (1, 3):
        for number in range(size):
            day = TODAY - dt.timedelta(days=number)
            hearings.add(f"Anhörung {number}", day, area=area, by=None)
            developments.add(
                f"Entwicklung {number}",
                day,
                "Wirkt.",
                unit=city.office(f"{size}{number}", f"Amt {size}{number}"),
                by=None,
            )
        counts.append([world.queries(browser, page) for page in (HEARINGS, DEVELOPMENTS, tab)])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= world.MOST_QUERIES
