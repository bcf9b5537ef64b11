"""The public concept: fields, goals and how they stand, read from the history of the posts."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from tests.portal import shelf

from konfluenz.council import resolutions
from konfluenz.directory import posts
from konfluenz.steering import concepts, goals

pytestmark = pytest.mark.django_db

PAGE = "/de/integrationskonzept/"
SENTENCE = "nicht zufriedenstellend bearbeitbar: Stelle unbesetzt seit 2022"


def _text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_the_current_version_with_its_adoption_functions_and_review():
    shelf.build()
    page = shelf.body(PAGE)
    assert "Strategisches Konzept 2022" in page
    assert "einstimmig beschlossen, 30.06.2022" in page
    assert "Stadtrat" in page
    assert re.findall(r'p-chip--still">(.*?)<', page) == [
        "Koordinierung",
        "Gestaltung",
        "Dienstleistung",
    ]
    assert "Nein, 23.02.2024: Kein Anhaltspunkt." in _text(page)
    assert "Integrationskonzept 2007" in page
    assert "abgelöst · beschlossen, 2007" in page


def test_a_field_says_why_it_cannot_be_worked_and_shows_the_history_of_its_post():
    shelf.build()
    page = shelf.body(PAGE)
    assert f"<strong>{SENTENCE}</strong>" in page
    history = page[page.index("p-history") :]
    assert "2015: eingerichtet (AT/0045/2015)" in _text(history)
    assert "2022: weggefallen (UV/0050/2024)" in _text(history)
    assert "Heute: unbesetzt seit 2022" in _text(history)
    assert "Arbeitskreis Ehrenamt" in page
    assert "101. Name nicht belegt" in _text(page)


def test_a_goal_stands_with_day_unit_reason_and_source():
    shelf.build()
    goal = _text(shelf.body(PAGE).split('id="feld-1-ziel-1"')[1].split("</li>")[0])
    for part in (
        "Das Ehrenamt hat Rückhalt.",
        "nicht zufriedenstellend bearbeitbar",
        "Die Stelle ist weggefallen.",
        "23.02.2024 · Leitstelle · UV/0050/2024",
        "Beruht auf der Stelle: Ehrenamtskoordination",
        "Gestaltung",
    ):
        assert part in goal


def test_somebody_on_the_post_takes_the_sentence_back():
    made = shelf.build()
    today = timezone.localdate()
    posts.stage(made.post, "established", today, by=None)
    posts.appoint(made.post, None, valid_from=today, by=None)
    page = shelf.body(PAGE)
    assert SENTENCE not in page
    assert f"Heute: besetzt seit {today:%d.%m.%Y}" in _text(page)
    assert "neu einzuschätzen" in page
    assert "Die Stelle ist weggefallen." not in page


def test_a_goal_nobody_assessed_follows_its_field():
    made = shelf.build()
    goals.add(made.area, "Noch ohne Stand.", by=None)
    goal = shelf.body(PAGE).split('id="feld-1-ziel-2"')[1].split("</li>")[0]
    assert SENTENCE in goal
    open_field = made.concept.areas.get(number=101)
    goals.add(open_field, "Unbekannt.", by=None)
    goal = shelf.body(PAGE).split('id="feld-101-ziel-1"')[1].split("</li>")[0]
    assert "noch nicht eingeschätzt" in goal


def test_an_older_version_has_its_own_page():
    made = shelf.build()
    page = shelf.body(f"{PAGE}2007/")
    assert "beschlossen, 2007" in page
    assert "Strategisches Konzept 2022" in page
    assert Client().get(f"{PAGE}1999/").status_code == 404
    concepts.correct(made.old, {"public": False}, by=None)
    assert Client().get(f"{PAGE}2007/").status_code == 404
    assert "Integrationskonzept 2007" not in shelf.body(PAGE)


def test_without_a_public_version_there_is_no_page():
    made = shelf.build()
    for concept in (made.old, made.concept):
        concepts.correct(concept, {"public": False}, by=None)
    assert Client().get(PAGE).status_code == 404


def test_a_public_resolution_is_quoted():
    made = shelf.build()
    resolutions.add(
        made.council,
        dt.date(2022, 6, 30),
        "Das Konzept gilt.",
        concept=made.concept,
        public=True,
        vote="unanimous",
        by=None,
    )
    resolutions.add(
        made.council, dt.date(2022, 6, 30), "Nur für uns.", concept=made.concept, by=None
    )
    page = shelf.body(PAGE)
    assert "Das Konzept gilt." in page
    assert "Nur für uns." not in page


def test_it_speaks_arabic_and_says_what_is_german():
    shelf.build()
    page = shelf.body("/ar/integrationskonzept/")
    assert "لا يمكن العمل عليه بشكل مُرضٍ: الوظيفة شاغرة منذ 2022" in page
    assert '<h1 class="k-h1" lang="de" dir="ltr">' in page
    assert '<bdi lang="de">Ehrenamt</bdi>' in page
    assert "cannot be worked" not in page


def test_queries_do_not_grow():
    made = shelf.build()
    shelf.again(made, 1)
    one = shelf.queries("/ar/integrationskonzept/")
    shelf.again(made, 2)
    shelf.again(made, 3)
    assert shelf.queries("/ar/integrationskonzept/") == one
    assert one <= 30
