"""Pages on paper: PDFs, and hand-outs in two languages."""

import re

import pytest
from tests.portal import offers_town, world
from tests.portal.test_foot import GUIDE, said, translated
from tests.publishing import tree

from konfluenz.config.catalogues import ROOMS
from konfluenz.directory import reviews
from konfluenz.ground import papers

pytestmark = pytest.mark.django_db


def test_a_hand_out_stands_in_two_languages_side_by_side(client):
    offers_town.build()
    translated(tree.guide(), "ar")
    html = said(client, f"/ar/handzettel/{GUIDE}?mit=de")
    heads = re.findall(r'<th scope="col" lang="([\w-]+)" dir="(\w+)"', html)
    assert heads == [("de", "ltr"), ("ar", "rtl")]
    assert html.count("<tr>") == 6
    assert "Es gibt Kurse." in html
    assert "<svg" in html
    service = said(client, "/ar/handzettel/angebote/sprachcafe/")
    assert "مقهى اللغة" in service
    assert "Das bringen Sie mit" in service
    assert 'lang="tr"' in said(client, f"/de/handzettel/{GUIDE}?mit=tr")
    for gone in ("impressum/", "ratgeber/fehlt/", "../buero/"):
        assert client.get(f"/de/handzettel/{gone}").status_code == 404


@pytest.mark.parametrize(("code", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_a_page_on_paper_is_whole_html_of_its_own(client, monkeypatch, code, direction):
    office = world.city()
    page = tree.guide()
    translated(page, "ar")
    reviews.put(page, owner=office, by=None)
    pressed = []
    monkeypatch.setattr(papers, "pdf", lambda html, folders: pressed.append(html) or b"%PDF-")
    for _ in range(2):
        answer = client.get(f"/{code}/{GUIDE}als.pdf")
    assert (answer.content, answer["Content-Type"]) == (b"%PDF-", "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="deutsch-lernen.pdf"'
    assert pressed[0] == pressed[1]
    assert f'<html lang="{code}" dir="{direction}">' in pressed[0]
    assert f"http://localhost:8000/{code}/{GUIDE}" in pressed[0]
    assert "<svg" in pressed[0]
    assert "Leitstelle" in pressed[0]
    assert "<script" not in pressed[0]
    assert "p-foot" not in pressed[0]


def test_paper_that_cannot_be_made_now_says_so_and_what_is_not_there_is_not_made(
    client, monkeypatch
):
    world.city()
    tree.guide()

    def busy(html, folders):
        raise papers.PressBusy

    monkeypatch.setattr(papers, "pdf", busy)
    answer = client.get(f"/de/{GUIDE}als.pdf")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Bitte versuchen Sie es in einigen Sekunden noch einmal." in answer.content.decode()
    assert client.get(f"/fr/{GUIDE}als.pdf").status_code == 404
    assert client.get("/de/ratgeber/fehlt/als.pdf").status_code == 404


def test_pages_on_paper_are_pressed_in_a_process_of_their_own():
    """The engine is a second and 100 MB."""
    room = ROOMS / "portal"
    assert [path for path in room.rglob("*.py") if "weasyprint" in path.read_text()] == []
    others = [path for path in ROOMS.rglob("*.py") if "ground import press" in path.read_text()]
    assert others == []
