"""J1 in part: on a phone, in Arabic, without scripts: what is open now and where one speaks it."""

import re

PHONE = {"width": 360, "height": 780}


def test_from_the_start_to_a_language_service_and_what_is_open_now(open_page, fits):
    phone = open_page(viewport=PHONE, java_script_enabled=False, locale="ar")
    phone.goto("/ar/")
    phone.locator("main a[href='/ar/angebote/']").click()
    everything = _count(phone)
    phone.locator(".p-filters > summary").click()
    phone.locator("#thema").select_option("deutsch-lernen")
    phone.locator("#sprache").select_option("ar")
    phone.locator(".p-filters button[type=submit]").click()
    assert 0 < _count(phone) < everything
    assert phone.locator("#sprache").input_value() == "ar"
    phone.locator("#jetzt").check()
    phone.locator(".p-filters button[type=submit]").click()
    shown = phone.locator("main article")
    assert phone.locator(".p-now--open, .p-now--appointment").count() == shown.count()
    phone.locator("#jetzt").uncheck()
    phone.locator(".p-filters button[type=submit]").click()
    name = shown.first.locator("a").first.inner_text()
    shown.first.locator("a").first.click()
    assert phone.locator("h1").inner_text() == name
    assert phone.locator(".p-hours tr").count() == 7
    assert "العربية" in phone.locator("main").inner_text()
    seen = open_page(viewport=PHONE)
    for url in ("/ar/angebote/", "/ar/karte/", phone.url):
        seen.goto(url)
        fits(seen)
    assert phone.context.cookies() == []


def _count(phone):
    return int(re.search(r"\d+", phone.get_by_role("status").inner_text())[0])
