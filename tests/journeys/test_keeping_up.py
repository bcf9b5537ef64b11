"""An editor changes a sentence; who reads another language is told so until it is translated.

And an owner who is asked by mail whether a page still holds says so with one button.
"""

import re

from django.utils import timezone

TITLE = "Sachen spenden"
ADDRESS = "/ratgeber/sachen-spenden/"
NEW = "Rufen Sie vorher an."
NOUVEAU = "Appelez d’abord."
DUE, DUE_ADDRESS = "Arbeit suchen", "/de/ratgeber/arbeit-suchen/"
MORNING = """
from konfluenz.directory import review_rounds
review_rounds.ask_due()
"""
"""What the worker does at a quarter to eight."""
TAKEN_OVER = """said => [...document.querySelectorAll("input[type=hidden]")].some(
    field => field.value.includes(said))"""
"""The editor hands its text to the form a quarter of a second after the last key."""
PHONE = {"width": 360, "height": 780}
OUTDATED = "La page allemande a changé depuis"


def test_a_changed_sentence_is_public_and_a_task_for_translators_until_done(
    open_page, page, as_role, fits
):
    reader = open_page(java_script_enabled=False, locale="fr")
    reader.goto(f"/fr{ADDRESS}")
    assert OUTDATED not in reader.locator("main").inner_text()

    as_role(page, "editor")
    page.get_by_role("link", name="Internetauftritt").click()
    page.get_by_role("link", name="Seiten", exact=True).click()
    page.get_by_role("link", name=TITLE, exact=True).click()
    page.locator("[contenteditable=true]").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {NEW}")
    page.wait_for_function(TAKEN_OVER, arg=NEW)
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()
    page.locator(".messages .success").wait_for()
    reader.goto(f"/de{ADDRESS}")
    assert NEW in reader.locator("main").inner_text()
    reader.goto(f"/fr{ADDRESS}")
    assert OUTDATED in reader.locator("main").inner_text()
    assert NEW not in reader.locator("main").inner_text()

    page.goto("/buero/uebersetzungen/")
    page.get_by_role("link", name=re.compile("veraltet")).first.wait_for()
    page.goto("/buero/uebersetzungen/liste/?kind=seiten&locale=fr&state=outdated")
    page.get_by_role("link", name=TITLE, exact=True).click()
    fits(page)
    changed = page.locator(".o-translating", has=page.locator("ins"))
    assert changed.count() == 1
    assert NEW in changed.locator("ins").inner_text()
    box = changed.locator("textarea")
    box.fill(f"{box.input_value()} {NOUVEAU}")
    changed.get_by_role("checkbox").check()
    page.get_by_role("button", name="Speichern").click()
    assert page.locator("ins").count() == 0
    reader.reload()
    told = reader.locator("main").inner_text()
    assert NOUVEAU in told
    assert OUTDATED not in told


def test_an_owner_says_by_mail_that_a_page_still_holds(open_page, page, as_role, city, fits):
    city.konfluenz("manage", "shell", "-c", MORNING)
    city.turn_the_worker()
    as_role(page, "coordinator")
    before = _due(page)
    page.goto("/buero/postausgang/")
    page.get_by_role("link", name=f"Stimmt das noch? {DUE}").first.click()
    link = re.search(r"/stimmt-noch/\S+", page.locator("main").inner_text())[0]
    reader, owner = open_page(), open_page(viewport=PHONE, java_script_enabled=False)
    reader.goto(DUE_ADDRESS)
    today = f"Zuletzt geprüft am {timezone.localdate():%d.%m.%Y}"
    assert today not in reader.locator("main").inner_text()
    for _ in range(2):
        owner.goto(link)
    assert _due(page) == before

    owner.get_by_role("button", name="Stimmt noch").click()
    owner.get_by_role("heading", name="Danke").wait_for()
    reader.reload()
    assert today in reader.locator("main").inner_text()
    assert _due(page) == before - 1
    seen = open_page(viewport=PHONE)
    seen.goto(link)
    fits(seen)


def _due(page):
    page.goto("/buero/internetauftritt/")
    return int(page.get_by_role("status").inner_text().split()[0])
