"""J2: somebody reads a poster, offers help on a phone without scripts, and stands in Heute."""

import re

import pytest
from tests.journeys.measuring import take_time, too_wide

READING = "Lesepatin oder Lesepate in Lützel"
UUID = r"[0-9a-f]{8}-[0-9a-f-]{27}"
TOKEN = (
    "from konfluenz.ground.models import Message;"
    "print(Message.objects.filter(template__endswith='offer_confirm').last().context['token'])"
)


def test_from_the_poster_to_todays_list(open_page, page, as_role, city, fits):
    phone = open_page(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    phone.goto("/de/")
    phone.get_by_role("link", name="Wo Hilfe gesucht wird").click()
    phone.get_by_text("Passendes suchen").click()
    phone.get_by_label("Sprache, die hilft").select_option("ar")
    phone.get_by_label("Wann", exact=True).select_option("abend")
    phone.locator("main").get_by_role("button", name="Suchen").click()
    phone.get_by_role("link", name=READING).click()
    phone.get_by_role("link", name="Hier möchte ich helfen").click()
    _walk(phone)
    phone.get_by_label("Ihr Name").fill("Robin Beispiel")
    phone.get_by_label("E-Mail").fill("robin@example.org")
    as_role(page, "coordinator")
    take_time(phone)
    phone.get_by_role("button", name="Senden").click()
    _choose(phone)
    answered = phone.url
    _confirm(phone, page, city)
    seen = open_page(viewport={"width": 360, "height": 780})
    for url in (answered, phone.url):
        seen.goto(url)
        fits(seen)
    page.goto("/buero/")
    page.get_by_role("link", name=re.compile("Robin Beispiel")).click()
    assert page.locator("h1").inner_text() == "Robin Beispiel"
    assert f"möchte hier helfen: {READING}" in page.locator("main").inner_text()
    assert phone.context.cookies() == []


def _walk(phone):
    """Answer four steps; look back once, and nothing is lost."""
    phone.get_by_label("regelmäßig").check()
    phone.get_by_label("Dienstag abends").check()
    _next(phone)
    phone.get_by_label("Kinder und Schule").check()
    _next(phone)
    phone.get_by_label("Vorlesen").check()
    phone.get_by_label("Wie gut sprechen Sie Deutsch?").select_option("native")
    phone.get_by_label("Eine weitere Sprache, die Sie sprechen").first.select_option("ar")
    phone.get_by_role("button", name="Zurück").click()
    assert phone.get_by_label("Kinder und Schule").is_checked()
    _next(phone)
    assert phone.get_by_label("Vorlesen").is_checked()
    _next(phone)
    phone.get_by_label("Wo wohnen Sie?").select_option("Lützel")
    _next(phone)


def _next(phone):
    assert not too_wide(phone), phone.url
    phone.get_by_role("button", name="Weiter").click()


def _choose(phone):
    """Read the answer that comes at once, and say what would be best."""
    fits = phone.locator("li.p-fit").filter(has_text=READING)
    for words in ("Die Zeit passt", "Ihre Sprache hilft", "In Ihrer Nähe", "Führungszeugnis"):
        assert words in fits.inner_text()
    assert fits.get_by_role("checkbox").is_checked()
    assert re.search(r"spätestens am: \d\d\.\d\d\.\d{4}", phone.locator("main").inner_text())
    assert not too_wide(phone)
    phone.get_by_role("button", name="Mitteilen").click()
    assert phone.get_by_text("Wir haben notiert, was Ihnen am besten gefällt.").is_visible()


def _confirm(phone, page, city):
    """Open the link of the mail, as its scanner did before: only the button confirms."""
    city.turn_the_worker()
    token = city.konfluenz("manage", "shell", "-c", TOKEN).split()[-1]
    for _ in range(2):
        phone.goto(f"/mitmachen/bestaetigen/{token}/")
    page.goto("/buero/")
    assert "Robin Beispiel" not in page.locator("main").inner_text()
    phone.get_by_role("button", name="Ja, ich möchte helfen").click()
    assert phone.get_by_text("Ihr Angebot ist bestätigt.").is_visible()


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("de", 1280, "light"), ("de", 360, "dark"), ("ar", 320, "light")],
)
def test_every_page_fits_and_is_accessible(open_page, fits, language, width, scheme):
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for rest in ("?zeit=abend", "?ansicht=karte", "helfen/danke/", "helfen/"):
        assert page.goto(f"/{language}/mitmachen/{rest}").ok
        fits(page)
    for _step in range(4):
        page.locator("main form button").first.click()
        fits(page)
    page.goto(f"/{language}/mitmachen/")
    page.locator(".p-offer__link").first.click()
    fits(page)


def test_an_old_link_leads_to_what_is_like_it(open_page, as_role, fits, allowed_errors):
    allowed_errors.append("410")
    office = as_role(open_page(), "coordinator")
    office.goto("/buero/einsatzmoeglichkeiten/?state=closed")
    links = office.locator("main a[href*='/buero/einsatzmoeglichkeiten/']").all()
    found = (re.search(UUID, each.get_attribute("href")) for each in links)
    phone = open_page(viewport={"width": 360, "height": 780})
    phone.goto(f"/mitmachen/{next(filter(None, found))[0]}/")
    assert phone.get_by_text("Hier wird nicht mehr gesucht.").is_visible()
    fits(phone)
