"""Heute: what would do harm if it waited, in that order."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from tests.office import pressing, world

from konfluenz.actions import tasks
from konfluenz.directory import municipality, units
from konfluenz.ground import outbox

pytestmark = pytest.mark.django_db
MESSAGES, CONCEPT = 2, 1
"""Lines that stay one, however many records there are."""


def _task(title, days):
    unit = units.add(f"Amt für {title}", kind="office", by=None)
    due = timezone.localdate() + dt.timedelta(days=days)
    return tasks.add(title, unit=unit, due_date=due, by=None)


def test_nothing_presses():
    assert "Heute drängt nichts." in world.text(world.client("editor").get("/buero/"))


def test_the_greatest_harm_comes_first_with_one_action_each():
    late = _task("Bericht abgeben", -3)
    _task("Plakat drucken", 2)
    outbox.send("people/mail/invitation", to=outbox.BareAddress(""))
    municipality.set_up("Musterstadt", land="RP", by=None)
    page = world.client("administrator").get("/buero/")
    groups = [
        (str(heading), [row.title for row in rows]) for heading, rows in page.context["groups"]
    ]
    assert groups[0] == ("Jemand wartet", ["1 Nachricht hat keine Adresse"])
    assert groups[1] == ("Ein zugesagter Tag ist vorbei", ["Bericht abgeben"])
    assert groups[2] == ("Arbeit stockt", ["Plakat drucken"])
    assert f'href="/buero/aufgaben/{late.public_id}/"' in page.content.decode()


def test_who_may_not_read_the_outbox_is_not_told_of_it():
    outbox.send("people/mail/invitation", to=outbox.BareAddress(""))
    assert "Nachricht" not in world.text(world.client("editor").get("/buero/"))


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_all_that_is_due_costs_the_same_for_one_and_for_three(role):
    municipality.set_up("Musterstadt", land="RP", by=None)
    account = world.account(role)
    browser = Client()
    browser.force_login(account)
    pressing.add(1, account)
    page = browser.get("/buero/")
    titles = [row.title for _harm, rows in page.context["groups"] for row in rows]
    assert (set(titles), len(titles)) == (pressing.TITLES, 31)
    cost = world.queries(browser, "/buero/")
    pressing.add(2, account)
    pressing.add(3, account)
    assert browser.get("/buero/").context["count"] == 3 * 31 - 2 * (MESSAGES + CONCEPT)
    assert world.queries(browser, "/buero/") == cost <= world.MOST_QUERIES
