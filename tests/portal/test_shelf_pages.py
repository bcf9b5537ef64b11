"""The pages of papers, concept and figures in every language: own words, no cookie, light."""

import gzip
import re

import pytest
from django.test import Client
from django.utils.translation import gettext, override
from tests.portal import shelf, world

from konfluenz.council import papers, results
from konfluenz.council.models import ConsultationResult

pytestmark = pytest.mark.django_db

PAGES = [
    "papiere/",
    "papiere/uv-0050-2024/",
    "papiere/uv-0050-2024/spiegel/",
    "papiere/uv-0050-2024/spiegel/1/",
    "papiere/uv-0050-2024/spiegel/4/",
    "integrationskonzept/",
    "integrationskonzept/2007/",
    "zahlen/",
    "aus-zwei-papieren/",
]
BUDGET = 12_000
"""Bytes of HTML, packed: with sheets and fonts (43 kB) a first page stays within 60 kB."""


@pytest.mark.parametrize("code", world.CODES)
def test_every_page_speaks_its_language_and_no_other(code):
    made = shelf.build()
    results.enter(made.station, "noted", by=None)
    texts = world.english()
    for page in PAGES:
        body = shelf.body(f"/{code}/{page}")
        left = [text for text in texts if text in body]
        assert code == "en" or left == [], (page, left)
        with override(code):
            assert gettext("Council papers") in body


@pytest.mark.parametrize("page", PAGES)
def test_no_cookie_nobody_else_asked_no_script_no_style(page):
    shelf.build()
    response = Client().get(f"/uk/{page}")
    body = response.content.decode()
    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"
    loaded = re.findall(r'<(?:link rel="(?:stylesheet|icon)"|img|script)[^>]*', body)
    assert loaded
    assert all("//" not in tag for tag in loaded)
    assert re.findall(r"<script(?![^>]* src=)(?![^>]*ld\+json)[^>]*>", body) == []
    assert " style=" not in body


@pytest.mark.parametrize("page", PAGES)
def test_names_of_places_on_a_page_are_there_once(page):
    shelf.build()
    ids = re.findall(r'\sid="([^"]+)"', shelf.body(f"/de/{page}"))
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("page", PAGES)
def test_every_address_on_a_page_leads_somewhere(page):
    shelf.build()
    inner = set(re.findall(r'href="(/de/[^"]*)"', shelf.body(f"/de/{page}")))
    for address in sorted(inner - {"/de/mein-bereich/"}):
        target, _, place = address.partition("#")
        found = Client().get(target)
        assert found.status_code == 200, address
        assert not place or f'id="{place}"' in found.content.decode(), address


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_light(page):
    shelf.build()
    packed = Client(headers={"accept-encoding": "gzip"}).get(f"/ar/{page}")
    assert packed["Content-Encoding"] == "gzip"
    assert len(gzip.compress(gzip.decompress(packed.content))) < BUDGET


def test_a_result_that_is_corrected_shows_at_once():
    made = shelf.build()
    results.enter(made.station, "noted", by=None)
    results.correct(
        made.station, {"outcome": "adopted", "vote": "unanimous"}, reason="Protokoll", by=None
    )
    assert ConsultationResult.objects.count() == 1
    assert "einstimmig beschlossen" in shelf.body("/de/papiere/uv-0050-2024/")
    papers.withdraw(made.paper, by=None)
    assert Client().get("/de/papiere/uv-0050-2024/").status_code == 404
