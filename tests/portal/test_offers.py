"""Services narrowed by the address, one with all that is to be known, funding, goods, links."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.portal import offers_town
from tests.portal.offers_town import NOW, one

from konfluenz.directory import places, programmes, services
from konfluenz.directory.models import FundingProgramme, GoodsNotice, Place
from konfluenz.portal import collation
from konfluenz.publishing.baking import reads

pytestmark = pytest.mark.django_db
LIST = "/de/angebote/"
CAFE, LAW, PHONE = "Sprachcafé", "Rechtsberatung", "Nottelefon"


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(dt.datetime.fromisoformat(f"{NOW}+01:00"), tick=False):
        yield


@pytest.fixture
def town():
    return offers_town.build()


def body(client, address, status=200):
    response = client.get(address)
    assert (response.status_code, bool(response.cookies)) == (status, False), address
    return response.content.decode()


def names(text):
    return re.findall(r'class="p-offer__link"[^>]*>([^<]+)', text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [PHONE, LAW, CAFE]),
        ("thema=deutsch-lernen", [CAFE]),
        ("thema=counselling", [LAW]),
        ("sprache=ar", [CAFE]),
        ("stadtteil=luetzel", [LAW]),
        ("jetzt=offen", [PHONE, CAFE]),
        ("kostenlos=ja", [CAFE]),
        ("stufenlos=ja", [CAFE]),
        ("stadtteil=luetzel&stufenlos=ja", []),
        ("q=sprachcafe+verein", [CAFE]),
        ("q=Quatsch", []),
        ("thema=x&sprache=x&stadtteil=x&jetzt=x&ort=x&seite=99", [PHONE, LAW, CAFE]),
    ],
)
def test_the_address_narrows_the_list(client, town, query, found):
    text = body(client, f"{LIST}?{query}")
    assert names(text) == found
    assert f"Gefundene Angebote: {len(found)}" in text
    assert bool(found) != ("So etwas steht zurzeit nicht im Verzeichnis." in text)


def test_words_are_looked_for_in_the_readers_language_and_in_german(client, town):
    assert names(body(client, "/ar/angebote/?q=اللغة")) == ["مقهى اللغة"]
    assert names(body(client, "/ar/angebote/?q=Sprachcafe")) == ["مقهى اللغة"]


def test_the_list_says_what_is_open_and_until_when(client, town):
    text = body(client, LIST)
    assert "Jetzt geöffnet bis 12:00" in text
    assert "Rund um die Uhr offen" in text
    assert "Bitte fragen Sie nach den Öffnungszeiten." in text
    with time_machine.travel(dt.datetime(2026, 11, 23, 13, tzinfo=dt.UTC)):
        assert "Jetzt geschlossen, öffnet wieder: Mi., 25. Nov., 12:00" in body(client, LIST)
    services.pause(one("sprachcafe"), "Umbau", by=None)
    assert "Ruht zurzeit" in body(client, LIST)


def test_a_dot_of_the_map_leads_to_what_is_there(client, town):
    drawing = body(client, f"{LIST}?kostenlos=ja")
    key = Place.objects.get(name="Demo-Halle").public_id
    assert re.findall(r'<a href="([^"]+)" tabindex="-1"', drawing) == [
        f"/de/angebote/?kostenlos=ja&amp;ort={key}"
    ]
    assert names(body(client, f"{LIST}?ort={key}")) == [CAFE]


def test_the_map_lists_places_with_what_is_there(client, town):
    text = body(client, "/de/karte/")
    beside = text[text.index("p-map__list") :]
    assert re.findall(r'k-h3">(?:<bdi lang="de">)?([^<]+)', beside) == [
        "Demo-Dachboden",
        "Demo-Halle",
        "Per Telefon oder an verschiedenen Orten",
    ]


def test_a_page_says_all_that_a_visitor_has_to_know(client, town):
    text = body(client, f"{LIST}sprachcafe/")
    for words in (
        "Demo-Verein", "Arabisch, Deutsch", "Nichts.", "Ausweis", "Rampe am Hof.",
        "Jetzt geöffnet bis 12:00", "09:00–12:00", "nur Telefon", "nach Vereinbarung",
        "Beispielzeiten", "Do., 24. Dez. – So., 3. Jan.", "Winterpause", "Beispielweg 1",
        "Ohne Stufen", "Deutsch lernen", "<svg",
    ):  # fmt: skip
        assert words in text, words
    text = body(client, f"{LIST}nottelefon/")
    assert 'href="tel:02611"' in text
    assert "rund um die Uhr" in text
    assert "Wo</h2>" not in text


def test_german_stands_as_german_where_nobody_has_translated_it(client, town):
    text = body(client, "/ar/angebote/sprachcafe/")
    assert '<h1 class="k-h1">مقهى اللغة</h1>' in text
    assert "هاتف فقط" in text
    assert '<dd lang="de" dir="ltr">Nichts.</dd>' in text
    assert '<bdi lang="de" dir="ltr">Winterpause</bdi>' in text
    assert 'href="/de/angebote/sprachcafe/" hreflang="de"' in text
    assert "p-hint" in text
    services.correct(one("sprachcafe"), {"summary": "Anders."}, by=None)
    assert "p-hint" in body(client, "/ar/angebote/sprachcafe/")


def test_what_is_no_longer_public_is_gone_at_once(client, town):
    services.end(one("sprachcafe"), by=None)
    body(client, f"{LIST}sprachcafe/", 404)
    assert names(body(client, LIST)) == [PHONE, LAW]


def test_a_place_that_became_confidential_stands_nowhere(client, town):
    places.correct(Place.objects.get(name="Demo-Halle"), {"confidential": True}, by=None)
    for address in (LIST, "/de/karte/", f"{LIST}sprachcafe/"):
        text = body(client, address)
        assert "Demo-Halle" not in text
        assert "Beispielweg" not in text


def test_programmes_come_with_their_deadline_and_go_with_it(client, town):
    text = body(client, "/de/foerdermittel/")
    assert names(text) == ["Demo-Topf", "Immer"]
    assert "Antrag möglich bis 30.11.2026" in text
    assert "bis zu 1.500\xa0€" in text
    assert "up to €1,500" in body(client, "/en/foerdermittel/demo-topf/")
    with time_machine.travel("2026-12-01 12:00"):
        assert names(body(client, "/de/foerdermittel/")) == ["Immer"]
        body(client, "/de/foerdermittel/demo-topf/", 404)
    for each in FundingProgramme.objects.all():
        programmes.withdraw(each, by=None)
    assert "Zurzeit läuft keine Frist." in body(client, "/de/foerdermittel/")


def test_goods_are_wanted_or_there_is_enough(client, town):
    text = body(client, "/de/spenden/")
    assert text.index("Winterjacken") < text.index("Davon haben wir genug") < text.index("Kuschel")
    GoodsNotice.objects.update(expires_on=dt.date(2026, 11, 23))
    assert "Kuscheltiere" not in body(client, "/de/spenden/")


def test_links_say_what_to_expect_and_that_one_leaves(client, town):
    text = body(client, "/de/links/")
    for words in (
        "Alle Kurse.",
        "example.org",
        "Ukrainisch",
        'rel="noopener external"',
        "Deutsch lernen",
    ):
        assert words in text, words
    assert "verlassen Sie unsere Website" in text


@pytest.mark.parametrize(
    ("address", "until"),
    [
        (LIST, "2026-11-23 11:00"),
        (f"{LIST}sprachcafe/", "2026-11-23 11:00"),
        ("/de/foerdermittel/", "2026-11-30 23:00"),
        ("/de/spenden/", "2026-11-30 23:00"),
    ],
)
def test_pages_say_until_when_they_are_true(client, town, address, until):
    with reads.collecting() as told:
        client.get(address)
    assert f"{told.until:%Y-%m-%d %H:%M}" == until
    assert told.keys


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_queries_do_not_grow(client, town):
    pages = ["angebote/", "angebote/?q=sprach", "karte/", "angebote/sprachcafe/",
             "foerdermittel/", "spenden/", "links/"]  # fmt: skip
    before = {page: queries(client, f"/ar/{page}") for page in pages}
    for number in range(2):
        offers_town.again(town, number)
    assert {page: queries(client, f"/ar/{page}") for page in pages} == before


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("de", ["Arzt", "Ärztin", "Bad"]),
        ("uk", ["Вода", "Ґанок", "Дім", "Єдність", "Інше", "Їжа"]),
        ("fa", ["آب", "بازار", "پزشک", "تلفن", "چای", "کار", "گفتگو"]),
        ("tr", ["Cam", "Çay", "Iğdır", "İzmir", "Şehir", "Uzun"]),
        ("ru", ["Ель", "Ёлка", "Жизнь"]),
    ],
)
def test_names_stand_in_the_order_of_the_alphabet(language, wanted):
    assert collation.ordered(reversed(wanted), str, language) == wanted
