"""Measures in the office: list, record, results, and where a goal and a concept show them."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.office import city, concept_city, world

from konfluenz.steering import measures, results
from konfluenz.steering.models import Measure, MeasureResult

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LIST = "/buero/integrationskonzept/massnahmen/"


@pytest.fixture
def goal(db):
    return concept_city.goal(concept_city.area(concept_city.in_force()))


@pytest.fixture
def unit(db):
    return city.office()


def _measure(goal, unit, title="Sprechstunde", **values):
    return measures.add(title, [goal], unit=unit, by=None, **values)


def _work(goal):
    return f"/buero/integrationskonzept/ziele/{goal.public_id}/?tab=measures"


def _at(measure, rest=""):
    return f"{LIST}{measure.public_id}/{rest}"


def test_a_measure_is_added_from_its_goal(goal, unit):
    browser = city.client()
    page = browser.get(_work(goal)).text
    assert f"{LIST}neu/?goal={goal.public_id}" in page
    form = browser.get(f"{LIST}neu/?goal={goal.public_id}").context["form"]
    assert form.initial["goals"] == [goal]
    values = {"title": "Sprechstunde", "goals": [goal.pk], "unit": unit.pk, **city.FORM}
    answer = browser.post(f"{LIST}neu/", values)
    made = Measure.objects.get()
    assert (answer["Location"], made.state) == (_at(made), "planned")
    assert "Sprechstunde" in browser.get(_work(goal)).text
    assert "Ehrenamtliche wirken mit nein" in world.text(browser.get(_at(made)))
    browser.post(_at(made, "bearbeiten/"), {**values, "volunteers": "on", "revision": 0})
    assert "Ehrenamtliche wirken mit ja" in world.text(browser.get(_at(made)))


def test_a_measure_without_a_goal_is_refused_in_words(goal, unit):
    answer = city.client().post(f"{LIST}neu/", {"title": "X", "unit": unit.pk, **city.FORM})
    assert answer.status_code == 422
    assert "Bitte füllen Sie „Ziele, denen sie dient“ aus." in answer.text


def test_it_is_moved_on_and_its_end_asks_what_came_of_it(goal, unit):
    one, browser = _measure(goal, unit), city.client()
    browser.post(_at(one, "stand/"), {"state": "running", **city.FORM})
    Measure.objects.update(starts_on=TODAY - dt.timedelta(9), ends_on=TODAY - dt.timedelta(1))
    page = world.text(browser.get(_at(one)))
    assert "Eintragen, was daraus wurde" in page
    assert "über das Ende hinaus" in page
    answer = browser.post(_at(one, "stand/"), {"state": "ended", "outcome": "", **city.FORM})
    assert (answer.status_code, "was daraus wurde" in answer.text) == (422, True)
    browser.post(_at(one, "stand/"), {"state": "ended", "outcome": "Gibt es nun.", **city.FORM})
    assert "Was daraus wurde Gibt es nun." in world.text(browser.get(_at(one)))


def test_correcting_keeps_the_other_version_of_who_was_faster(goal, unit):
    one, browser = _measure(goal, unit), city.client()
    measures.correct(one, {"title": "Schneller"}, by=None)
    values = {"title": "Langsamer", "goals": [goal.pk], "unit": unit.pk, "revision": 0}
    answer = browser.post(_at(one, "bearbeiten/"), values | city.FORM)
    assert (answer.status_code, "Schneller" in answer.text) == (409, True)


def test_a_result_is_added_removed_and_taken_back(goal, unit):
    one, browser = _measure(goal, unit), city.client()
    values = {"text": "Erste Runde", "date": TODAY.isoformat(), "url": "https://x.example/"}
    browser.post(_at(one, "ergebnisse/neu/"), values | city.FORM)
    result = MeasureResult.objects.get()
    page = browser.post(f"{LIST}ergebnisse/{result.public_id}/entfernen/", follow=True).text
    assert not MeasureResult.objects.exists()
    token = page.split('name="token" value="')[1].split('"')[0]
    browser.post(_at(one, "ergebnisse/zurueck/"), {"token": token})
    back = MeasureResult.objects.get()
    assert (back.text, back.date, back.url) == ("Erste Runde", TODAY, "https://x.example/")


def test_the_list_is_narrowed_and_shows_in_its_concept(goal, unit):
    late = _measure(goal, unit, "Zu lang", ends_on=TODAY - dt.timedelta(1))
    measures.move(
        measures.correct(late, {"starts_on": TODAY - dt.timedelta(9)}, by=None), "running", by=None
    )
    _measure(goal, unit, "Geplantes")
    browser = city.client()
    assert "2 Maßnahmen" in browser.get(LIST).text
    for query in ("late=late", "state=running", f"area={goal.area.pk}&state=running", "q=zu+lang"):
        page = browser.get(f"{LIST}?{query}").text
        assert "1 Maßnahme" in page, query
        assert "Geplantes" not in page, query
    concept = f"/buero/integrationskonzept/{goal.area.concept.public_id}/?tab=measures"
    assert "Geplantes" in browser.get(concept).text


def test_a_colleague_reads_and_changes_nothing(goal, unit):
    one, browser = _measure(goal, unit), city.client("editor")
    page = browser.get(_at(one))
    assert (page.status_code, "ergebnisse/neu/" in page.text) == (200, False)
    for rest in ("bearbeiten/", "stand/", "ergebnisse/neu/"):
        assert browser.get(_at(one, rest)).status_code == 403


def test_queries_do_not_grow(goal, unit):
    browser, counts = city.client(), []
    one = _measure(goal, unit)
    concept = f"/buero/integrationskonzept/{goal.area.concept.public_id}/?tab=measures"
    pages = (
        LIST,
        _at(one),
        concept,
        _work(goal),
    )
    for size in (1, 3):
        for number in range(size):
            indicator = concept_city.indicator(f"zahl_{size}_{number}", f"Zahl {size} {number}")
            concept_city.observation(indicator)
            more = _measure(goal, unit, f"Weitere {size} {number}", indicators=[indicator])
            for measure in (one, more):
                results.add(measure, f"Ergebnis {number}", TODAY, by=None)
        counts.append([world.queries(browser, page) for page in pages])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= world.MOST_QUERIES
