"""The first hour of a city: set up, read a list in, see what it tells, begin, take all out."""

import io
import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from openpyxl import Workbook, load_workbook
from testbed_city import served

ROWS = (
    ("Ehrenamtliche der Stadt", None, None),
    ("Name", "E-Mail", "Telefon"),
    ("Ada Demo", "ada@example.org", "0261 1000001"),
    ("Demo, Ada", None, "0261 1000002"),
    ("Bea Beispiel", "bea@example.org", None),
)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """A city that nobody has set up."""
    with served(tmp_path_factory.mktemp("empty"), empty=True) as city:
        yield city


@pytest.fixture
def administrator(city, page):
    """The first account, logged in with both factors."""
    said = city.konfluenz("administrator", "amt@stadt.example", "Ada", "Amt")
    password = re.search(r"password (\S+)", said)[1]
    page.goto("/einrichtung/")
    page.fill("[name=login]", "amt@stadt.example")
    page.fill("[name=password]", password)
    _send(page)
    if page.locator("[name=password]").count():
        page.fill("[name=password]", password)
        _send(page)
    counter = int(time.time()) // 30
    secret = page.locator(".p-key").text_content()
    page.fill("[name=code]", totp.format_hotp_value(totp.hotp_value(secret, counter)))
    _send(page)
    return page


def _send(page):
    with page.expect_navigation():
        page.locator("main form button.kern-btn--primary").first.click()


def _press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def _list(folder):
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(folder / "liste.xlsx")
    return folder / "liste.xlsx"


def test_an_empty_city_is_at_work_within_the_hour(administrator, city, fits, tmp_path):
    page = administrator
    page.goto("/buero/")
    assert page.url.endswith("/buero/einrichtung/")
    fits(page)
    page.get_by_role("link", name="Hier weitermachen").click()
    page.fill("[name=name]", "Musterstadt")
    page.select_option("[name=land]", "RP")
    fits(page)
    _press(page, "Speichern und weiter")
    assert page.locator(".k-trial").inner_text().startswith("Probebetrieb")
    page.fill("[name=districts]", "Altstadt; 11; 50,3597; 7,5979\nLützel")
    _press(page, "Stadtteile eintragen")
    fits(page)
    page.get_by_role("link", name="Weiter zum nächsten Schritt").click()
    fits(page)
    _read_in(page, city, _list(tmp_path))
    page.goto("/einrichtung/")
    assert "3 Ehrenamtliche" in page.locator("main").inner_text()
    _press(page, "Erste Ergebnisse zeigen")
    city.turn_the_worker()
    page.goto(page.url)
    page.get_by_role("link", name="1 mögliche Dublette").click()
    assert page.get_by_role("link", name="Ada Demo").count() >= 1
    fits(page)
    page.goto("/buero/einrichtung/postfach/")
    _press(page, "Probe-E-Mail an mich senden")
    city.turn_the_worker()
    page.goto(page.url)
    assert "Zurückgehalten" in page.locator("main").inner_text()
    page.goto("/buero/einrichtung/texte/")
    assert "Stadt Musterstadt" in page.locator("[name=imprint]").input_value()
    _press(page, "Speichern und weiter")
    fits(page)
    _press(page, "Probebetrieb beenden")
    assert page.locator(".k-trial").count() == 0
    fits(page)
    page.get_by_role("link", name="Alles herausholen").click()
    fits(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Alles herausholen").click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    names = [row[2] for row in book["Person"].iter_rows(values_only=True)]
    assert {"Ada Demo", "Bea Beispiel"} <= set(names)


def _read_in(page, city, file):
    """Drop the list, take the columns as they were guessed, try all rows, read them in."""
    page.get_by_role("link", name="Liste einlesen").click()
    page.wait_for_url("**/buero/importe/**")
    page.goto("/buero/importe/neu/?kind=volunteers")
    page.set_input_files("[name=file]", file)
    _send(page)
    page.wait_for_url("**/spalten/")
    _send(page)
    city.turn_the_worker()
    page.goto(page.url)
    _send(page)
    city.turn_the_worker()
    page.goto(page.url)
