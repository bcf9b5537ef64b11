"""Who answers for what: gaps, the boundary D-21, confirming a successor."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.office import city

from konfluenz.directory import responsibilities, units
from konfluenz.directory.models import Responsibility, Topic

pytestmark = pytest.mark.django_db

LIST = "/buero/zustaendigkeiten/"
LONG_AGO = dt.date(2020, 1, 1)


@pytest.fixture
def topic(db):
    city.ten_topics()
    return Topic.objects.filter(refer_only=False).first()


@pytest.fixture
def beyond(db):
    city.ten_topics()
    return Topic.objects.filter(refer_only=True).first()


def _assign(topic, unit, **more):
    return responsibilities.assign(topic, unit, valid_from=LONG_AGO, by=None, **more)


def test_topics_without_anybody_are_shown_as_gaps(topic):
    _assign(topic, city.office())
    page = city.client().get(LIST).text
    open_topics = Topic.objects.filter(active=True).count() - 1
    assert f"Für {open_topics} Themen ist niemand zuständig." in page
    assert page.count("niemand zuständig</span>") == open_topics


def test_the_boundary_is_said_in_words(beyond):
    page = city.client().get(LIST).text
    assert "AT/0045/2015" in page
    assert "wird nur verwiesen" in page


def test_beyond_the_boundary_nothing_is_worked_on(beyond):
    unit = city.office()
    values = {"topic": beyond.pk, "unit": unit.pk, "scope": "covers", "valid_from": "2026-01-01"}
    answer = city.client().post(f"{LIST}neu/", values | city.FORM)
    assert answer.status_code == 422
    assert not Responsibility.objects.exists()
    answer = city.client().post(f"{LIST}neu/", values | city.FORM | {"scope": "refers"})
    assert answer["Location"] == f"{LIST}#{beyond.slug}"


def test_the_form_begins_with_the_topic_asked_for(beyond):
    page = city.client().get(f"{LIST}neu/?topic={beyond.slug}").text
    assert f'<option value="{beyond.pk}" selected>' in page


def test_the_words_for_handing_over_are_corrected(topic):
    row, browser = _assign(topic, city.office()), city.client()
    values = {"scope": "refers", "hand_over": "Zimmer 12, mittwochs.", "revision": row.revision}
    answer = browser.post(f"{LIST}{row.public_id}/bearbeiten/", values | city.FORM)
    assert answer.status_code == 302
    assert "Zimmer 12, mittwochs." in browser.get(LIST).text


def test_ending_can_be_taken_back(topic):
    row, browser = _assign(topic, city.office(), hand_over="Zimmer 12"), city.client()
    page = browser.post(f"{LIST}{row.public_id}/beenden/", follow=True).text
    assert not responsibilities.responsible_for(topic).exists()
    token = page.split('name="token" value="')[1].split('"')[0]
    browser.post(f"{LIST}zurueck/", {"token": token})
    assert [row.hand_over for row in responsibilities.responsible_for(topic)] == ["Zimmer 12"]


def test_a_successor_is_confirmed_with_one_click(topic):
    old, new = city.office("1", "Altes Amt"), city.office("2", "Neues Amt")
    row, browser = _assign(topic, old, hand_over="Zimmer 12"), city.client()
    units.dissolve(old, dt.date(2026, 1, 1), [new], by=None)
    page = browser.get(LIST).text
    assert "zu bestätigen" in page
    assert "Bestätigen: 2 Neues Amt" in page
    browser.post(f"{LIST}{row.public_id}/uebergeben/", {"unit": new.public_id})
    standing = responsibilities.responsible_for(topic)
    assert [(row.unit, row.hand_over) for row in standing] == [(new, "Zimmer 12")]


def test_confirming_twice_tells_the_second(topic):
    old, new = city.office("1", "Altes Amt"), city.office("2", "Neues Amt")
    row, browser = _assign(topic, old), city.client()
    units.dissolve(old, dt.date(2026, 1, 1), [new], by=None)
    address, values = f"{LIST}{row.public_id}/uebergeben/", {"unit": new.public_id}
    browser.post(address, values)
    answer = browser.post(address, values, follow=True)
    assert "Das ist schon beendet." in answer.text
    assert responsibilities.responsible_for(topic).count() == 1


def test_a_unit_without_a_successor_says_what_to_do(topic):
    old = city.office()
    _assign(topic, old)
    units.dissolve(old, dt.date(2026, 1, 1), by=None)
    assert "Sie hat keine Nachfolge" in city.client().get(LIST).text


@pytest.mark.parametrize("unit", ["", "nix", "00000000-0000-4000-8000-000000000000"])
def test_a_successor_that_is_none_changes_nothing(topic, unit):
    row, browser = _assign(topic, city.office()), city.client()
    answer = browser.post(f"{LIST}{row.public_id}/uebergeben/", {"unit": unit}, follow=True)
    assert "Wählen Sie eine Einheit." in answer.text
    assert responsibilities.responsible_for(topic).get() == row


def test_readers_see_no_buttons_and_may_not_post(topic):
    row, browser = _assign(topic, city.office()), city.client("editor")
    assert "beenden/" not in browser.get(LIST).text
    assert browser.post(f"{LIST}{row.public_id}/beenden/").status_code == 403


def test_queries_do_not_grow(topic):
    counts, browser = [], city.client()
    for count in (1, 2):
        for number in range(count):
            unit = city.office(f"{count}{number}", "Amt")
            heir = city.office(f"{count}{number}b", "Erbe")
            for one in Topic.objects.filter(refer_only=False):
                _assign(one, unit)
            units.dissolve(unit, dt.date(2026, 1, 1), [heir], by=None)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            browser.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
