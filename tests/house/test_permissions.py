"""Who may open what: role x address x {own, foreign, anonymous}, all of it.

`permissions.csv` has a row for each address. `own` and `foreign` list the roles that may open
it for a record of their own and for somebody else's ("=": there is no difference; "staff" and
"all" stand for several). `denied` is what the others get: 403, or 404 where even the existence
is not theirs to know. `anonymous`: open, login (sent to the login page) or hidden (404).
"""

import csv

import pytest
from django.test import Client
from django.urls import reverse

from konfluenz.people import demo, roles
from tests.house import addresses, plan, world

EVERYBODY = frozenset(role.value for role in roles.Role)
GROUPS = {"all": EVERYBODY, "staff": frozenset(role.value for role in roles.STAFF), "none": set()}


def _rows() -> dict[str, dict[str, str]]:
    with (plan.ROOT / "tests" / "house" / "permissions.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len({row["url"] for row in rows}) == len(rows), "an address stands twice"
    return {row["url"]: row for row in rows}


ROWS = _rows()


def _roles(cell: str) -> frozenset[str]:
    named = {role for word in cell.split() for role in GROUPS.get(word, {word})}
    assert named <= EVERYBODY, named - EVERYBODY
    return frozenset(named)


def _allowed(row: dict[str, str], whose: str) -> frozenset[str]:
    return _roles(row["own"] if whose == "own" or row["foreign"] == "=" else row["foreign"])


def _ask(client: Client, row: dict[str, str], arguments: dict) -> object:
    url = reverse(row["url"], kwargs=arguments)
    return client.post(url) if row["method"] == "POST" else client.get(url)


def _answer(response) -> str:
    if response.status_code in {301, 302} and "/konto/" in response["Location"]:
        return "login"
    return {403: "403", 404: "404"}.get(response.status_code, "open")


def test_every_address_has_a_row_and_every_row_an_address():
    assert {address.name for address in addresses.every()} == set(ROWS)


def test_every_office_view_names_the_right_it_asks_for():
    silent = [
        address.name
        for address in addresses.every()
        if address.name.startswith("office:")
        and ROWS[address.name]["anonymous"] == "login"
        and not hasattr(address.view, "right")
    ]
    assert silent == []


@pytest.mark.django_db
@pytest.mark.parametrize("url", [url for url in ROWS if not url.startswith("static")])
def test_the_row_holds_for_every_role(url, settings):
    settings.DEMO = True
    row, place = ROWS[url], world.build()
    expected, found = {}, {}
    for role in roles.Role:
        account = place.accounts[role.value]
        for whose in ("own", "foreign") if row["foreign"] != "=" else ("own",):
            client = Client(raise_request_exception=False)
            client.force_login(account)
            answer = _answer(_ask(client, row, place.arguments(url, role.value, whose)))
            case = (role.value, whose)
            found[case] = answer
            expected[case] = "open" if role.value in _allowed(row, whose) else row["denied"]
    wrong = {case: (expected[case], found[case]) for case in found if expected[case] != found[case]}
    assert wrong == {}, "role, whose: (expected, found)"


@pytest.mark.django_db
@pytest.mark.parametrize("url", list(ROWS))
def test_the_row_holds_for_a_stranger(url, settings):
    settings.DEMO = True
    row, place = ROWS[url], world.build()
    response = _ask(Client(), row, place.arguments(url, "volunteer", "foreign"))
    assert _answer(response).replace("404", "hidden") == row["anonymous"]


def test_demo_accounts_cover_every_role():
    assert {role.value for role in roles.Role} == set(demo.ROLE_MAILS)
