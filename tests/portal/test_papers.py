"""The papers: their list, and the reading view as they were printed; only what is public."""

import datetime as dt
import re

import pytest
from django.test import Client
from tests.portal import shelf

from konfluenz.council import consultations, papers, resolutions, results

pytestmark = pytest.mark.django_db

ADDRESS = "/de/papiere/uv-0050-2024/"


def _facts(page: str) -> dict[str, str]:
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    return {name: re.sub(r"<[^>]+>", "", value) for name, value in found}


def test_the_head_stands_as_it_is_printed():
    shelf.build()
    page = shelf.body(ADDRESS)
    assert _facts(page) == {
        "Nummer": "UV/0050/2024",
        "Art": "Unterrichtungsvorlage",
        "Datum": "23.02.2024",
        "Verfasser": "31-Ordnungsamt",
        "Aktenzeichen": "31.20.01",
        "Finanzielle Auswirkungen": "keine",
        "Antwortet auf": "AT/0045/2015: Koordinierung einrichten",
    }
    assert shelf.NOT_OUR_WORDS in page
    assert "Die Verwaltung empfiehlt, dem Antrag zu folgen." in page
    assert "Dem Antrag ist zu folgen." in page
    assert "1. Hintergrund der Zahlen" in page
    assert "<li>Schulungen anbieten.</li><li>Menschen gewinnen.</li>" in page
    answered = shelf.body("/de/papiere/at-0045-2015/")
    assert "UV/0050/2024: Bericht über das Konzept" in answered


def test_the_eleven_boxes_are_empty_until_there_is_a_result():
    made = shelf.build()
    page = shelf.body(ADDRESS)
    labels = re.findall(
        r'p-box(?: p-box--ticked)?" aria-hidden="true"></span><span[^>]*>(.*?)<', page
    )
    assert labels == [
        "einstimmig",
        "mehrheitl.",
        "ohne BE",
        "abgelehnt",
        "Kenntnis",
        "abgesetzt",
        "verwiesen",
        "vertagt",
        "geändert",
        "Enthaltungen",
        "Gegenstimmen",
    ]
    assert "p-box--ticked" not in page
    assert "noch kein Ergebnis dokumentiert" in page
    results.enter(
        made.station,
        "adopted",
        vote="by_majority",
        votes_against=3,
        abstentions=2,
        amended=True,
        text="So wird es gemacht.",
        by=None,
    )
    page = shelf.body(ADDRESS)
    assert (
        "mehrheitlich beschlossen bei 3 Gegenstimmen und 2 Enthaltungen, in geänderter Fassung"
        in page
    )
    assert page.count("p-box--ticked") == 4
    assert "So wird es gemacht." in page


@pytest.mark.parametrize(
    ("outcome", "values", "german", "french"),
    [
        ("noted", {}, "zur Kenntnis genommen", "pris acte"),
        (
            "rejected",
            {"vote": "by_majority", "votes_against": 1},
            "mehrheitlich abgelehnt bei 1 Gegenstimme",
            "rejeté à la majorité (1 voix contre)",
        ),
        (
            "recommended",
            {"vote": "unanimous", "votes_for": 5, "abstentions": 1},
            "einstimmig empfohlen bei 5 Jastimmen und 1 Enthaltung",
            "recommandé à l’unanimité (5 voix pour et 1 abstention)",
        ),
        (
            "adjourned",
            {"adjourned_to": dt.date(2024, 4, 10)},
            "vertagt, auf den 10.04.2024",
            "reporté, au 10 avr. 2024",
        ),
        ("withdrawn", {}, "abgesetzt", "retiré de l’ordre du jour"),
        ("no_recommendation", {}, "ohne Beschlussempfehlung", "sans recommandation"),
    ],
)
def test_a_result_is_a_sentence_in_the_readers_language(outcome, values, german, french):
    made = shelf.build()
    results.enter(made.station, outcome, by=None, **values)
    assert f"<bdi>{german}</bdi>" in shelf.body(ADDRESS)
    assert french in shelf.body("/fr/papiere/uv-0050-2024/")


def test_a_closed_session_is_not_on_the_path():
    made = shelf.build()
    closed = consultations.add(
        made.paper, made.council, date=dt.date(2024, 5, 2), open_session=False, by=None
    )
    results.enter(closed, "adopted", vote="unanimous", text="Geheimer Wortlaut", by=None)
    page = shelf.body(ADDRESS)
    assert "02.05.2024" not in page
    assert "Geheimer Wortlaut" not in page
    assert page.count("p-path__stop") == 1


def test_a_resolution_shows_once_it_is_public():
    made = shelf.build()
    day = dt.date(2024, 3, 13)
    hidden = resolutions.add(made.council, day, "Interner Beschluss", paper=made.paper, by=None)
    assert "Interner Beschluss" not in shelf.body(ADDRESS)
    type(hidden).objects.filter(pk=hidden.pk).update(public=True, vote="unanimous")
    page = shelf.body(ADDRESS)
    assert "Interner Beschluss" in page
    assert "<bdi>13.03.2024</bdi>, einstimmig" in page


def test_what_is_not_public_does_not_exist():
    made = shelf.build()
    papers.withdraw(made.motion, by=None)
    page = shelf.body(ADDRESS)
    assert "Koordinierung einrichten" not in page
    assert Client().get("/de/papiere/at-0045-2015/").status_code == 404
    assert "Koordinierung einrichten" not in shelf.body("/de/papiere/")
    papers.withdraw(made.paper, by=None)
    for page in ("", "spiegel/", "spiegel/1/"):
        assert Client().get(f"{ADDRESS}{page}").status_code == 404


def test_the_list_by_year_and_by_kind():
    made = shelf.build()
    shelf.again(made, 1)
    papers.publish(
        papers.add({"paper_type": "motion", "subject": "Ohne Tag"}, by=None), mirror=False, by=None
    )
    page = shelf.body("/de/papiere/")
    assert re.findall(r'<h2 class="k-h2" id="jahr-\d+">(.*?)</h2>', page) == [
        "2024",
        "2015",
        "Ohne Datum",
    ]
    only = shelf.body("/de/papiere/?jahr=2015")
    assert "Koordinierung einrichten" in only
    assert "Bericht über das Konzept" not in only
    kinds = shelf.body("/de/papiere/?art=information")
    assert "Bericht über das Konzept" in kinds
    assert "Koordinierung einrichten" not in kinds
    for odd in ("?jahr=abc", "?jahr=99999", "?art=x", "?seite=77", "?jahr=0000", "?jahr=²²²²"):
        assert Client().get(f"/de/papiere/{odd}").status_code == 200, odd


def test_a_paper_without_a_date_stands_in_the_year_it_was_debated():
    made = shelf.build()
    papers.correct(made.motion, {"date": None}, by=None)
    consultations.add(made.motion, made.council, date=dt.date(2016, 9, 17), by=None)
    page = shelf.body("/de/papiere/")
    assert re.findall(r'<h2 class="k-h2" id="jahr-\d+">(.*?)</h2>', page) == ["2024", "2016"]
    assert "Koordinierung einrichten" in shelf.body("/de/papiere/?jahr=2016")


def test_many_papers_come_in_pages():
    shelf.build()
    for number in range(60):
        one = papers.add(
            {"paper_type": "enquiry", "subject": f"Frage {number}", "date": dt.date(2020, 1, 1)},
            by=None,
        )
        papers.publish(one, mirror=False, by=None)
    first = shelf.body("/de/papiere/?art=enquiry")
    assert first.count("p-list__row") == 50
    assert 'href="?jahr=&amp;art=enquiry&amp;seite=2"' in first
    assert shelf.body("/de/papiere/?art=enquiry&seite=2").count("p-list__row") == 10


def test_an_empty_list_says_so():
    assert "Hier ist noch kein Papier." in shelf.body("/de/papiere/")


@pytest.mark.parametrize("address", ["/ar/papiere/", "/ar/papiere/uv-0050-2024/"])
def test_queries_do_not_grow(address):
    made = shelf.build()
    shelf.again(made, 1)
    one = shelf.queries(address)
    shelf.again(made, 2)
    shelf.again(made, 3)
    assert shelf.queries(address) == one
    assert one <= 15


def test_german_data_says_that_it_is_german_and_dates_are_the_readers():
    shelf.build()
    page = shelf.body("/en/papiere/uv-0050-2024/")
    assert '<h1 class="k-h1" lang="de" dir="ltr">Bericht über das Konzept</h1>' in page
    assert "23 Feb 2024" in page
    assert "no result documented yet" in page
    arabic = shelf.body("/ar/papiere/uv-0050-2024/")
    assert 'lang="de" dir="ltr">ohne BE<' in arabic
    assert "لا توجد نتيجة موثقة بعد" in arabic
