"""What working groups recommend, in the office: entered, found, decided on."""

import datetime as dt

import pytest
from tests.office import city, concept_city
from tests.office.world import MOST_QUERIES, queries, text

from konfluenz.directory import groups
from konfluenz.steering import recommendations
from konfluenz.steering.models import GroupRecommendation

pytestmark = pytest.mark.django_db
LIST = "/buero/empfehlungen/"
DAY = dt.date(2024, 3, 1)


def group(name="Demo-Kreis", **values):
    return groups.add("working_group", name=name, by=None, **values)


def _at(one, rest=""):
    return f"{LIST}{one.public_id}/{rest}"


def test_one_is_entered_for_its_group_and_field_and_decided_on():
    browser, made = city.client(), group()
    field = concept_city.area(concept_city.concept(), group=made)
    form = browser.get(f"{LIST}neu/?gruppe={made.public_id}").text
    assert f'value="{field.pk}" selected' in form
    values = {"group": made.pk, "text": "Räume öffnen.", "date": "2024-03-01", "area": field.pk}
    answer = browser.post(f"{LIST}neu/", values | {"public": "on"} | city.FORM)
    one = GroupRecommendation.objects.get()
    assert answer["Location"] == _at(one)
    assert (one.area, one.date, one.public) == (field, DAY, True)
    declined = {"state": "declined", "decided_on": "2024-04-01", **city.FORM}
    answer = browser.post(_at(one, "entscheiden/"), declined)
    assert answer.status_code == 422
    browser.post(_at(one, "entscheiden/"), declined | {"reason": "Kein Geld."})
    page = text(browser.get(_at(one)))
    for words in ("abgelehnt", "Kein Geld.", "01.04.2024", "Über die Empfehlung entschieden"):
        assert words in page
    values = {"text": "Räume abends öffnen.", "date": "2024-03-01", "revision": "1"}
    browser.post(_at(one, "bearbeiten/"), values | city.FORM)
    assert "Räume abends öffnen." in browser.get(_at(one)).text


def test_two_who_decide_see_each_other():
    browser = city.client()
    one = recommendations.add(group(), "Räume öffnen.", date=DAY, by=None)
    recommendations.decide(one, "done", reason="Offen.", by=None)
    values = {"state": "declined", "reason": "Nein.", "decided_on": "2024-04-01", "revision": "0"}
    answer = browser.post(_at(one, "entscheiden/"), values | city.FORM)
    assert answer.status_code == 409
    assert "Offen." in answer.text
    assert GroupRecommendation.objects.get().state == "done"


def test_the_list_is_narrowed_by_state_group_and_field_and_says_the_numbers():
    browser, one, other = city.client("office_colleague"), group(), group("Demo-Tisch")
    field = concept_city.area(concept_city.concept(), group=one)
    done = recommendations.add(one, "Räume öffnen.", date=DAY, area=field, by=None)
    recommendations.decide(done, "done", by=None)
    recommendations.add(other, "Später beginnen.", date=DAY, by=None)
    page = text(browser.get(LIST))
    assert "0 Sitzungen fanden statt 0 TOPs 2 Empfehlungen 1 erledigt" in page
    for query in ("?state=done", f"?group={one.pk}", f"?area={field.pk}", "?q=räume"):
        page = browser.get(LIST + query).text
        assert "Räume öffnen." in page
        assert "Später beginnen." not in page
    assert browser.get(_at(done, "entscheiden/")).status_code == 403


def test_pages_ask_as_much_for_three_as_for_one():
    browser, made = city.client(), group()
    unit = city.office()
    one = recommendations.add(made, "Nr. 0", date=DAY, by=None)
    recommendations.decide(one, "in_work", unit=unit, by=None)
    pages = [LIST, _at(one), _at(one, "entscheiden/")]
    before = [queries(browser, page) for page in pages]
    for number in (1, 2):
        more = recommendations.add(group(f"Demo {number}"), "x", date=DAY, by=None)
        recommendations.decide(more, "in_work", unit=unit, by=None)
    after = [queries(browser, page) for page in pages]
    assert after == before
    assert max(after) <= MOST_QUERIES
