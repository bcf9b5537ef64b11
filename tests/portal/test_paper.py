"""Pages on paper: PDFs, and hand-outs in two languages."""

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone
from tests.portal import offers_town, world
from tests.portal.test_foot import GUIDE, said, translated
from tests.publishing import tree

from konfluenz.config.catalogues import ROOMS
from konfluenz.directory import reviews
from konfluenz.directory.models import OrgUnit, Place
from konfluenz.events import events
from konfluenz.ground import papers, translations

pytestmark = pytest.mark.django_db
ADDRESS = "/veranstaltungen/"


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


@pytest.fixture
def town(monkeypatch):
    """Offers and an event of next week, and what would be pressed."""
    with time_machine.travel(f"{offers_town.NOW}+01:00", tick=False):
        offers_town.build()
        made = events.add(
            "Sommerfest", unit=OrgUnit.objects.first(), place=Place.objects.get(name="Demo-Halle"),
            starts_at=timezone.now() + dt.timedelta(days=7), cost="Nichts", by=None,
            ends_at=timezone.now() + dt.timedelta(days=7, hours=2),
        )  # fmt: skip
        events.publish(made, by=None)
        translations.put_fields(made, {"title": {"ar": "حفل الصيف"}}, by=None)
        pressed = []
        monkeypatch.setattr(papers, "pdf", lambda html, folders: pressed.append(html) or b"%PDF-")
        yield pressed


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("veranstaltungen/sommerfest/", "Montag, 30. November 2026"),
        ("foerdermittel/demo-topf/", "Antrag möglich bis 30.11.2026"),
    ],
)
def test_events_and_programmes_come_on_paper_and_are_linked(client, town, address, says):
    page = client.get(f"/de/{address}").content.decode()
    assert 'href="als.pdf"' in page and f"/de/handzettel/{address}" in page
    assert client.get(f"/de/{address}als.pdf").content == b"%PDF-"
    assert says in re.sub(r"\s+", " ", town[0])
    assert client.get("/de/veranstaltungen/fehlt/als.pdf").status_code == 404
    assert client.get("/de/foerdermittel/fehlt/als.pdf").status_code == 404


def test_what_is_over_has_no_paper(client, town):
    with time_machine.travel("2026-12-24 10:00+01:00", tick=False):
        for gone in ("veranstaltungen/sommerfest/", "foerdermittel/demo-topf/"):
            assert client.get(f"/de/{gone}als.pdf").status_code == 404
            assert client.get(f"/ar/handzettel/{gone}").status_code == 404


def test_a_hand_out_tells_when_and_where_in_both_languages(client, town):
    event = said(client, "/ar/handzettel/veranstaltungen/sommerfest/")
    for part in ("حفل الصيف", "Sommerfest", "Montag, 30. November 2026", "Beispielweg 1", "Nichts"):
        assert part in event
    assert re.search(r'<td lang="ar" dir="rtl">\s*<h3 class="k-h3">[^<A-Za-z]+</h3>', event)
    assert "\u206610:00–12:00\u2069" in event
    assert event.count("10:00–12:00") == 2
    service = said(client, "/en/handzettel/angebote/sprachcafe/")
    assert "Montag: 09:00–12:00" in service and "Monday: 09:00–12:00" in service
    assert "Mittwoch: 12:00–18:00 nach Vereinbarung" in service
    assert "Wednesday: 12:00–18:00 by appointment" in service
    assert "Beispielzeiten" in service and "Example hours" in service
    arabic = said(client, "/ar/handzettel/angebote/sprachcafe/")
    assert "nur Telefon" in arabic and "هاتف فقط" in arabic
    programme = said(client, "/fr/handzettel/foerdermittel/demo-topf/")
    assert "Antrag möglich bis 30.11.2026" in programme


@pytest.fixture
def weekly(town):
    """An event of each Monday, and one online over a weekend."""
    begins = timezone.now() + dt.timedelta(days=7)
    unit, hall = OrgUnit.objects.first(), Place.objects.get(name="Demo-Halle")
    meeting = events.add(
        "Treff", unit=unit, place=hall, starts_at=begins, ends_at=begins + dt.timedelta(hours=2),
        rrule="FREQ=WEEKLY", by=None,
    )  # fmt: skip
    course = events.add(
        "Kurs", unit=unit, starts_at=begins, ends_at=begins + dt.timedelta(days=2),
        online="https://kurs.example.org/raum", by=None,
    )  # fmt: skip
    for made in (meeting, course):
        events.publish(made, by=None)
    return meeting


def test_a_hand_out_names_the_next_day_that_is_not_cancelled(client, weekly):
    assert "Montag, 30. November 2026" in said(client, f"/en/handzettel{ADDRESS}treff/")
    events.skip(weekly, dt.date(2026, 11, 30), "Saal belegt", by=None)
    html = said(client, f"/en/handzettel{ADDRESS}treff/")
    assert "30. November" not in html and "30 November" not in html
    assert "Montag, 7. Dezember 2026" in html


def test_a_hand_out_tells_that_nothing_takes_place(client, weekly):
    events.cancel(weekly, "Saal belegt", by=None)
    html = said(client, f"/en/handzettel{ADDRESS}treff/")
    for part in ("Fällt aus", "Does not take place", "Saal belegt"):
        assert part in html
    assert "Montag" not in html


def test_a_hand_out_tells_until_when_and_where_to_take_part_online(client, weekly):
    html = said(client, f"/en/handzettel{ADDRESS}kurs/")
    assert "bis Mittwoch, 2. Dezember 2026" in html
    assert html.count("https://kurs.example.org/raum") >= 2
