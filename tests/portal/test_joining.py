"""Where help is wanted: narrowed by the address, on a map, each on its own page, over kindly."""

import gzip
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.portal import joining_town, world
from tests.portal.joining_town import record, titles
from tests.portal.test_shelf_pages import BUDGET
from tests.volunteering.match_city import in_days, opportunity

from konfluenz.ground import translations
from konfluenz.portal.joining import map as joining_map
from konfluenz.portal.joining import pages as joining
from konfluenz.volunteering import opportunities
from konfluenz.volunteering.models import Opportunity, Skill

pytestmark = pytest.mark.django_db
LIST = "/de/mitmachen/"
READING, REPAIR, PHONE = "Lesepatin in Lützel", "Räder reparieren", "Anrufe von zu Hause"


@pytest.fixture
def town():
    return joining_town.build()


def body(client, address, status=200):
    response = client.get(address)
    assert (response.status_code, bool(response.cookies)) == (status, False), address
    return response.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {READING, REPAIR, PHONE}),
        ("thema=kinder-und-schule", {READING}),
        ("thema=children_school", {READING}),
        ("stadtteil=luetzel", {READING}),
        ("zeit=abend", {READING, PHONE}),
        ("zeit=vormittag", {REPAIR, PHONE}),
        ("zeit=wochenende", {REPAIR, PHONE}),
        ("sprache=ar", {READING}),
        ("deutsch=wenig", {REPAIR}),
        ("zuhause=ja", {PHONE}),
        ("zeit=wochenende&deutsch=wenig", {REPAIR}),
        ("thema=kinder-und-schule&zuhause=ja", set()),
        ("thema=x&stadtteil=x&zeit=x&sprache=x&deutsch=x&seite=99", {READING, REPAIR, PHONE}),
    ],
)
def test_the_address_narrows_the_list(client, town, query, found):
    text = body(client, f"{LIST}?{query}")
    assert titles(text) == found
    assert f"Offene Einsatzmöglichkeiten: {len(found)}" in text
    assert bool(found) != ("So etwas ist im Moment nicht offen." in text)


def test_pages_lead_on_with_the_filters(client, town, monkeypatch):
    monkeypatch.setattr(joining, "PAGE", 1)
    text = body(client, f"{LIST}?zeit=wochenende")
    assert 'href="?zeit=wochenende&amp;seite=2"' in text
    assert titles(text) != titles(body(client, f"{LIST}?zeit=wochenende&seite=2"))


def test_a_page_says_all_but_whom_to_call(client, town):
    text = body(client, record(town["reading"]))
    for words in (READING, "Dienstag, 17:00–18:00", "Lützel", "Arabisch", "Vorlesen", "18+"):
        assert words in text
    assert "Sie brauchen ein erweitertes Führungszeugnis." in text
    assert f"?fuer={town['reading'].public_id}" in text
    assert "geheim" not in text.casefold()


def test_what_is_over_says_so_and_names_what_is_like_it(client, town):
    other = opportunity("Vorlesen im Hort", topic=town["reading"].topic)
    opportunities.close(town["reading"], "unfilled", reason="Niemand da.", by=None)
    text = body(client, record(town["reading"]), 410)
    assert "Hier wird nicht mehr gesucht." in text
    assert "Niemand da." not in text
    assert titles(text) == {other.title}
    with time_machine.travel(f"{in_days(61)} 12:00"):
        assert "nicht mehr gesucht" in body(client, record(town["repair"]), 410)
    opportunities.pause(town["phone"], by=None)
    assert "Hier ist gerade Pause." in body(client, record(town["phone"]), 404)


def test_what_waits_for_release_is_seen_by_nobody(client, town):
    Opportunity.objects.update(state="submitted")
    assert titles(body(client, LIST)) == set()
    assert READING not in body(client, record(town["reading"]), 404)


def test_the_address_in_a_mail_leads_to_the_readers_language(client, town):
    key = town["reading"].public_id
    response = client.get(f"/mitmachen/{key}/", headers={"accept-language": "uk-UA"})
    assert response["Location"] == f"/uk/mitmachen/{key}/"


def test_the_map_counts_by_district_and_the_list_beside_it_says_the_same(client, town):
    text = body(client, f"{LIST}?ansicht=karte&zeit=abend")
    drawing = text[text.index("<svg") : text.index("</svg>")]
    assert re.findall(r"<title>([^<]+)", drawing) == ["Altstadt", "Lützel: 1"]
    assert re.findall(r'<a href="([^"]+)" tabindex="-1"', drawing) == [
        "?zeit=abend&amp;stadtteil=luetzel"
    ]
    beside = text[text.index("p-map__list") :]
    assert re.findall(r'<bdi lang="de">([^<]+)', beside) == ["Lützel"]
    assert "Ohne festen Stadtteil" in beside


def test_each_part_of_the_map_is_nearest_to_its_own_centre(town):
    old, new = town["repair"].district, town["reading"].district
    drawing = joining_map.draw([old, new], {new.pk: 3}, [(50.37, 7.59), (53.55, 9.99)], str)
    assert [(cell.count, cell.shade) for cell in drawing.cells] == [(0, 0), (3, 4)]
    assert len(drawing.dots) == 1
    for cell in drawing.cells:
        (other,) = (one for one in drawing.cells if one != cell)
        for corner in cell.part.outline.split():
            x, y = map(int, corner.split(","))
            own = (x - cell.part.x) ** 2 + (y - cell.part.y) ** 2
            assert own <= (x - other.part.x) ** 2 + (y - other.part.y) ** 2 + 2000
    assert joining_map.draw([], {}, [], str) is None
    assert len(joining_map.draw([], {}, [(53.5, 9.9), (53.6, 10.0)], str).dots) == 2


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code in (200, 410)
    return len(captured)


def test_the_queries_do_not_grow(client, town):
    gone = opportunity("Vorbei")
    opportunities.close(gone, "filled", by=None)
    pages = [
        "/ar/mitmachen/",
        "/ar/mitmachen/?ansicht=karte",
        record(town["reading"], "ar"),
        record(gone, "ar"),
        "/ar/mitmachen/helfen/",
    ]
    before = {page: queries(client, page) for page in pages}
    for _ in range(2):
        joining_town.again(town)
    assert {page: queries(client, page) for page in pages} == before
    assert max(before.values()) <= 15


def test_every_page_speaks_its_language_and_is_light(town):
    browser = Client(headers={"accept-encoding": "gzip"})
    english = joining_town.texts()
    opportunities.close(town["phone"], "filled", by=None)
    for code in world.CODES:
        pages = [f"/{code}/mitmachen/", f"/{code}/mitmachen/?ansicht=karte"]
        pages += [record(town[name], code) for name in ("reading", "repair", "phone")]
        for page in pages:
            packed = browser.get(page).content
            text = gzip.decompress(packed).decode()
            assert len(packed) < BUDGET
            assert " style=" not in text
            assert code == "en" or [one for one in english if one in text] == [], page


def test_a_skill_the_city_renamed_is_called_as_the_city_calls_it(client, town):
    address = record(town["reading"], "fr")
    assert "Reading aloud" not in body(client, address)
    Skill.objects.filter(slug="reading-aloud").update(name="Geschichten vorlesen")
    assert "Geschichten vorlesen" in body(client, address)


def test_a_translation_is_shown_and_what_is_still_german_says_so(client, town):
    reading, page = town["reading"], record(town["reading"], "ar")
    german = 'lang="de" dir="ltr"'
    assert f'<h1 class="k-h1" {german}>{READING}</h1>' in body(client, page)
    translations.put_fields(reading, {"title": {"ar": "القراءة"}}, by=None, machine=True)
    text = body(client, page)
    assert '<h1 class="k-h1">القراءة</h1>' in text
    assert f'<div class="k-prose p-prose p-section" {german}><p>Kindern vorlesen.' in text
    assert "كتبت الجمعية هذا النص بالألمانية" in text
    for listing in ("/ar/mitmachen/", "/ar/mitmachen/?ansicht=karte"):
        shown = body(client, listing)
        assert "<bdi>القراءة</bdi>" in shown
        assert f"<bdi {german}>{REPAIR}</bdi>" in shown
    opportunities.correct(reading, {"title": "Lesepatin gesucht"}, seen=None, by=None)
    assert "تغيّرت الصفحة الألمانية" in body(client, page)
