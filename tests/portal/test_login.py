"""Logging in: by password, by code, in two steps; how long it lasts; the demo's way in."""

import datetime as dt
import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from tests.portal import world

from konfluenz.ground.models import Message
from konfluenz.people import demo, roles

pytestmark = pytest.mark.django_db


def _log_in(client, account):
    form = {"login": account.email, "password": world.PASSWORD}
    return client.post("/konto/anmelden/", form)


def test_with_a_password_to_ones_own_area_in_ones_own_language(client):
    world.city()
    account = world.account("volunteer", "ar")
    assert _log_in(client, account)["Location"] == "/konto/weiter/"
    assert client.get("/konto/weiter/")["Location"] == "/ar/mein-bereich/"
    assert account.person.name in client.get("/ar/mein-bereich/").content.decode()


def test_a_wrong_password_is_said_and_the_address_kept(client):
    world.city()
    response = client.post("/konto/anmelden/", {"login": "nobody@example.org", "password": "x"})
    body = response.content.decode()
    assert response.status_code == 200
    assert 'role="alert"' in body
    assert 'value="nobody@example.org"' in body
    assert "x@" not in body


def test_with_a_code_from_the_outbox(client):
    world.city()
    account = world.account("volunteer")
    sent = client.post("/konto/anmelden/code/", {"email": account.email})
    assert sent["Location"].startswith("/konto/anmelden/code/eingeben/")
    page = client.get("/konto/anmelden/code/eingeben/").content.decode()
    assert 'autocomplete="one-time-code"' in page
    message = Message.objects.get(template="people/mail/login_code")
    assert message.confidential
    done = client.post("/konto/anmelden/code/eingeben/", {"code": message.context["code"]})
    assert done["Location"] == "/konto/weiter/"
    assert client.get("/de/mein-bereich/").status_code == 200


def test_staff_set_up_a_second_factor_before_they_see_the_office(client):
    world.city()
    account = world.account("coordinator")
    _log_in(client, account)
    for address in ("/buero/", "/buero/gibt-es-nicht/"):
        assert client.get(address)["Location"].startswith("/konto/zweiter-faktor/app/?next=")
    asked = client.get("/konto/zweiter-faktor/app/")["Location"]
    assert asked == "/konto/bestaetigen/?next=%2Fkonto%2Fzweiter-faktor%2Fapp%2F"
    known = client.post(asked, {"password": world.PASSWORD, "next": "/konto/zweiter-faktor/app/"})
    page = client.get(known["Location"]).content.decode()
    secret = re.search(r'<code class="p-key">(\w+)</code>', page).group(1)
    code = _code(secret)
    done = client.post("/konto/zweiter-faktor/app/", {"code": code})
    assert done["Location"] == "/konto/zweiter-faktor/ersatzcodes/"
    codes = client.get(done["Location"]).content.decode()
    assert codes.count("<li><code>") == 10
    assert Authenticator.objects.filter(user=account, type="totp").count() == 1
    assert not client.get("/buero/").headers.get("Location", "").startswith("/konto/")


def test_whoever_has_a_second_factor_is_asked_for_it(client):
    world.city()
    account = world.account("coordinator")
    from_app = totp.TOTP.activate(account, secret := totp.generate_totp_secret())
    assert _log_in(client, account)["Location"].startswith("/konto/anmelden/zweiter-schritt/")
    assert client.get("/buero/")["Location"].startswith("/konto/anmelden/")
    done = client.post("/konto/anmelden/zweiter-schritt/", {"code": _code(secret)})
    assert done["Location"] == "/konto/weiter/"
    assert client.get("/konto/weiter/")["Location"] == "/buero/"
    assert from_app.instance.pk


def test_volunteers_need_none_and_the_demo_asks_nobody(client, settings):
    world.city()
    settings.DEMO = True
    _log_in(client, world.account("coordinator"))
    assert not client.get("/buero/").headers.get("Location", "").startswith("/konto/")


def test_after_thirty_idle_minutes_one_is_logged_out_and_told_why(client):
    world.city()
    _log_in(client, world.account("volunteer"))
    with time_machine.travel(time.time(), tick=False) as clock:
        assert client.get("/de/mein-bereich/").status_code == 200
        clock.shift(dt.timedelta(minutes=28))
        assert client.get("/de/mein-bereich/").status_code == 200
        clock.shift(dt.timedelta(minutes=30))
        response = client.get("/de/mein-bereich/")
    assert response["Location"] == "/konto/anmelden/?next=%2Fde%2Fmein-bereich%2F&beendet=ruhe"
    assert "30 Minuten" in client.get(response["Location"]).content.decode()
    assert client.get("/de/mein-bereich/")["Location"].startswith("/konto/anmelden/")


def test_after_twelve_hours_it_is_over_however_busy_one_was(client):
    world.city()
    _log_in(client, world.account("volunteer"))
    with time_machine.travel(time.time(), tick=False) as clock:
        for _quarter in range(48):
            assert client.get("/de/mein-bereich/").status_code == 200
            clock.shift(dt.timedelta(minutes=15))
        clock.shift(dt.timedelta(minutes=1))
        response = client.get("/de/mein-bereich/")
    assert response["Location"].endswith("beendet=dauer")


def test_activity_is_noted_once_a_minute(client, django_assert_num_queries):
    world.city()
    _log_in(client, world.account("volunteer"))
    client.get("/konto/abmelden/")
    writes = []
    with time_machine.travel(time.time() + 1, tick=False):
        client.get("/konto/abmelden/")
        session = client.session
        before = session["session_seen"]
        client.get("/konto/abmelden/")
        writes.append(client.session["session_seen"] == before)
    assert writes == [True]


@pytest.mark.parametrize("role", roles.Role.values)
def test_the_demo_lets_everybody_in_as_any_role(client, settings, role):
    settings.DEMO = True
    world.city()
    opened = world.account(role)
    type(opened).objects.filter(pk=opened.pk).update(email=demo.ROLE_MAILS[role])
    assert f"/demo/anmelden/{role}/" in client.get("/demo/").content.decode()
    shown = client.get(f"/demo/anmelden/{role}/")
    assert (shown.status_code, "_auth_user_id" in client.session) == (200, False)
    client.post(f"/demo/anmelden/{role}/")
    aim = client.get("/konto/weiter/")["Location"]
    assert aim == ("/buero/" if role in roles.STAFF else "/de/mein-bereich/")
    assert client.get("/de/mein-bereich/").status_code in {200, 302}


@pytest.mark.parametrize("address", ["/demo/", "/demo/anmelden/coordinator/"])
def test_without_the_demo_there_is_no_way_round(client, address, settings):
    settings.DEMO = False
    world.city()
    assert client.get(address).status_code == 404
    assert client.post(address).status_code in {404, 405}


def test_a_role_that_does_not_exist(client, settings):
    settings.DEMO = True
    world.city()
    assert client.get("/demo/anmelden/king/").status_code == 404


def test_nobody_signs_up(client):
    world.city()
    for address in ("/konto/registrieren/", "/konto/signup/", "/konto/email/"):
        assert client.get(address).status_code == 404


LOGGED_OUT = [
    "anmelden/",
    "anmelden/code/",
    "passwort/vergessen/",
    "passwort/vergessen/gesendet/",
    "gesperrt/",
    "passwort/neu/",
    "passwort/neu/1-abc/",
]
LOGGED_IN = ["abmelden/", "passwort/", "bestaetigen/", "zweiter-faktor/"]


def test_every_page_of_the_login_speaks_german(client):
    world.city()
    pages = [client.get(f"/konto/{page}") for page in LOGGED_OUT]
    _log_in(client, world.account("volunteer"))
    pages += [client.get(f"/konto/{page}") for page in LOGGED_IN]
    for page in pages:
        body = page.content.decode()
        assert page.status_code == 200, page.request["PATH_INFO"]
        assert '<html lang="de"' in body
        assert "<h1" in body
        assert "Password" not in body


def _code(secret: str) -> str:
    counter = int(time.time()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))
