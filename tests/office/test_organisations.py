"""The list of organisations, the record, duplicates, contact persons, bodies."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.office import city

from konfluenz.directory import memberships, organizations
from konfluenz.directory.models import Membership, Organization

pytestmark = pytest.mark.django_db

LIST = "/buero/organisationen/"


def _at(one, rest=""):
    return f"{LIST}{one.public_id}/{rest}"


def _names(answer):
    return {one.name for one in Organization.objects.all() if one.name in answer.text}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=sprachcafe", {"Sprachcafé"}),
        ("kind=initiative", {"Müllsammler"}),
        ("language=ar", {"Sprachcafé"}),
        ("state=dormant", {"Müllsammler"}),
        ("q=muellsammler&language=ar", set()),
    ],
)
def test_list_finds_by_word_kind_language_and_state(query, found):
    city.association("Sprachcafé", languages=["ar", "de"])
    city.association("Müllsammler", kind="initiative", state="dormant", languages=["de"])
    assert _names(city.client().get(f"{LIST}?{query}")) == found


def test_export_has_phone_numbers_and_language_names():
    city.association("Sprachcafé", languages=["ar"], phone="0261 123")
    rows = city.client().get(f"{LIST}?export=csv").getvalue().decode()
    assert "0261 123" in rows
    assert "Arabisch" in rows


def test_adding_asks_once_before_a_second_record_of_the_same_name():
    there, browser = city.association("Sprachcafé Lützel e. V."), city.client()
    values = {"name": "Sprachcafe Luetzel", "kind": "association", **city.FORM}
    answer = browser.post(f"{LIST}neu/", values)
    assert answer.status_code == 422
    assert f'<a class="k-link" href="{_at(there)}">' in answer.text
    assert Organization.objects.count() == 1
    assert browser.post(f"{LIST}neu/", values | {"another": "on"}).status_code == 302
    assert Organization.objects.count() == 2
    assert "Vielleicht dieselbe wie" in browser.get(_at(there)).text


def test_a_name_cannot_smuggle_markup_into_the_question():
    city.association("<b>Böse</b>")
    values = {"name": "<b>Böse</b>", "kind": "association", **city.FORM}
    assert "<b>Böse" not in city.client().post(f"{LIST}neu/", values).text


def test_correcting_takes_languages_as_they_are_typed():
    one, browser = city.association("Sprachcafé"), city.client()
    values = {"name": "Sprachcafé", "kind": "association", **city.FORM}
    answer = browser.post(_at(one, "bearbeiten/"), values | {"languages": "Arabisch, deutsch"})
    assert answer.status_code == 302
    one.refresh_from_db()
    assert one.languages == ["ar", "de"]
    answer = browser.post(_at(one, "bearbeiten/"), values | {"languages": "Klingonisch"})
    assert answer.status_code == 422
    assert "Klingonisch" in answer.text


def test_an_organisation_is_not_put_below_itself():
    one = city.association("Dachverband")
    values = {"name": "Dachverband", "kind": "association", "parent": "Dachverband", **city.FORM}
    answer = city.client().post(_at(one, "bearbeiten/"), values)
    assert answer.status_code == 422


def test_ending_can_be_taken_back():
    one, browser = city.association(), city.client()
    page = browser.post(_at(one, "stand/"), {"state": "ended"}, follow=True)
    one.refresh_from_db()
    assert one.state == "ended"
    token = page.text.split('name="token" value="')[1].split('"')[0]
    browser.post(_at(one, "stand/"), {"token": token})
    one.refresh_from_db()
    assert one.state == "active"
    page = browser.post(_at(one, "stand/"), {"state": "nix"}, follow=True)
    assert "Wählen Sie einen Stand." in page.text


def test_contact_person_comes_and_goes_and_comes_back():
    one, who, browser = city.association(), city.person("Aslı Demo"), city.client()
    values = {"person": "Aslı Demo", "function": "Vorsitz", "is_contact": "on"}
    answer = browser.post(
        _at(one, "personen/neu/"), values | {"valid_from": "2020-01-01"} | city.FORM
    )
    assert answer.status_code == 302
    page = browser.get(_at(one)).text
    assert "Vorsitz · seit 01.01.2020" in page
    end = _at(one, f"personen/{Membership.objects.get().pk}/beenden/")
    assert f'formaction="{end}"' in page
    page = browser.post(end, follow=True)
    assert not memberships.contacts(one).exists()
    token = page.text.split('name="token" value="')[1].split('"')[0]
    browser.post(_at(one, "personen/zurueck/"), {"token": token})
    assert [(row.person, row.function) for row in memberships.contacts(one)] == [(who, "Vorsitz")]


def test_somebody_who_stands_for_it_already_is_refused_in_words():
    one, who = city.association(), city.person("Aslı Demo")
    memberships.add(one, who, by=None)
    values = {"person": "Aslı Demo", "valid_from": "2026-01-01", **city.FORM}
    answer = city.client().post(_at(one, "personen/neu/"), values)
    assert answer.status_code == 422
    assert "steht schon für diese Organisation" in answer.text


def test_a_body_looks_after_offices():
    body, unit = city.association("Fachausschuss", kind="committee"), city.office()
    browser = city.client()
    browser.post(_at(body, "aemter/neu/"), {"unit": unit.public_id})
    assert [row.unit for row in body.coverages.all()] == [unit]
    browser.post(_at(body, "aemter/entfernen/"), {"unit": unit.public_id})
    assert not body.coverages.exists()
    page = browser.post(_at(body, "aemter/neu/"), {"unit": "nix"}, follow=True)
    assert "Wählen Sie eine Einheit." in page.text


def test_an_association_looks_after_nothing():
    one, unit, browser = city.association(), city.office(), city.client()
    browser.post(_at(one, "aemter/neu/"), {"unit": unit.public_id})
    assert not one.coverages.exists()


def test_notes_are_for_those_who_may_edit():
    one = city.association(notes="Nur mit Voranmeldung")
    assert "Nur mit Voranmeldung" in city.client().get(_at(one)).text
    assert "Nur mit Voranmeldung" not in city.client("editor").get(_at(one)).text


def test_a_post_is_needed_to_end_something():
    one = city.association()
    assert city.client().get(_at(one, "stand/")).status_code == 405


@pytest.mark.parametrize("path", ["", "one", "timeline"])
def test_queries_do_not_grow(path):
    counts = []
    for count in (1, 3):
        one, browser = city.association(f"Verein {count}", languages=["ar"]), city.client()
        for number in range(count):
            who = city.person(f"Person {count} {number}")
            memberships.add(one, who, valid_from=dt.date(2020, 1, 1), by=None)
            organizations.add(f"Zweig {count} {number}", kind="association", parent=one, by=None)
        address = {"": LIST, "one": _at(one), "timeline": _at(one, "?tab=timeline")}[path]
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
