"""A question from a phone, in Arabic and without JavaScript, becomes an answer by mail."""

from tests.journeys.measuring import take_time


def test_a_question_on_a_phone_is_answered_from_today(open_page, page, as_role, city, fits):
    phone = open_page(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    phone.goto("/ar/")
    phone.locator("main a[href='/ar/fragen/']").click()
    phone.locator("textarea").fill("هل توجد دورات مسائية؟")
    phone.locator("select").select_option("language_courses")
    phone.locator("[name=reply_to]").fill("frage@example.org")
    as_role(page, "coordinator")
    take_time(phone)
    page.goto("/buero/anliegen/?state=open&way=form")
    fits(page)
    phone.locator("form.k-form button").click()
    phone.wait_for_url("**/ar/fragen/danke/")
    assert phone.context.cookies() == []

    page.reload()
    page.get_by_role("link", name="Frage: Deutsch lernen").first.click()
    page.get_by_role("button", name="Übernehmen").click()
    fits(page)
    page.get_by_role("link", name="Beantworten").click()
    page.get_by_label("Ihre Antwort").fill("نعم، مساء الثلاثاء.")
    fits(page)
    page.get_by_role("button", name="Beantworten").click()
    assert page.get_by_text("wartet auf Rückmeldung").first.is_visible()
    city.turn_the_worker()
    page.get_by_role("link", name="per E-Mail").click()
    assert "نعم، مساء الثلاثاء." in page.locator("main").inner_text()


def test_the_pages_of_the_public_are_clean_at_every_width(open_page, fits):
    for width in (1280, 320):
        page = open_page(viewport={"width": width, "height": 780})
        for address in ("/ar/fragen/", "/de/fragen/danke/"):
            page.goto(address)
            fits(page)
