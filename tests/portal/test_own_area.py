"""Mein Bereich: one's own data, in one's own language, and nobody else's."""

import pytest
from tests.portal import world

from konfluenz.people import consents, contacts, languages

pytestmark = pytest.mark.django_db


def _volunteer(client, language="de"):
    account = world.account("volunteer", language)
    client.force_login(account)
    return account.person


def test_it_shows_what_is_known_about_the_reader_alone(client):
    world.city()
    other = world.account("volunteer").person
    contacts.add(other, "phone", "0152 28817386", by=None)
    mine = _volunteer(client)
    contacts.add(mine, "mail", "mine@example.org", by=None)
    languages.put(mine, "uk", "native", by=None)
    body = client.get("/de/mein-bereich/").content.decode()
    assert "mine@example.org" in body
    assert "Ukrainisch" in body
    assert "Erstsprache" in body
    assert other.name not in body
    assert "28817386" not in body


def test_a_consent_is_withdrawn_at_once(client):
    world.city()
    mine = _volunteer(client)
    consents.give(mine, "photos", wording="2026-01", language="ar", channel="web", by=None)
    assert "Fotos und Geschichten" in client.get("/de/mein-bereich/").content.decode()
    address = "/de/mein-bereich/einwilligungen/photos/zuruecknehmen/"
    answer = client.post(address, follow=True).content.decode()
    assert "Sie haben Ihre Einwilligung zurückgenommen." in answer
    assert not consents.has(mine, "photos")
    assert client.post(address).status_code == 302
    assert client.get(address).status_code == 405


def test_withdrawing_touches_nobody_elses_consent(client):
    world.city()
    other = world.account("volunteer").person
    consents.give(other, "photos", wording="2026-01", language="de", channel="web", by=None)
    _volunteer(client)
    client.post("/de/mein-bereich/einwilligungen/photos/zuruecknehmen/")
    assert consents.has(other, "photos")


def test_strangers_log_in_first_and_staff_work_in_the_office(client):
    world.city()
    assert client.get("/de/mein-bereich/")["Location"].startswith("/konto/anmelden/?next=")
    client.force_login(world.account("coordinator"))
    assert client.get("/de/mein-bereich/")["Location"] == "/konto/weiter/"


@pytest.mark.parametrize("code", ["ar", "uk", "de-simple"])
def test_it_speaks_the_readers_language(client, code):
    world.city()
    mine = _volunteer(client, code)
    contacts.add(mine, "mail", "mine@example.org", by=None)
    consents.give(mine, "newsletter", wording="2026-01", language=code, channel="web", by=None)
    body = client.get(f"/{code}/mein-bereich/").content.decode()
    for english in ("How we reach you", "E-mail<", "Withdraw consent", "We may send"):
        assert english not in body
