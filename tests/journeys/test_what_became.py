"""Somebody asks what became of the goals, reads it without calling, and is told of what is new.

J11, and of J9 how an office says how its goals stand: by one mail, without an account.
"""

import re

import pytest
from tests.journeys.measuring import take_time

CONCEPT = "/de/integrationskonzept/"
GOAL = "Geflüchtete finden in der Stadt die bestmögliche Aufnahme"
REPORT = "Demo-Bericht: Stand der Integration"
READER = "demo-ratsmitglied@example.org"
NEWS = "Demo: Zwei Tandems sind dazugekommen."
CANNOT = "Demo: Dazu ist uns nichts bekannt."
SHELL = ("manage", "shell", "-c")
MAIL = """
from konfluenz.ground.models import Message
print(Message.objects.filter(template="{}").latest("pk").public_id)
"""
SUBSCRIPTION = "integrationskonzept/abonnement"
PHONE = {"width": 360, "height": 780}


@pytest.fixture
def reader(open_page):
    """Somebody with an old phone, whose browser runs no script."""
    return open_page(viewport=PHONE, java_script_enabled=False)


def test_the_concept_leads_to_all_that_became_of_it(reader, open_page, fits):
    reader.goto(CONCEPT)
    said = reader.locator("main").inner_text()
    assert "einstimmig beschlossen, 30.06.2022" in said
    goal = _goal(reader)
    assert "23.02.2024 · 31 Ordnungsamt" in goal.inner_text()
    assert goal.locator("svg").count() == 1

    reader.get_by_role("link", name="Bericht an den Rat, kurz gefasst").click()
    assert GOAL in reader.locator("main").inner_text()
    assert re.search(r"17,7\s%\s\(23\.02\.2024\)", reader.locator("main").inner_text())
    reader.go_back()
    reader.get_by_role("link", name="Alle Beschlüsse und Zusagen").click()
    reader.get_by_role("heading", level=1).wait_for()
    assert "AT/0045/2015" in reader.locator("main").inner_text()

    reader.goto(CONCEPT)
    reader.get_by_role("link", name="Ziele und Zahlen als offene Daten").click()
    with reader.expect_download() as taken:
        reader.locator("a[href='/daten/ziele.csv']").click()
    rows = taken.value.path().read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("concept,")
    assert any(GOAL in row and "2024-02-23" in row for row in rows[1:])
    for path in ("offene-daten/", "bericht/uv-0050-2024/"):
        for language in ("de", "ar"):
            seen = open_page(viewport=PHONE)
            seen.goto(f"/{language}/{path}")
            fits(seen)


def test_an_office_says_by_mail_how_a_goal_stands_and_the_reader_is_told(
    reader, open_page, page, as_role, city, fits
):
    reader.goto(CONCEPT)
    _goal(reader).get_by_role("link", name="Dieses Ziel abonnieren").click()
    reader.get_by_label("Ihre E-Mail-Adresse").fill(READER)
    take_time(reader)
    reader.get_by_role("button", name="Abonnieren").click()
    as_role(page, "coordinator")
    reader.goto(_link(page, city, "steering/mail/subscription_confirm", SUBSCRIPTION))
    reader.locator("main form button").click()

    page.goto("/buero/berichte/")
    page.get_by_role("link", name=REPORT).click()
    page.get_by_role("link", name="Datenabfragen").click()
    fits(page)
    page.get_by_role("button", name=re.compile("^Fragen")).first.click()
    page.get_by_text("Das Amt ist gefragt.").wait_for()
    link = _link(page, city, "council/mail/data_request_asked", "ratsbericht/angaben")
    office = open_page(viewport=PHONE)
    for _scanned in range(2):
        office.goto(link)
    fits(office)
    for panel in office.locator("main form section").all():
        if GOAL in panel.inner_text():
            panel.locator("select").select_option("in_progress")
            panel.locator("textarea").fill(NEWS)
        else:
            panel.locator("input").fill(CANNOT)
    office.locator("[name=name]").fill("Demo-Amtsleitung")
    office.locator("main form button").click()
    office.get_by_text(NEWS).wait_for()

    page.goto("/buero/berichte/")
    page.get_by_role("link", name=REPORT).click()
    page.get_by_role("link", name="Datenabfragen").click()
    assert f"nicht erhoben: {CANNOT}" in page.locator("main").inner_text()
    reader.goto(CONCEPT)
    assert NEWS in _goal(reader).inner_text()
    reader.goto(_link(page, city, "steering/mail/goal_stands", SUBSCRIPTION, says=NEWS))
    reader.locator("main form button").click()
    reader.get_by_role("heading", level=1).wait_for()
    page.goto("/buero/postausgang/")
    assert READER not in page.locator("main").inner_text()


def _goal(page):
    return page.locator(".p-goal", has_text=GOAL)


def _link(page, city, template, path, says=""):
    """Return the link in the last mail of its kind, as the outbox shows it once it is sent."""
    city.turn_the_worker()
    page.goto(f"/buero/postausgang/{city.konfluenz(*SHELL, MAIL.format(template)).split()[-1]}/")
    text = page.locator("main").inner_text()
    assert says in text
    return re.search(rf"/{path}/\S+", text)[0]
