"""The wizard with a mailbox and an address book: dropped, confirmed, tried, read in, seen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.office import world

from konfluenz.directory import units
from konfluenz.enquiries.models import Enquiry, Mail
from konfluenz.ground import runs
from konfluenz.ground.models import Import
from konfluenz.people.models import Person

URL = "/buero/importe/"
BOX = (
    "From - x\nFrom: Ada Demo <ada@example.org>\nTo: kim@example.org\nSubject: Sprachkurs\n"
    "Date: Fri, 20 Nov 2026 10:00:00 +0100\nMessage-ID: <{key}@x>\n{more}\n"
    "Gibt es abends Kurse?\n\n"
)
FIRST, REPLY = BOX.format(key="a", more=""), BOX.format(key="b", more="References: <a@x>\n")
NEWS = BOX.format(key="n", more="List-Id: <news.example.org>\n")


@pytest.fixture
def browser(db):
    units.add("Leitstelle", kind="integration_office", by=None)
    return world.client()


def _drop(browser, text, kind, name):
    data = {"kind": kind, "file": SimpleUploadedFile(name, text.encode())}
    return browser.post(f"{URL}neu/", data)


def _read_in(browser, text):
    _drop(browser, text, "mailbox", "eingang.mbox")
    taken = Import.objects.latest("pk")
    chosen = {"option_settled": "never", "option_reach": "never", "revision": taken.revision}
    browser.post(f"{URL}{taken.public_id}/spalten/", chosen)
    runs.step()
    browser.post(f"{URL}{taken.public_id}/einlesen/")
    runs.step()
    return f"{URL}{taken.public_id}/"


def test_a_mailbox_goes_all_the_way_and_back(browser):
    page = browser.get(_drop(browser, FIRST + REPLY + NEWS, "mailbox", "eingang.mbox")["Location"])
    text = page.text
    assert ("3 Nachrichten" in text, "Als erledigt kommt herein" in text) == (True, True)
    assert ("Anders lesen" in text, "Übernommen als" in text) == (False, False)
    taken = Import.objects.get()
    one = f"{URL}{taken.public_id}/"
    chosen = {"option_settled": "0", "option_reach": "never", "revision": taken.revision}
    assert browser.post(f"{one}spalten/", chosen).status_code == 302
    runs.step()
    trial = browser.get(one).text
    assert ("Kommt als erledigt herein" in trial, "ein Newsletter" in trial) == (True, True)
    assert Enquiry.objects.count() == 0
    browser.post(f"{one}einlesen/")
    runs.step()
    done = browser.get(one).text
    assert ("2 neu" in done, "1 abgelehnt" in done) == (True, True)
    assert [(e.subject, e.state) for e in Enquiry.objects.all()] == [("Sprachkurs", "done")]
    browser.post(f"{one}zuruecknehmen/")
    runs.step()
    assert "2 zurückgenommen" in browser.get(one).text
    assert (Enquiry.objects.count(), Mail.objects.count()) == (0, 0)


def test_the_thread_shows_mails_and_hands_them_out_as_they_came(browser):
    _read_in(browser, FIRST + REPLY)
    enquiry = Enquiry.objects.get()
    page = f"/buero/anliegen/{enquiry.public_id}/"
    assert browser.get(page).text.count("E-Mail, wie sie kam") == 2
    raw = browser.get(f"{page}mail/2/")
    assert raw.content.startswith(b"From: Ada Demo <ada@example.org>")
    assert (raw["Content-Type"], raw["Content-Disposition"]) == (
        "application/octet-stream",
        'attachment; filename="anliegen-2.eml"',
    )
    Mail.objects.update(raw="")
    assert browser.get(f"{page}mail/2/").status_code == 404
    gone = browser.get(page).text
    assert ("wie sie kam" in gone, "per E-Mail" in gone) == (False, True)


def test_an_address_book_shows_its_columns_and_asks_only_for_the_letters(browser):
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Demo\nTEL:0261 1234\nTITLE:Lehrerin\nEND:VCARD\n"
    page = browser.get(_drop(browser, card, "persons", "buch.vcf")["Location"]).text
    words = ("Ada Demo", "Funktion", "Zeichenkodierung", "Trennzeichen")
    assert [word in page for word in words] == [True, True, True, False]
    taken = Import.objects.get()
    assert taken.mapping == {"0": "name", "1": "phone"}
    columns = {"column_0": "name", "column_1": "phone", "column_2": "notes", "revision": 0}
    browser.post(f"{URL}{taken.public_id}/spalten/", columns)
    runs.step()
    browser.post(f"{URL}{taken.public_id}/einlesen/")
    runs.step()
    assert Person.objects.get(name="Ada Demo").notes == "Lehrerin"


def test_what_is_dropped_in_the_wrong_place_is_told(browser):
    page = _drop(browser, FIRST, "volunteers", "eingang.mbox")
    assert (page.status_code, "Das ist ein Postfach" in page.text) == (422, True)
    page = _drop(browser, "Name\nAda\n", "mailbox", "liste.csv")
    assert (page.status_code, "Das ist kein Postfach" in page.text) == (422, True)


def test_rows_and_thread_cost_the_same_for_one_mail_and_three(browser):
    one = _read_in(browser, FIRST + REPLY)
    pages = [one, f"/buero/anliegen/{Enquiry.objects.get().public_id}/"]
    few = [world.queries(browser, page) for page in pages]
    more = "".join(BOX.format(key=f"m{n}", more="References: <a@x>\n") for n in range(2))
    again = _read_in(browser, more + BOX.format(key="c", more=""))
    assert [world.queries(browser, page) for page in (again, pages[1])] == few
    assert max(few) <= world.MOST_QUERIES
