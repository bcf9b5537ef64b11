"""J3: an association posts what it needs, a person brings both sides together, both say yes."""

import re

from tests.journeys.measuring import take_time

MAIL = "morgenrot@example.org"
TITLE = "Zum Jugendamt begleiten"
CONTEXT = (
    "from konfluenz.ground.models import Message;"
    "print(Message.objects.filter(template__endswith='{}').last().context['{}'])"
)


def test_an_association_finds_somebody_and_both_agree(phone, page, as_role, city, fits):
    phone.goto("/de/mitmachen/")
    phone.get_by_role("link", name="Suchen Sie Ehrenamtliche?").click()
    fits(phone)
    phone.get_by_label("Ihre E-Mail-Adresse").fill(MAIL)
    as_role(page, "coordinator")
    take_time(phone)
    phone.get_by_role("button", name="Link senden").click()
    phone.wait_for_url("**/verschickt/")
    _submit(phone, city, fits)
    _release_and_propose(page, fits)
    city.turn_the_worker()
    theirs, mine = _links(page, city)
    _agree(phone, theirs, mine, fits)
    _open_contact(phone, city, fits)
    page.goto("/buero/einsatzmoeglichkeiten/?q=Jugendamt")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_text("besetzt", exact=True).first.wait_for()
    page.get_by_role("link", name=re.compile("^Einsätze")).last.click()
    page.get_by_text("zur Probe").first.wait_for()
    assert phone.context.cookies() == []


def test_the_pages_of_the_association_are_clean_in_arabic(open_page, city, fits):
    page = open_page(viewport={"width": 320, "height": 780})
    token = _submission_token(city, "neu@example.org")
    for rest in (f"{token}/", f"{token}/?aufgabe=event", f"{token}/?aufgabe=frei", "verschickt/"):
        page.goto(f"/ar/mitmachen/eintragen/{rest}")
        fits(page)


def _submit(phone, city, fits):
    """Describe in the form whom the association is looking for."""
    phone.goto(f"/mitmachen/eintragen/{_context(city, 'submission_link', 'token')}/")
    fits(phone)
    phone.get_by_role("link", name="Zu Terminen begleiten").click()
    phone.get_by_label("Name Ihres Vereins").fill("Demo-Frauenverein Morgenrot")
    phone.get_by_label("Überschrift").fill(TITLE)
    ticked = phone.locator("[name=skills]:checked")
    while ticked.count():
        ticked.first.uncheck()
    phone.get_by_label("Unser Verein oder Träger").check()
    phone.get_by_label("Ansprechperson bei Ihnen").fill("Frau Demo")
    fits(phone)
    phone.get_by_role("button", name="Senden").click()
    phone.get_by_text("Bitte füllen Sie das aus.").wait_for()
    phone.get_by_label("Zeigen bis").fill(phone.get_by_label("Zeigen bis").get_attribute("max"))
    phone.get_by_role("button", name="Senden").click()
    phone.get_by_text("Innerhalb von 2 Werktagen").wait_for()


def _release_and_propose(page, fits):
    page.goto("/buero/einsatzmoeglichkeiten/?q=Jugendamt")
    page.get_by_role("link", name=TITLE).click()
    fits(page)
    page.get_by_role("button", name="Freigeben").click()
    page.get_by_role("link", name=re.compile("^Vorschläge")).last.click()
    page.locator(".o-pick").first.check()
    fits(page)
    page.get_by_role("button", name="Angekreuzte vorschlagen").click()
    page.wait_for_load_state()


def _links(page, city):
    """Return the links with which the association and the volunteer answer, from the outbox."""
    page.goto("/buero/postausgang/")
    rows = page.get_by_role("link", name=TITLE)
    found = {row.inner_text(): row.get_attribute("href") for row in rows.all()}
    asked = {subject: _link(page, href) for subject, href in found.items()}
    links = {subject: link for subject, link in asked.items() if link}
    theirs = links.pop(f"[Demo] Passt diese Person? {TITLE}")
    (mine,) = links.values()
    return theirs, mine


def _link(page, address):
    page.goto(address)
    match = re.search(r"/mitmachen/antwort/\S+", page.locator("main").inner_text())
    return match and match.group()


def _agree(phone, theirs, mine, fits):
    """Say yes for both sides; opening the pages, however often, says nothing."""
    for link in (mine, theirs, mine, theirs):
        phone.goto(link)
    phone.get_by_role("heading", name="Passt diese Person?").wait_for()
    fits(phone)
    phone.get_by_role("button", name="Ja, die Person passt").click()
    phone.get_by_role("heading", name="Danke für Ihre Antwort").wait_for()
    phone.goto(mine)
    fits(phone)
    phone.locator("button[value=yes]").click()
    fits(phone)
    phone.goto(theirs)
    phone.get_by_role("link", name="So erreichen Sie die Person").click()


def _open_contact(phone, city, fits):
    fits(phone)
    phone.get_by_role("button", name="Code senden").click()
    phone.get_by_label("Code aus der E-Mail").fill(_context(city, "contact_code", "code"))
    phone.get_by_role("button", name="Kontaktdaten zeigen").click()
    phone.locator("main a[href^='mailto:'], main a[href^='tel:']").first.wait_for()
    fits(phone)


def _context(city, template, name):
    """Return what only the recipient of a confidential message reads."""
    return city.konfluenz("manage", "shell", "-c", CONTEXT.format(template, name)).split()[-1]


def _submission_token(city, mail):
    code = (
        "from konfluenz.volunteering import magic;"
        f"print(magic.token(magic.Purpose.OPPORTUNITY_SUBMIT, {{'mail': '{mail}'}}))"
    )
    return city.konfluenz("manage", "shell", "-c", code).split()[-1]
