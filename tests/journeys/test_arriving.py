"""J1: a newcomer on a phone, without scripts, finds out where to learn German in three taps."""

import pytest

PHONE = {"width": 360, "height": 780}
LEARN = "/themen/deutsch-lernen/"
ANSWER = "/ratgeber/deutsch-lernen/"
HOUSE = "Welche Regeln gelten im Haus?"
TITLES = {
    "de": "Wo kann ich Deutsch lernen?",
    "de-simple": "Wo kann ich Deutsch lernen?",
    "en": "Where can I learn German?",
    "ar": "أين يمكنني تعلّم الألمانية؟",
}


@pytest.fixture(scope="module")
def languages():
    return ["de", "de-simple", "en", "uk", "ar", "fa", "tr", "ru", "fr"]


def test_where_can_i_learn_german_in_three_taps_in_every_language(open_page, languages, fits):
    phone = open_page(viewport=PHONE, java_script_enabled=False)
    seen = {}
    for language in languages:
        phone.goto(f"/{language}/")
        phone.locator(f'a[href="/{language}{LEARN}"]').click()
        phone.locator(f'main a[href="/{language}{ANSWER}"]').first.click()
        heading = phone.locator("h1")
        seen[language] = heading.inner_text()
        assert heading.get_attribute("lang") is None, language
        assert phone.locator("main article > *").count() > 8, language
    assert len(set(seen.values())) >= 8
    assert {language: seen[language] for language in TITLES} == TITLES
    assert phone.context.cookies() == []


def test_the_pages_fit_a_phone_and_are_accessible(open_page, axe, fits):
    for language, width in (("de", 1280), ("ar", 320)):
        page = open_page(viewport={"width": width, "height": 800})
        for path in (ANSWER, "/ratgeber/", "/fragen-und-antworten/", "/lebenslage/arrived/"):
            page.goto(f"/{language}{path}")
            fits(page)
            axe(page)


def test_an_editor_changes_a_page_and_readers_see_it(page, as_role, open_page):
    as_role(page, "editor")
    page.goto("/buero/angebote/")
    page.get_by_role("link", name="Seiten", exact=True).click()
    page.get_by_role("link", name=HOUSE, exact=True).first.click()
    page.get_by_label("In ein oder zwei Sätzen").fill("Was im Mietshaus gilt, kurz gesagt.")
    page.locator("footer [data-w-dropdown-target='toggle']").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    page.get_by_text("wurde veröffentlicht").wait_for()
    reader = open_page()
    reader.goto("/de/ratgeber/regeln-im-haus/")
    assert "Was im Mietshaus gilt, kurz gesagt." in reader.locator("main").inner_text()
    reader.goto("/fr/ratgeber/regeln-im-haus/")
    assert "La page allemande a changé depuis." in reader.locator("main").inner_text()
