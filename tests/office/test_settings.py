"""The municipality's settings, from an empty city on."""

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.house.world import PIXEL
from tests.office import city

from konfluenz.directory import municipality
from konfluenz.directory.models import Municipality
from konfluenz.ground.models import StoredFile

pytestmark = pytest.mark.django_db

AT = "/buero/kommune/"
CITY = {"kind": "Stadt", "name": "Musterstadt", "land": "RP", **city.FORM}


@pytest.fixture
def browser(db):
    return city.client("administrator")


@pytest.fixture
def town(db):
    return municipality.set_up("Musterstadt", land="RP", by=None)


def _change(browser, part, **values):
    revision = Municipality.objects.get().revision
    return browser.post(f"{AT}{part}/", {"revision": revision, **city.FORM, **values})


def test_an_empty_city_is_set_up_here_and_gets_its_topics(browser):
    assert browser.get(AT, follow=True).redirect_chain == [("/buero/einrichtung/", 302)]
    assert browser.post(f"{AT}stadt/", CITY)["Location"] == AT
    assert municipality.current().name == "Musterstadt"
    assert "Sprache" in browser.get("/de/").text or "Deutsch" in browser.get("/de/").text


def test_a_colour_that_nobody_can_read_is_refused_with_one_that_would_do(browser, town):
    look = {"accent": "#ffff00", "languages": ["de"], "gender_form": "colon"}
    answer = _change(browser, "aussehen", **look)
    assert answer.status_code == 422
    assert "4,5 zu 1" in answer.text
    assert "#ffff00" in answer.text


def test_the_portal_speaks_what_is_chosen(browser, town):
    look = {"accent": "#14508c", "languages": ["de", "ar"], "gender_form": "colon"}
    assert _change(browser, "aussehen", **look).status_code == 302
    assert municipality.current().languages == ["de", "ar"]


def test_german_cannot_be_switched_off(browser, town):
    look = {"accent": "#14508c", "languages": ["ar"], "gender_form": "colon"}
    assert "Deutsch muss" in _change(browser, "aussehen", **look).text


def test_a_word_of_the_city_stands_for_the_usual_one(browser, town):
    _change(browser, "woerter", word_council="Gemeinderat")
    assert municipality.current().words == {"council": "Gemeinderat"}
    assert "Gemeinderat" in browser.get(AT).text


def test_a_logo_is_shown_to_everybody_and_replaced_without_a_trace(browser, town):
    for name in ("eins.png", "zwei.png"):
        upload = SimpleUploadedFile(name, base64.b64decode(PIXEL), "image/png")
        assert _change(browser, "logo", logo=upload)["Location"] == AT
    stored = StoredFile.objects.get()
    answer = browser.get(f"/media/{stored.key}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert f"/media/{stored.key}" in browser.get(AT).text
    browser.post(f"{AT}logo/entfernen/")
    assert not StoredFile.objects.exists()


def test_a_logo_that_is_no_picture_is_refused(browser, town):
    upload = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>", "image/png")
    answer = _change(browser, "logo", logo=upload)
    assert answer.status_code == 422
    assert not StoredFile.objects.exists()


def test_what_changed_stands_in_the_history(browser, town):
    _change(browser, "stadt", **CITY | {"phone": "0261 1290"})
    assert "0261 1290" in browser.get(f"{AT}?tab=timeline").text
