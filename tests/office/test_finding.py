"""The global search shows what the reader may see."""

import datetime as dt

import pytest
from tests.office import world

from konfluenz.actions import tasks
from konfluenz.directory import organizations, units
from konfluenz.people import persons

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything():
    persons.add("Olga Brücke", by=None)
    organizations.add("Brücke e. V.", kind="association", by=None)
    unit = units.add("Amt für Brückenbau", kind="office", by=None)
    tasks.add("Brücke streichen", unit=unit, due_date=dt.date(2030, 1, 1), by=None)


def _headings(answer):
    return [str(heading) for heading, _hits in answer.context["groups"]]


def test_the_coordinator_finds_all_kinds(everything):
    answer = world.client().get("/buero/suche/", {"q": "bruecke"})
    assert _headings(answer) == ["Personen", "Vereine & Träger", "Ämter", "Aufgaben"]


def test_an_editor_finds_neither_people_nor_the_tasks_of_others(everything):
    answer = world.client("editor").get("/buero/suche/", {"q": "bruecke"})
    assert _headings(answer) == ["Vereine & Träger", "Ämter"]


def test_a_mail_address_leads_to_its_person():
    world.crowd(2)
    answer = world.client().get("/buero/suche/", {"q": "ada1@example.org"})
    assert [hit.title for hit in answer.context["groups"][0][1]] == ["Ada Demo001"]


def test_no_words_find_nothing():
    assert "Was suchen Sie?" in world.text(world.client().get("/buero/suche/"))
