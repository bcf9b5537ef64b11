"""A Monday: find a person, correct a post, see who did it, read the mail it caused."""

import re

import pytest


@pytest.fixture(params=["desk", "phone"])
def somewhere(request, open_page):
    """The same walk on a desk and on a phone."""
    sizes = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 780}}
    return open_page(viewport=sizes[request.param])


@pytest.mark.parametrize("typed", ["Häuser", "haeuser"])
def test_a_person_is_found_however_the_name_is_spelt(page, as_role, fits, typed):
    as_role(page, "coordinator")
    page.goto("/buero/personen/")
    page.get_by_role("searchbox").last.fill(typed)
    page.get_by_role("button", name="Anzeigen").click()
    page.get_by_role("link", name="Sabine Häuser").first.click()
    assert page.locator("h1").inner_text() == "Sabine Häuser"
    fits(page)


def test_a_corrected_post_shows_who_did_it_and_the_mail_it_caused(somewhere, as_role, city, fits):
    page = as_role(somewhere, "coordinator")
    title = f"Demo-Stelle Redaktion, {page.viewport_size['width']} Pixel"
    page.goto("/buero/aemter/")
    fits(page)
    page.get_by_role("link", name=re.compile("^Demo-Stelle Redaktion")).first.click()
    page.get_by_role("link", name="Korrigieren").click()
    page.get_by_label("Bezeichnung", exact=False).first.fill(title)
    fits(page)
    page.get_by_role("button", name="Speichern").click()
    assert page.locator("h1").inner_text() == title
    page.get_by_role("link", name="Verlauf").click()
    first = page.locator(".o-timeline > li").first
    assert "Kim Muster" in first.inner_text()
    assert title in first.inner_text()
    city.turn_the_worker()
    page.goto("/buero/postausgang/")
    page.get_by_role("link", name=re.compile(re.escape(title))).first.click()
    assert title in page.locator("main").inner_text()
    assert "leitstelle@" in page.locator("main").inner_text()
    fits(page)


def test_the_portal_leads_to_german_lessons_without_javascript(open_page):
    page = open_page(viewport={"width": 360, "height": 780}, java_script_enabled=False, locale="ar")
    page.goto("/")
    assert page.url.endswith("/ar/aus-zwei-papieren/")
    page.locator("header a").first.click()
    assert page.url.endswith("/ar/")
    page.locator("main a.p-tile").nth(2).click()
    assert "/ar/themen/" in page.url
    assert page.locator("html").get_attribute("dir") == "rtl"
