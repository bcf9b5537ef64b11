"""A page asks the database at most 15 things, as many for 300 rows as for one."""

import pytest
from tests.office import world

from konfluenz.directory import municipality
from konfluenz.people import persons

pytestmark = pytest.mark.django_db

TODAY = 26
"""*Heute* gathers what is due in seven rooms, each with a few questions of its own."""


def test_the_list_of_persons_costs_the_same_for_one_and_for_many():
    browser = world.client()
    world.crowd(1)
    one = world.queries(browser, "/buero/personen/")
    world.crowd(300, first=1)
    assert world.queries(browser, "/buero/personen/") == one
    assert one <= world.MOST_QUERIES


@pytest.mark.parametrize(
    "tab", ["", "?tab=consents", "?tab=account", "?tab=timeline", "?tab=privacy"]
)
def test_each_tab_of_a_person_stays_within_its_queries(tab):
    browser = world.client("administrator")
    one = world.crowd(1)[0]
    url = f"/buero/personen/{one.public_id}/{tab}"
    before = world.queries(browser, url)
    for number in range(30):
        persons.correct(one, {"notes": f"Notiz {number}"}, seen=None, by=None)
    assert world.queries(browser, url) == before
    assert before <= world.MOST_QUERIES


@pytest.mark.parametrize(
    ("url", "most"),
    [
        ("/buero/", TODAY),
        ("/buero/suche/?q=demo", world.MOST_QUERIES),
        ("/buero/personen/neu/", world.MOST_QUERIES),
    ],
)
def test_pages_without_a_list_stay_within_their_queries(url, most):
    world.crowd(30)
    municipality.set_up("Musterstadt", land="RP", by=None)
    assert world.queries(world.client("administrator"), url) <= most
