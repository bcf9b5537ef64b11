"""What happened, in words."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.house import plan
from tests.office import world

from konfluenz.office import action_words, timelines
from konfluenz.people import contacts, languages, persons, roles

RECORDED = re.compile(r'(?:audit\.record|_record|_noted|record)\(\s*\n?\s*f?"([a-z_]+\.[a-z_]+)"')


def _recorded():
    rooms = ("actions", "council", "directory", "enquiries", "ground", "people", "steering")
    sources = [path.read_text() for room in rooms for path in (plan.SOURCE / room).rglob("*.py")]
    return {action for source in sources for action in RECORDED.findall(source)}


def test_every_act_that_is_recorded_has_words():
    recorded = _recorded()
    assert len(recorded) > 40
    assert sorted(recorded - set(action_words.SENTENCES)) == []


@pytest.mark.django_db
def test_an_act_says_who_what_and_from_what_to_what():
    kim = world.account()
    ada = persons.add("Ada Demo", by=kim)
    persons.correct(ada, {"name": "Ada Lovelace", "address_blocked": True}, seen=None, by=kim)
    latest = timelines.of(ada)[0]
    assert (latest.what, latest.who) == ("Person korrigiert", "Kim Muster")
    assert {(c.label, c.old, c.new) for c in latest.changes} == {
        ("Name", "Ada Demo", "Ada Lovelace"),
        ("Auskunftssperre", "nein", "ja"),
        ("Einsortiert unter", "Demo, Ada", "Lovelace, Ada"),
    }


@pytest.mark.django_db
def test_parts_that_are_no_fields_have_words_too():
    ada = persons.add("Ada Demo", by=None)
    languages.put(ada, "uk", "b1", by=None)
    roles.grant(ada, "trainer", by=None)
    contacts.add(ada, "mail", "ada@example.org", by=None)
    said = {item.what: [(c.label, c.new) for c in item.changes] for item in timelines.of(ada)}
    assert said["Gesprochene Sprache vermerkt"] == [("Ukrainisch", "B1, Alltag")]
    assert said["Rolle vergeben"][0][0] == "Rolle"
    assert said["Kontakt hinzugefügt"] == [("E-Mail", "ada@example.org")]


@pytest.mark.django_db
def test_the_system_is_named_as_itself():
    ada = persons.add("Ada Demo", by=None)
    assert timelines.of(ada)[0].who == "Konfluenz, von selbst"


@pytest.mark.django_db
def test_names_are_looked_up_once_however_many_acts():
    ada = persons.add("Ada Demo", by=None)

    def cost():
        with CaptureQueriesContext(connection) as seen:
            timelines.of(ada)
        return len(seen)

    for number in range(3):
        persons.correct(ada, {"notes": f"a{number}"}, seen=None, by=None)
    few = cost()
    for number in range(20):
        persons.correct(ada, {"notes": f"b{number}"}, seen=None, by=None)
    assert cost() == few


@pytest.mark.django_db
def test_older_entries_go_on_where_the_first_page_ended():
    ada = persons.add("Ada Demo", by=None)
    for number in range(5):
        persons.correct(ada, {"notes": f"Notiz {number}"}, seen=None, by=None)
    first = timelines.of(ada, limit=3)
    rest = timelines.of(ada, limit=9, before=first[-1].entry.pk)
    assert [item.entry.action for item in first + rest] == ["person.corrected"] * 5 + [
        "person.added"
    ]
