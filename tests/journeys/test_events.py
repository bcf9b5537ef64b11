"""Somebody with a small phone looks in Persian for something to go to (D-25)."""

import re

LIST = "/fa/veranstaltungen/"


def test_from_the_list_to_the_own_calendar_in_persian(open_page, fits):
    phone = open_page(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    phone.goto(LIST)
    assert phone.locator("html").get_attribute("dir") == "rtl"
    phone.locator("details.p-filters summary").click()
    phone.locator("#betreuung").check()
    phone.locator(".p-filters__form button").click()
    assert "betreuung=ja" in phone.url
    first = phone.locator(".p-offer__link").first
    title = first.inner_text()
    first.click()
    assert phone.locator("h1").inner_text() == title
    hours = phone.locator("dd bdi[dir=ltr]").first
    assert re.fullmatch(r"\d\d:\d\d–\d\d:\d\d", hours.inner_text())
    calendar = phone.locator("a[href$='kalender.ics']")
    answer = phone.request.get(calendar.get_attribute("href"))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.text().startswith("BEGIN:VCALENDAR")
    seen = open_page(viewport={"width": 360, "height": 780})
    for address in (LIST, f"{LIST}?ansicht=monat", phone.url):
        seen.goto(address)
        fits(seen)
