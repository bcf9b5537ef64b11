"""A list of a hundred thousand: rows by their keys, hits counted so far and no further."""

import pytest
from tests.office import world

from konfluenz.office import found, lists
from konfluenz.people import languages, persons
from konfluenz.people.models import Person

pytestmark = pytest.mark.django_db
LIST = "/buero/personen/"


@pytest.fixture
def few(monkeypatch):
    """Let a search count three hits, and two rows be many."""
    monkeypatch.setattr(lists, "MOST_HITS", 3)
    monkeypatch.setattr(lists, "PER_PAGE", 2)
    monkeypatch.setattr(found, "COMMON", 2)


@pytest.fixture
def look(few):
    """Return a function that opens the list and returns the names on the page, and its words."""
    browser = world.client()

    def open_(**query):
        answer = browser.get(LIST, query)
        names = [row.record.name for row in answer.context["table"].page.object_list]
        return names, world.text(answer)

    return open_


def _speakers(*names):
    for name in names:
        languages.put(persons.add(name, by=None), "ar", "native", by=None)


def test_of_many_hits_the_first_are_shown_and_nothing_else_is_claimed(look):
    for name in ("Eva Berg", "Ada Berg", "Cem Berg", "Bea Berg"):
        persons.add(name, by=None)
    names, page = look(q="berg")
    assert names == ["Ada Berg", "Bea Berg"]
    assert "mehr als 3 Personen" in page
    assert "Hier stehen die ersten davon." in page
    assert look(q="berg", page="2")[0] == ["Cem Berg"]
    assert look(q="berg", page="99")[0] == ["Cem Berg"]


def test_as_many_hits_as_are_counted_are_counted(look):
    for name in ("Ada Berg", "Bea Berg", "Cem Berg"):
        persons.add(name, by=None)
    _names, page = look(q="berg")
    assert "3 Personen" in page
    assert "mehr als" not in page


def test_many_hits_can_be_turned_round(look):
    for name in ("Ada Berg", "Bea Berg", "Cem Berg", "Dan Berg"):
        persons.add(name, by=None)
    assert look(q="berg", sort="-name")[0] == ["Dan Berg", "Cem Berg"]


def test_a_filter_counts_all_that_it_leaves(look):
    _speakers("Ada Berg", "Bea Berg", "Cem Berg", "Dan Berg", "Eva Berg")
    persons.add("Fay Berg", by=None)
    names, page = look(language="ar", page="3")
    assert names == ["Eva Berg"]
    assert "5 Personen" in page


def test_filter_and_search_narrow_together(look):
    _speakers("Ada Berg", "Bea Berg", "Cem Berg", "Dan Tal")
    persons.add("Eva Berg", by=None)
    names, page = look(language="ar", q="berg", page="2")
    assert names == ["Cem Berg"]
    assert "3 Personen" in page
    assert look(language="ar", q="tal")[0] == ["Dan Tal"]


def test_a_phone_number_and_bare_signs_are_no_words(look):
    world.crowd(3)
    assert look(q="ada1@example.org")[0] == ["Ada Demo001"]
    assert "mehr als 3 Personen" in look(q="!!!")[1]


def test_an_export_takes_all_hits(few):
    _speakers("Ada Berg", "Bea Berg", "Cem Berg", "Dan Berg")
    answer = world.client().get(LIST, {"q": "berg", "export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == [
        "Ada Berg",
        "Bea Berg",
        "Cem Berg",
        "Dan Berg",
    ]


@pytest.mark.parametrize("query", ["", "?q=demo", "?language=ar", "?q=demo&language=ar"])
def test_a_long_list_costs_the_same_for_one_and_for_many(few, query):
    browser = world.client()
    world.crowd(3)
    one = world.queries(browser, LIST + query)
    world.crowd(30, first=3)
    assert world.queries(browser, LIST + query) == one <= world.MOST_QUERIES


def test_the_tally_knows_what_the_rows_say():
    world.crowd(3)
    browser = world.client()
    for query in ("", "?q=demo", "?language=ar", "?language=uk"):
        table = browser.get(LIST + query).context["table"]
        assert len(table.data) == table.data.data.count()
    assert Person.objects.count() == 4
