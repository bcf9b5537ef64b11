"""Who may open what: role x address x {own, foreign, anonymous}, all of it.

`permissions.csv` has a row for each address. `own` and `foreign` list the roles that may open
it for a record of their own unit and for somebody else's ("=": there is no difference; "staff"
and "all" stand for several). The others get 403, except that who may open their own and not a
foreign one gets 404: it is not theirs to know that it exists. "always 404": everybody gets it,
because the address opens only in the middle of a login or with a second factor in place, which
`tests/portal/test_login.py` walks through. `anonymous`: open or login.
"""

import csv
from itertools import groupby
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse
from tests.house import addresses, plan
from tests.house.world import World

from konfluenz.people import demo, roles

EVERYBODY = frozenset(role.value for role in roles.Role)
GROUPS = {"all": EVERYBODY, "staff": frozenset(role.value for role in roles.STAFF)}
ALWAYS = "always "
STRANGER = "anonymous"
BUSY = roles.Role.COORDINATOR
"""Sees on most pages all that can be pressed."""

FEWEST_FIRST = sorted(
    EVERYBODY, key=lambda role: (len(roles.ROLE_RIGHTS.get(roles.Role(role), ())), role)
)
REFUSALS = ("403.html", "404.html")
ADDRESSES = {address.name: address for address in addresses.every()}


def _rows() -> dict[str, dict[str, str]]:
    with (plan.ROOT / "tests" / "house" / "permissions.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len({row["url"] for row in rows}) == len(rows), "an address stands twice"
    return {row["url"]: row for row in rows}


ROWS = _rows()


def _subject(url: str) -> str:
    return url.split("-")[0].split("_")[0]


SUBJECTS = {
    subject: list(urls) for subject, urls in groupby(sorted(ROWS, key=_subject), key=_subject)
}


def _roles(cell: str) -> frozenset[str]:
    named = frozenset(role for word in cell.split() for role in GROUPS.get(word, {word}))
    assert named <= EVERYBODY, named - EVERYBODY
    return named


def _expected(row: dict[str, str], role: str, whose: str) -> str:
    if row["own"].startswith(ALWAYS):
        return row["own"].removeprefix(ALWAYS)
    own = _roles(row["own"])
    allowed = own if whose == "own" else _roles(row["foreign"])
    if role in allowed:
        return "open"
    return "404" if role in own else "403"


def _asking(row: dict[str, str]) -> list[str]:
    """Return everybody; after that, on PostgreSQL, one who may: that the page opens there too."""
    if connection.vendor == "sqlite":
        return FEWEST_FIRST
    return [role for role in FEWEST_FIRST if _expected(row, role, "own") == "open"][-1:]


class PutTogether:
    """Puts a page together for who has the fewest rights and for `BUSY`, a refusal for each role.

    The answer stands before its page is put together: the same page again would say little new.
    """

    def __init__(self) -> None:
        self.asked = ("", "")
        self._done: set[tuple[str, ...]] = set()
        self._whole = Template.render
        self._within = False

    def render(self, template: Template, context: Any = None, request: Any = None) -> str:
        """Stand in for Django's own: mails, and what lies within a page, are left to it."""
        if request is None or self._within or self._is_new(template.origin.template_name):
            outer, self._within = self._within, request is not None
            try:
                return self._whole(template, context, request)
            finally:
                self._within = outer
        return ""

    def _is_new(self, name: str) -> bool:
        address, role = self.asked
        page = (name, role) if name.endswith(REFUSALS) else (name, address, role == BUSY)
        new = page not in self._done
        self._done.add(page)
        return new


class Visitors:
    """A world, and a browser in it for every role and for a stranger.

    Made once for all addresses, because it takes longer than all the questions.
    """

    def __init__(self) -> None:
        self.world = World()
        self.pages = PutTogether()
        self._stranger = Client()
        self._browsers = {role: Client() for role in self.world.accounts}
        for role, account in self.world.accounts.items():
            self._browsers[role].force_login(account)

    def ask(self, row: dict[str, str], role: str, whose: str) -> str:
        """Return how the program answers; whatever it did is undone."""
        given = self.world.arguments(row["url"], whose, ADDRESSES[row["url"]].arguments)
        url, browser = reverse(row["url"], kwargs=given), self._browsers.get(role, self._stranger)
        cookies = browser.cookies.copy()
        self.pages.asked = row["url"], role
        with transaction.atomic():
            post = row["method"] == "POST"
            response = browser.post(url, self.world.typed) if post else browser.get(url)
            transaction.set_rollback(True)
        browser.cookies = cookies
        return _word_for(response, url)


def _word_for(response: HttpResponse, url: str) -> str:
    assert response.status_code in {503} | set(range(500)), (url, response.status_code)
    if response.status_code in {301, 302}:
        login = response["Location"].split("?")[0] == reverse("account_login")
        return "login" if login else "open"
    return {403: "403", 404: "404"}.get(response.status_code, "open")


@pytest.fixture(scope="module")
def visitors(django_db_setup, django_db_blocker):
    """Everybody, for the whole module; the database is as before when it ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Visitors()
        transaction.set_rollback(True)


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(ADDRESSES) == set(ROWS)


def test_every_office_view_names_the_right_it_asks_for():
    assert [
        name
        for name, address in ADDRESSES.items()
        if name.startswith("office:") and not hasattr(address.view, "right")
    ] == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_rows_hold_for_every_role_and_for_strangers(visitors, subject, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(Template, "render", lambda *a, **b: visitors.pages.render(*a, **b))
    wrong = {}
    for url in SUBJECTS[subject]:
        row = ROWS[url]
        if (answer := visitors.ask(row, STRANGER, "foreign")) != row["anonymous"]:
            wrong[url, STRANGER] = row["anonymous"], answer
        for role in _asking(row):
            for whose in ("own",) if row["foreign"] == "=" else ("own", "foreign"):
                expected = _expected(row, role, whose)
                if (answer := visitors.ask(row, role, whose)) != expected:
                    wrong[url, role, whose] = expected, answer
    assert wrong == {}, "(address, role, whose): (expected, found)"


def test_the_demo_has_a_login_for_every_role():
    assert set(demo.ROLE_MAILS) == EVERYBODY
