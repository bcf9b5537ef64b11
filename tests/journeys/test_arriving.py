"""J1: a newcomer on a phone, without scripts, finds out where to learn German in three taps."""

import pytest

PHONE = {"width": 360, "height": 780}
LEARN = "/themen/deutsch-lernen/"
ANSWER = "/ratgeber/deutsch-lernen/"
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
