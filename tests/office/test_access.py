"""Who gets in, and what the others are told."""

import pytest
from django.test import Client
from tests.office import world

pytestmark = pytest.mark.django_db


def test_a_stranger_is_led_to_the_login():
    answer = Client().get("/buero/personen/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/konto/anmelden/?next=%2Fbuero%2Fpersonen%2F")


def test_without_the_right_the_page_says_who_can_give_it():
    answer = world.client("editor").get("/buero/personen/")
    assert answer.status_code == 403
    assert "Diese Seite ist für Sie nicht freigegeben" in world.text(answer)
    assert "Die Administration Ihrer Kommune kann es Ihnen geben." in world.text(answer)


def test_who_works_elsewhere_has_no_office():
    assert world.client("volunteer").get("/buero/").status_code == 403


def test_what_is_not_there_says_so_in_german():
    answer = world.client().get("/buero/personen/00000000-0000-4000-8000-000000000000/")
    assert answer.status_code == 404
    assert "Hier ist nichts" in world.text(answer)


def test_a_colleague_may_read_but_not_change():
    one = world.crowd(1)[0]
    browser = world.client("social_worker")
    page = browser.get(f"/buero/personen/{one.public_id}/")
    assert page.status_code == 200
    assert "Korrigieren" not in world.text(page)
    assert browser.get(f"/buero/personen/{one.public_id}/bearbeiten/").status_code == 403


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        ("administrator", ["Heute", "Personen", "Postausgang", "Protokoll", "Kommune"], []),
        ("coordinator", ["Heute", "Personen", "Postausgang"], ["Kommune"]),
        ("editor", ["Heute", "Aufgaben"], ["Personen", "Postausgang", "Kommune"]),
    ],
)
def test_the_menu_shows_what_the_role_may_use(role, shown, hidden):
    page = world.client(role).get("/buero/", follow=True).content.decode()
    menu = page.split('id="menue"')[1].split("</nav>")[0]
    assert [word for word in shown if f">{word}</a>" not in menu] == []
    assert [word for word in hidden if f">{word}</a>" in menu] == []


def test_every_page_says_that_the_demo_is_invented(settings):
    browser = world.client()
    assert "Demo, erfundene Personen" in world.text(browser.get("/buero/"))
