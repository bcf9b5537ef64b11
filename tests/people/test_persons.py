"""Persons: written down, corrected, found by any of their names or by what reaches them."""

import pytest
from django.db import IntegrityError, transaction
from tests.people.world import actions, person

from konfluenz.ground import audit, revisions
from konfluenz.people import contacts, persons
from konfluenz.people.models import Person
from konfluenz.people.persons import PersonRefused

pytestmark = pytest.mark.django_db


def test_a_person_is_written_down_with_names_in_other_scripts():
    sara = person("Sara  Haddad ", names=[("arabic", "سارة حداد")], language="ar", notes="rings")
    sara.refresh_from_db()
    assert (sara.name, sara.sort_name, sara.language, sara.notes) == (
        "Sara Haddad",
        "Haddad, Sara",
        "ar",
        "rings",
    )
    assert list(sara.names.values_list("script", "name")) == [("arabic", "سارة حداد")]
    assert actions(sara) == ["person.added"]


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Sabine Häuser", "Häuser, Sabine"),
        ("Łukasz Zając", "Zając, Łukasz"),
        ("Madonna", "Madonna"),
        ("Anna Maria von Stein", "Anna Maria von Stein"),
        ("سارة حداد", "سارة حداد"),
    ],
)
def test_a_sort_name_is_proposed_for_two_latin_words(name, proposed):
    assert persons.proposed_sort_name(name) == proposed


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "  "},
        {"name": "x" * 201},
        {"name": "Ada", "language": "tlh"},
        {"name": "Ada", "names": [("klingon", "x")]},
        {"name": "Ada", "names": [("arabic", " ")]},
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(wrong):
    with pytest.raises(PersonRefused):
        persons.add(by=None, **wrong)
    assert Person.objects.count() == 0


def test_a_correction_says_what_it_changed():
    ada = person("Ada Demo")
    persons.correct(ada, {"name": "Ada Lovelace", "notes": "n"}, seen=0, by=None)
    ada.refresh_from_db()
    assert (ada.name, ada.sort_name, ada.revision) == ("Ada Lovelace", "Lovelace, Ada", 1)
    newest = audit.timeline(ada)[0]
    assert newest.action == "person.corrected"
    assert newest.detail.content["changes"] == {
        "name": ["Ada Demo", "Ada Lovelace"],
        "sort_name": ["Demo, Ada", "Lovelace, Ada"],
        "notes": ["", "n"],
    }


def test_a_sort_name_set_by_hand_stays():
    ada = person("Ada Demo", sort_name="Ada")
    persons.correct(ada, {"name": "Ada Lovelace"}, seen=None, by=None)
    ada.refresh_from_db()
    assert ada.sort_name == "Ada"


def test_a_correction_without_a_change_leaves_no_trace():
    ada = person("Ada Demo", names=[("cyrillic", "Ада")])
    persons.correct(ada, {"name": "Ada Demo", "names": [("cyrillic", "Ада")]}, seen=0, by=None)
    ada.refresh_from_db()
    assert (ada.revision, actions(ada)) == (0, ["person.added"])


def test_who_saves_an_older_form_is_told():
    ada = person()
    persons.correct(ada, {"notes": "first"}, seen=0, by=None)
    with pytest.raises(revisions.Stale):
        persons.correct(ada, {"notes": "second"}, seen=0, by=None)


@pytest.mark.parametrize(
    "query",
    [
        *("Häuser", "haeuser", "hauser", "HÄUS", "sabine häuser", "سارة"),
        *("S.Haeuser@Example.ORG", "0261 123456", "+49 261/123456"),
    ],
)
def test_a_person_is_found_however_one_asks(query):
    sabine = person("Sabine Häuser", names=[("arabic", "سارة")], notes="secret")
    contacts.add(sabine, "mail", "s.haeuser@example.org", by=None)
    contacts.add(sabine, "phone", "0261 123456", by=None)
    person("Somebody Else")
    assert list(persons.find(query)) == [sabine]


@pytest.mark.parametrize(
    "query", ["secret", "261123456@", "other@example.org", "0261 999999", "example"]
)
def test_notes_and_contacts_are_not_searched_as_words(query):
    sabine = person("Sabine Häuser", notes="secret")
    contacts.add(sabine, "mail", "s.haeuser.x@example.org", by=None)
    assert list(persons.find(query)) == []


def test_an_empty_query_finds_all_and_keeps_to_the_given_ones():
    one, _two = person("One Demo"), person("Two Demo")
    assert persons.find(" ").count() == 2
    assert list(persons.find("demo", Person.objects.filter(pk=one.pk))) == [one]


def test_lists_sort_umlauts_as_their_vowel():
    for name in ("Zoe", "Öztürk", "Oswald", "Özdemir"):
        person(name)
    assert [each.name for each in Person.objects.all()] == ["Oswald", "Özdemir", "Öztürk", "Zoe"]


def test_the_database_itself_wants_a_name():
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(name="", sort_name="x")
