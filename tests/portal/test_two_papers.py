"""The demo's start: mirrors of whatever papers are public, the line, the field, where next."""

import re

import pytest
from django.test import Client
from tests.portal import shelf, world

from konfluenz.config import welcome
from konfluenz.council import papers

pytestmark = pytest.mark.django_db

PAGE = "/de/aus-zwei-papieren/"


def _links(page: str) -> list[str]:
    return re.findall(r'class="p-mirror__link" href="([^"]+)"', page)


def test_each_sentence_leads_to_its_page():
    shelf.build()
    page = shelf.body(PAGE)
    found = _links(page)
    assert found == [f"/de/papiere/uv-0050-2024/spiegel/{n}/" for n in (1, 2, 3, 4)]
    assert all(Client().get(address).status_code == 200 for address in found)


def test_it_shows_the_papers_whose_mirror_is_public_whatever_they_are():
    made = shelf.build()
    assert "<h1" in shelf.body(PAGE)
    assert ">Aus den Papieren</h1>" in shelf.body(PAGE)
    shelf.again(made, 1)
    page = shelf.body(PAGE)
    assert ">Aus zwei Papieren</h1>" in page
    assert page.count("p-pair__one") == 2
    papers.publish(made.paper, mirror=False, by=None)
    page = shelf.body(PAGE)
    assert "Bericht über das Konzept" not in page
    assert page.count("p-pair__one") == 1


def test_long_papers_open_with_a_few_sentences_and_keep_the_rest_at_hand():
    made = shelf.build()
    text = [papers.SentenceText(f"Satz {n} steht hier.") for n in range(1, 11)]
    parts = [
        papers.PartText(heading="Anfang", sentences=text[:8]),
        papers.PartText("tasks", sentences=text[8:]),
    ]
    long = papers.add(
        {"paper_type": "information", "subject": "Lang", "date": shelf.PAPER_DAY},
        parts=parts,
        by=None,
    )
    papers.publish(long, mirror=True, by=None)
    papers.publish(made.paper, mirror=False, by=None)
    opening, rest = shelf.body(PAGE).split("<details")[-2:]
    assert len(_links(opening)) == 6
    assert len(_links(rest)) == 4
    assert opening.count("Anfang") == 1
    assert "Anfang" not in rest
    assert rest.count('role="heading"') == 1


def test_the_table_and_the_field_are_there():
    shelf.build()
    page = shelf.body(PAGE)
    assert "9,1\xa0%" in page
    assert "nicht zufriedenstellend bearbeitbar: Stelle unbesetzt seit 2022" in page
    assert 'href="/de/integrationskonzept/2022/#feld-1"' in page


def test_an_empty_house_still_has_the_page():
    world.city()
    assert "Wie es weitergeht" in shelf.body(PAGE)


def test_the_demo_begins_here_and_no_other_city_does(settings):
    world.city()
    for header, code in {"ar": "ar", "": "de", "fr-FR": "fr"}.items():
        settings.DEMO = True
        found = Client().get("/", headers={"accept-language": header})
        assert found["Location"] == f"/{code}/aus-zwei-papieren/"
        settings.DEMO = False
        assert Client().get("/", headers={"accept-language": header})["Location"] == f"/{code}/"


def test_only_the_demo_offers_its_logins(settings):
    shelf.build()
    assert "/demo/" not in shelf.body(PAGE)
    settings.DEMO = True
    page = shelf.body(PAGE)
    assert "/demo/anmelden/coordinator/" in page
    assert "/demo/anmelden/integration_officer/" in page


def test_the_terminal_names_it_first():
    lines = welcome.text("http://localhost:8000", {"Office": {"coordinator": "Coordinator"}})
    addresses = re.findall(r"http://\S+", lines)
    assert addresses[0] == "http://localhost:8000/de/aus-zwei-papieren/"
    assert "aus-zwei-papieren" not in welcome.text("http://localhost:8000", {})


def test_queries_do_not_grow_with_the_papers():
    made = shelf.build()
    shelf.again(made, 1)
    two = shelf.queries("/ar/aus-zwei-papieren/")
    shelf.again(made, 2)
    shelf.again(made, 3)
    assert shelf.queries("/ar/aus-zwei-papieren/") == two
    assert two <= 30
