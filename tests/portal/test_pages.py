"""Every public page in every language: its own words, no cookie, nobody else asked, few queries."""

import re

import pytest
from django.test import Client
from django.utils.translation import gettext, override
from tests.portal import world

from konfluenz.directory import municipality, topics

pytestmark = pytest.mark.django_db

PAGES = [
    "",
    "themen/deutsch-lernen/",
    "themen/unterbringung/",
    "barrierefreiheit/",
    "impressum/",
    "datenschutz/",
    "fragen/",
    "fragen/danke/",
    "mitmachen/",
    "mitmachen/helfen/",
    "mitmachen/helfen/danke/",
    "rueckmeldung/",
    "rueckmeldung/danke/",
]
RIGHT_TO_LEFT = {"ar", "fa"}


@pytest.mark.parametrize("code", world.CODES)
def test_every_page_speaks_its_language_and_no_other(client, code):
    world.city()
    texts = world.english()
    for page in PAGES:
        response = client.get(f"/{code}/{page}")
        body = response.content.decode()
        assert response.status_code == 200, page
        direction = "rtl" if code in RIGHT_TO_LEFT else "ltr"
        assert f'<html lang="{code}" dir="{direction}">' in body
        assert response["Content-Language"] == code
        left = [text for text in texts if text in body]
        assert code == "en" or left == [], (page, left)
        with override(code):
            assert gettext("Accessibility") in body


@pytest.mark.parametrize("page", PAGES)
def test_a_public_page_sets_no_cookie_and_varies_by_nothing_but_its_packing(client, page):
    world.city()
    response = client.get(f"/de/{page}")
    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("page", PAGES)
def test_a_public_page_asks_nobody_else_for_anything(client, page):
    world.city()
    body = client.get(f"/uk/{page}").content.decode()
    loaded = re.findall(r'<(?:link rel="(?:stylesheet|icon)"|img|script)[^>]*', body)
    assert loaded
    assert all("//" not in tag for tag in loaded)
    assert re.findall(r"<script(?! src=)", body) == []
    assert " style=" not in body


def test_the_queries_of_a_page_do_not_grow_with_the_topics(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    world.city()
    addresses = ["/ar/", "/ar/themen/unterbringung/", "/ar/datenschutz/", "/ar/rueckmeldung/"]
    counts = {}
    client.get("/ar/")
    for address in addresses:
        with django_assert_max_num_queries(10) as captured:
            client.get(address)
        counts[address] = len(captured)
    for number in range(30):
        topics.add(f"Thema {number}", by=None, names={"ar": f"موضوع {number}"})
    for address in addresses:
        with django_assert_num_queries(counts[address]):
            client.get(address)


def test_only_the_root_guesses_the_language(client):
    world.city()
    for header, code in {
        "uk-UA,uk;q=0.9,de;q=0.5": "uk",
        "ar": "ar",
        "prs,en;q=0.5": "fa",
        "ja": "de",
        "": "de",
    }.items():
        response = client.get("/", headers={"accept-language": header})
        assert (response.status_code, response["Location"]) == (302, f"/{code}/")
        assert "Accept-Language" in response["Vary"]
    page = client.get("/tr/", headers={"accept-language": "ru"})
    assert 'lang="tr"' in page.content.decode()


def test_a_language_that_is_off_leads_to_the_german_page(client):
    world.city(languages=["de", "en"])
    response = client.get("/ar/themen/deutsch-lernen/")
    assert response["Location"] == "/de/themen/deutsch-lernen/"
    body = client.get("/de/").content.decode()
    assert "العربية" not in body
    assert client.get("/", headers={"accept-language": "ar"})["Location"] == "/de/"


def test_the_switch_leads_to_the_same_page_under_each_languages_own_name(client):
    world.city()
    body = client.get("/de/themen/deutsch-lernen/").content.decode()
    for code, name in {"ar": "العربية", "de-simple": "Einfache Sprache", "fr": "Français"}.items():
        link = re.search(
            rf'<a class="p-tongues__link" href="([^"]+)" lang="{code}"[^>]*>([^<]+)', body
        )
        assert link is not None
        assert link.groups() == (f"/{code}/themen/deutsch-lernen/", name)


def test_a_topic_says_who_answers_and_who_decides_elsewhere(client):
    world.city()
    body = client.get("/de/themen/deutsch-lernen/").content.decode()
    assert "Leitstelle" in body
    assert "leitstelle@example.org" in body
    referred = client.get("/ar/themen/unterbringung/").content.decode()
    assert 'lang="de" dir="ltr">Dorthin.' in referred
    assert "Sozialamt" in referred
    assert client.get("/de/themen/language_courses/").status_code == 200
    assert client.get("/de/themen/gibt-es-nicht/").status_code == 404


def test_a_name_nobody_translated_says_that_it_is_german(client):
    world.city()
    topics.add("Fußball", by=None)
    body = client.get("/ar/").content.decode()
    assert 'lang="de" dir="ltr">Fußball' in body
    assert client.get("/ar/themen/fussball/").status_code == 200


def test_translations_say_that_nobody_checked_them(client):
    world.city()
    for code in world.CODES:
        noted = "p-foot__note" in client.get(f"/{code}/impressum/").content.decode()
        assert noted == (code != "de")


def test_before_the_set_up_the_portal_answers_all_the_same(client):
    assert client.get("/de/").status_code == 200
    assert client.get("/de/impressum/").status_code == 200


def test_a_missing_page_speaks_the_language_of_its_address(client):
    world.city()
    response = client.get("/tr/yok/")
    assert response.status_code == 404
    assert "Böyle bir sayfa yok" in response.content.decode()


def test_pages_travel_compressed_and_light():
    world.city()
    response = Client(headers={"accept-encoding": "gzip"}).get("/ar/")
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 6000


def test_what_machines_ask(client, settings):
    world.city()
    assert client.get("/healthz").content == b"ok\n"
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["database"], ready.json()["worker"]) == (
        503,
        True,
        False,
    )
    assert "Disallow: /buero/" in client.get("/robots.txt").content.decode()
    contact = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:stadt@example.org" in contact
    settings.DEMO = True
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
    assert municipality.current().name == "Musterstadt"


def test_headers_keep_the_page_to_itself(client):
    world.city()
    response = client.get("/de/")
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
