"""Data requests on a report's page: what is missing, asked by a press or a form, reminded."""

import pytest
from django.test import Client
from tests.council import data_request_town as town
from tests.council.data_request_town import SOON
from tests.office import city, world

from konfluenz.council import data_requests
from konfluenz.council.data_answers import Said
from konfluenz.council.models import DataRequest
from konfluenz.directory.models import OrgUnit

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return town.town()


@pytest.fixture
def browser(made) -> Client:
    return city.client()


def _at(made, rest=""):
    return f"/buero/berichte/{made.report.public_id}/{rest}"


def _tab(made):
    return _at(made, "?tab=requests")


def _of(request, act):
    return f"/buero/berichte/abfragen/{request.public_id}/{act}/"


def _desk():
    return OrgUnit.objects.get(kind="advisory_desk")


def test_one_press_asks_an_office_for_all_that_it_may_know(made, browser):
    page = browser.get(_tab(made)).text
    assert "Noch ist kein Amt gefragt." in page
    assert "Es hat kein Postfach hinterlegt." in page
    answer = browser.post(_at(made, "abfragen/fragen/"), {"unit": _desk().public_id}, follow=True)
    assert "hat kein Postfach hinterlegt. Tragen Sie" in world.text(answer)
    OrgUnit.objects.filter(pk=_desk().pk).update(mail="ikoko@example.org")
    assert "Antwort bis" in browser.get(_tab(made)).text
    answer = browser.post(_at(made, "abfragen/fragen/"), {"unit": _desk().public_id}, follow=True)
    assert "Das Amt ist gefragt." in world.text(answer)
    request = DataRequest.objects.get()
    assert [str(item) for item in request.items.all()] == ["Mehr Menschen machen mit"]
    answer = browser.post(_at(made, "abfragen/fragen/"), {"unit": "x"}, follow=True)
    assert "Wählen Sie eine Einheit" in world.text(answer)


def test_the_form_asks_what_is_chosen_and_keeps_it_when_something_is_wrong(made, browser):
    page = browser.get(f"{_at(made, 'abfragen/neu/')}?unit={_desk().public_id}").text
    assert page.count("checked") == 1
    given = {
        **city.FORM,
        "unit": made.office.pk,
        "indicators": [made.share.pk, made.housed.pk],
        "due_on": "2020-01-01",
        "words": "Bitte bald.",
    }
    answer = browser.post(_at(made, "abfragen/neu/"), given)
    assert answer.status_code == 422
    assert "ist vorbei" in answer.text
    assert answer.text.count("checked") == 2
    assert "Bitte bald." in answer.text
    answer = browser.post(_at(made, "abfragen/neu/"), given | {"due_on": SOON.isoformat()})
    assert answer["Location"] == _tab(made)
    assert DataRequest.objects.get().items.count() == 2


def test_a_request_is_reminded_and_taken_back_and_two_at_once_are_told(made, browser):
    request = town.ask(made)
    assert browser.get(_at(made, "abfragen/"))["Location"] == _tab(made)
    seen = {"revision": 0}
    answer = browser.post(_of(request, "erinnern"), seen, follow=True)
    assert "Das Amt ist erinnert." in world.text(answer)
    answer = browser.post(_of(request, "zuruecknehmen"), seen, follow=True)
    assert "geändert" in world.text(answer)
    answer = browser.post(_of(request, "zuruecknehmen"), {"revision": 1}, follow=True)
    assert "Die Abfrage ist zurückgezogen." in world.text(answer)
    answer = browser.post(_of(request, "erinnern"), {"revision": 2}, follow=True)
    assert "vorbei" in world.text(answer)


def test_what_came_of_it_stands_there_and_readers_cannot_ask(made):
    town.answer(town.ask(made), housed=Said(undelivered="Wird nicht gezählt."))
    page = world.text(city.client("editor").get(_tab(made)))
    for words in (
        "beantwortet",
        "Kim Muster",
        "17,7 %",
        "nicht erhoben: Wird nicht gezählt.",
        "Drei Treffen",
    ):
        assert words in page.replace("\xa0", " ")
    assert "Fehlt noch" not in page
    assert city.client("editor").get(_at(made, "abfragen/neu/")).status_code == 403


def test_silence_presses_in_heute(made, browser):
    town.ask(made)
    DataRequest.objects.update(due_on="2020-01-01")
    page = browser.get("/buero/").text
    assert "Keine Antwort von Sozialamt" in page
    assert _at(made, "abfragen/") in page


def test_the_tab_asks_as_often_for_three_as_for_one(made, browser):
    town.ask(made, indicators=[made.share], goals=[])
    one = world.queries(browser, _tab(made))
    for number, thing in enumerate(({"indicators": [made.housed]}, {"goals": [made.goal]})):
        unit = city.office(f"6{number}", f"Amt {number}")
        given = {"indicators": [], "goals": []} | thing
        data_requests.ask(made.report, unit, **given, due_on=SOON, by=None)
    assert world.queries(browser, _tab(made)) <= one <= world.MOST_QUERIES
