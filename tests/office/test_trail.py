"""The audit trail as those read it who have to prove something."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.office import city

from konfluenz.directory import units
from konfluenz.office.ground import trail

pytestmark = pytest.mark.django_db


def test_it_says_who_changed_what_from_what_to_what(db):
    browser = city.client()
    unit = city.office()
    account = browser.get("/buero/").context["user"]
    units.correct(unit, {"name": "Amt für Ordnung"}, by=account)
    page = browser.get("/buero/protokoll/").text
    for said in ("Amt für Ordnung", "Ordnungsamt", "Kim coordinator", "Konfluenz, von selbst"):
        assert said in page


def test_it_is_narrowed_to_one_act_and_one_actor(db):
    browser = city.client()
    city.office(name="Allein angelegt")
    only = browser.get("/buero/protokoll/?action=unit.added&by=itself")
    assert {item.entry.action for _day, rows in only.context["days"] for item, _url in rows} == {
        "unit.added"
    }
    account = browser.get("/buero/").context["user"]
    assert browser.get(f"/buero/protokoll/?action=unit.added&by={account.pk}").context["days"] == []


def test_older_entries_follow_without_a_gap(db, monkeypatch):
    monkeypatch.setattr(trail, "PER_PAGE", 3)
    browser = city.client()
    for number in range(4):
        city.office(str(number), f"Amt {number}")
    seen, address = [], "/buero/protokoll/?action=unit.added"
    while address:
        page = browser.get(address)
        seen += [str(item.record) for _day, rows in page.context["days"] for item, _url in rows]
        older = page.context["older"]
        address = f"/buero/protokoll/?action=unit.added&before={older}" if older else ""
    assert seen == ["3 Amt 3", "2 Amt 2", "1 Amt 1", "0 Amt 0"]


def test_it_costs_the_same_for_few_and_many_entries(db):
    browser, costs = city.client(), []
    browser.get("/buero/protokoll/")
    for first in (0, 10):
        for number in range(first, first + 3):
            city.office(str(number), f"Amt {number}")
        with CaptureQueriesContext(connection) as seen:
            assert browser.get("/buero/protokoll/?action=unit.added").status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 15
