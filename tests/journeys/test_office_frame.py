"""What the office does in a real browser: shortcuts, appearance, drafts, the menu on a phone."""

import re

from playwright.sync_api import expect


def _first_person(page):
    page.goto("/buero/personen/")
    page.locator(".o-row-link").first.click()
    return re.sub(r"\?.*", "", page.url)


def test_a_slash_leads_to_the_search_and_a_question_mark_to_the_shortcuts(page, as_role, axe):
    as_role(page, "coordinator")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("koblenz?")
    expect(page.locator("#search")).to_have_value("koblenz?")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Tastenkürzel")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_chosen_appearance_is_kept_on_this_device(page, as_role):
    as_role(page, "coordinator")
    page.get_by_role("button", name="Dunkle Darstellung").click()
    page.goto("/buero/personen/")
    assert page.locator("html").get_attribute("data-kern-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "oklch(0 0 0)"
    assert page.context.cookies() == [c for c in page.context.cookies() if "theme" not in c["name"]]


def test_what_is_typed_survives_a_closed_window(page, as_role):
    as_role(page, "coordinator")
    form = _first_person(page) + "bearbeiten/"
    page.goto(form)
    page.get_by_label("Notizen").fill("Halb fertig getippt")
    expect(page.get_by_text("Entwurf gesichert um")).to_be_visible()
    page.goto("/buero/")
    page.goto(form)
    expect(page.get_by_label("Notizen")).to_have_value("Halb fertig getippt")
    page.get_by_role("button", name="Entwurf verwerfen").click()
    expect(page.get_by_label("Notizen")).not_to_have_value("Halb fertig getippt")


def test_two_people_on_one_record_lose_nothing(open_page, as_role, axe, allowed_errors):
    allowed_errors.append("409")
    mine, theirs = as_role(open_page(), "coordinator"), as_role(open_page(), "administrator")
    form = _first_person(mine) + "bearbeiten/"
    for page in (mine, theirs):
        page.goto(form)
    theirs.get_by_label("Notizen").fill("Von nebenan")
    theirs.get_by_role("button", name="Speichern").click()
    mine.get_by_label("Notizen").fill("Meine Fassung")
    mine.get_by_role("button", name="Speichern").click()
    notice = mine.get_by_role("alert")
    expect(notice).to_be_focused()
    expect(notice).to_contain_text("Von nebenan")
    expect(mine.get_by_label("Notizen")).to_have_value("Meine Fassung")
    axe(mine)
    mine.get_by_role("button", name="Meine Fassung speichern").click()
    expect(mine.get_by_text("Meine Fassung")).to_be_visible()


def test_an_error_is_read_out_and_leads_to_its_field(page, as_role, axe, allowed_errors):
    allowed_errors.append("422")
    as_role(page, "coordinator")
    page.goto("/buero/personen/neu/")
    page.get_by_role("button", name="Person anlegen").click()
    expect(page.get_by_role("alert")).to_be_focused()
    axe(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("#id_name")).to_be_focused()


def test_the_menu_opens_on_a_phone_without_scripts(open_page, as_role):
    page = open_page(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    as_role(page, "coordinator")
    expect(page.get_by_role("link", name="Personen", exact=True)).to_be_hidden()
    page.get_by_role("link", name="Menü", exact=True).click()
    page.get_by_role("link", name="Personen", exact=True).click()
    expect(page.locator("h1")).to_have_text("Personen")


def test_a_removed_language_comes_back_with_one_click(page, as_role):
    as_role(page, "coordinator")
    _first_person(page)
    before = page.locator("section[aria-labelledby=languages] li").count()
    page.locator("section[aria-labelledby=languages]").get_by_role("button").first.click()
    expect(page.locator("section[aria-labelledby=languages] li")).to_have_count(before - 1)
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.locator("section[aria-labelledby=languages] li")).to_have_count(before)
