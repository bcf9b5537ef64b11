"""The public Auftragsspiegel: counts, states, and a page for each sentence that tells why."""

import datetime as dt
import re

import pytest
from django.test import Client
from tests.portal import shelf

from konfluenz.actions import tasks
from konfluenz.council import claims, links, papers
from konfluenz.council.claims import bodies
from konfluenz.directory import organizations
from konfluenz.portal import addresses
from konfluenz.steering import concepts, hearings
from konfluenz.steering.measuring import observations

pytestmark = pytest.mark.django_db

MIRROR = "/de/papiere/uv-0050-2024/spiegel/"


def _counts(page: str) -> dict[str, int]:
    rows = re.findall(r"</span>(?:<a[^>]*>)?([^<]+)(?:</a>)?</span>\s*<strong[^>]*>(\d+)<", page)
    return {word: int(number) for word, number in rows}


def _states(page: str) -> list[str]:
    return re.findall(r'p-state__shape p-state--(\w+)"', page)


def test_counts_stand_on_top_and_each_sentence_leads_on():
    shelf.build()
    page = shelf.body(MIRROR)
    assert _counts(page) == {"erfüllt": 2, "offen": 2, "nicht belegt": 0}
    assert re.findall(r'class="p-mirror__link" href="([^"]+)"', page) == [
        f"{MIRROR}{number}/" for number in (1, 2, 3, 4)
    ]
    assert "Aufgaben" in page
    assert "1. Hintergrund der Zahlen" in page


def test_the_margin_is_a_word_and_a_shape():
    shelf.build()
    rows = re.findall(
        r'p-state__shape p-state--(\w+)" aria-hidden="true"></span>(.*?)</span>\s*<span class="p-m',
        shelf.body(MIRROR),
    )
    assert rows == [
        ("fulfilled", "erfüllt"),
        ("fulfilled", "erfüllt"),
        ("open", "offen"),
        ("open", "offen"),
    ]


def test_a_sentence_shows_its_quote_beside_what_is_stored_now():
    made = shelf.build()
    page = shelf.body(f"{MIRROR}1/")
    assert "2007 lag der Anteil bei 9,1 %." in page
    assert "Tatsache" in page
    assert '<bdi lang="de" dir="ltr">9,1 %</bdi>' in page
    assert "<bdi data-stored>9,1\N{NO-BREAK SPACE}%</bdi>" in page
    assert "Gespeichert ist dasselbe, was das Papier sagt." in page
    assert "UV/0050/2024" in page
    assert 'href="/de/zahlen/#kennzahl-share_non_german"' in page
    observation = made.indicator.observations.first()
    observations.correct(observation, {"value": "9.4"}, by=None)
    page = shelf.body(f"{MIRROR}1/")
    assert "<bdi data-stored>9,4\N{NO-BREAK SPACE}%</bdi>" in page
    assert "Gespeichert ist heute etwas anderes." in page
    assert _counts(shelf.body(MIRROR)) == {"erfüllt": 1, "offen": 2, "nicht belegt": 1}


def test_two_readings_of_one_record_stand_together():
    shelf.build()
    page = shelf.body(f"{MIRROR}2/")
    assert page.count("k-panel p-proof") == 1
    assert re.findall(r"data-stored[^>]*>(.*?)<", page) == ["30.06.2022", "einstimmig"]
    assert "/de/integrationskonzept/2022/#beschluss" in page


def test_a_deleted_record_turns_its_sentence_and_no_other():
    made = shelf.build()
    observations.remove(made.indicator.observations.first(), reason="Versehen", by=None)
    assert _states(shelf.body(MIRROR))[3:] == ["unproven", "fulfilled", "open", "open"]
    assert "Der Beleg dafür wurde gelöscht." in shelf.body(f"{MIRROR}1/")


def test_an_open_sentence_says_that_nothing_is_linked():
    shelf.build()
    page = shelf.body(f"{MIRROR}4/")
    assert "Mit diesem Satz hat noch niemand etwas verknüpft." in page
    assert f'rel="prev" href="{MIRROR}3/"' in page
    assert 'rel="next"' not in page


def test_a_promise_tells_the_state_of_its_task_and_nothing_more():
    made = shelf.build()
    task = tasks.add(
        "Schulung vorbereiten", unit=made.office, due_date=dt.date(2030, 1, 1), by=None
    )
    links.add_task(made.sentences[2], task, by=None)
    page = shelf.body(f"{MIRROR}3/")
    assert "Zusage" in page
    assert "Die Verwaltung führt das als Aufgabe. Sie ist noch nicht erledigt." in page
    assert "Schulung vorbereiten" not in page
    assert "Der Datensatz selbst ist nicht öffentlich." not in page
    tasks.finish(task, "Getan.", by=None)
    assert "und sie ist erledigt" in shelf.body(f"{MIRROR}3/")
    assert _counts(shelf.body(MIRROR))["erfüllt"] == 3


def test_a_task_counts_live_records():
    made = shelf.build()
    links.add_activity(made.sentences[3], "topics_answered", by=None)
    page = shelf.body(f"{MIRROR}4/")
    assert "Das geschieht: Es gibt aktuelle Einträge dazu." in page
    assert re.findall(r"data-stored[^>]*>(.*?)<", page) == ["10"]


def test_a_record_that_is_not_public_stays_unnamed():
    made = shelf.build()
    concepts.correct(made.concept, {"public": False}, by=None)
    page = shelf.body(f"{MIRROR}2/")
    assert "Der Datensatz selbst ist nicht öffentlich." in page
    assert "Strategisches Konzept" not in page
    assert "data-stored" not in page
    assert _counts(shelf.body(MIRROR))["erfüllt"] == 2


def test_a_public_record_does_not_give_another_away():
    made = shelf.build()
    sentence = made.sentences[3]
    sentence.text = "Integrationskonzept 2007, AT/0045/2015 und der Dachverband."
    sentence.save()
    head = organizations.add("Dachverband", kind="association", by=None)
    body = organizations.add("Demo-Verein", kind="association", listed=True, parent=head, by=None)
    links.add(sentence, made.concept, "predecessor", "Integrationskonzept 2007", by=None)
    links.add(sentence, made.paper, "answers", "AT/0045/2015", by=None)
    links.add(sentence, body, "parent", "Dachverband", by=None)
    assert shelf.body(f"{MIRROR}4/").count("data-stored") == 2
    concepts.correct(made.old, {"public": False}, by=None)
    papers.withdraw(made.motion, by=None)
    page = shelf.body(f"{MIRROR}4/")
    assert page.count("data-stored") == 0
    assert page.count("Der Datensatz selbst ist nicht öffentlich.") == 3


def test_every_kind_that_can_be_linked_is_shown_or_kept_back_on_purpose():
    assert set(claims.KINDS) - set(addresses.READABLE) == set()
    assert bodies.KNOWN_TO_ALL


def test_a_hearing_is_read_where_it_is_shown():
    made = shelf.build()
    given = {"public": True, "by": None}
    of_none = hearings.add("Lage", dt.date(2015, 3, 1), precision="month", **given)
    of_one = hearings.add("Bedarf", dt.date(2023, 3, 1), concept=made.concept, **given)
    for one in (of_none, of_one):
        address, _hash, place = addresses.of(one, "de").partition("#")
        page = shelf.body(address)
        assert f'id="{place}"' in page
        assert one.title in page
    concepts.correct(made.concept, {"public": False}, by=None)
    of_one.refresh_from_db()
    assert addresses.of(of_one, "de") == ""


def test_a_mirror_that_is_not_public_is_not_there():
    made = shelf.build()
    papers.publish(made.paper, mirror=False, by=None)
    assert Client().get(MIRROR).status_code == 404
    assert Client().get(f"{MIRROR}1/").status_code == 404
    assert "spiegel" not in shelf.body("/de/papiere/uv-0050-2024/")


@pytest.mark.parametrize("number", ["0", "5", "99999999999999999999", "x", "-1"])
def test_a_sentence_that_is_not_there(number):
    shelf.build()
    assert Client().get(f"{MIRROR}{number}/").status_code == 404


def test_nothing_on_these_pages_leads_into_the_office():
    shelf.build()
    for address in (MIRROR, f"{MIRROR}1/", f"{MIRROR}2/", "/de/integrationskonzept/"):
        assert "/buero/" not in shelf.body(address)


@pytest.mark.parametrize("tail", ["", "1/"])
def test_queries_do_not_grow_with_the_links(tail):
    made = shelf.build()
    first = made.indicator.observations.first()
    one = shelf.queries(f"/ar/papiere/uv-0050-2024/spiegel/{tail}")
    made.sentences[0].text = "2007 lag der Anteil bei 9,1 %, und 2024 bei etwa 17,7 %."
    made.sentences[0].save()
    links.add(made.sentences[0], made.indicator.observations.last(), "value", "17,7 %", by=None)
    links.add(made.sentences[0], first, "date", "2007", by=None)
    assert shelf.queries(f"/ar/papiere/uv-0050-2024/spiegel/{tail}") == one
    assert one <= 15


def test_the_sentence_stays_german_and_the_value_is_the_readers():
    shelf.build()
    page = shelf.body("/en/papiere/uv-0050-2024/spiegel/1/")
    assert '<blockquote class="p-quote" lang="de" dir="ltr">2007 lag' in page
    assert "<bdi data-stored>9.1%</bdi>" in page
    assert "What is stored says the same as the paper." in page
