"""Measures, figures, rounds, hearings and developments as everybody reads them; a goal's feed."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.portal import shelf

from konfluenz.enquiries.models import Enquiry
from konfluenz.portal import guards
from konfluenz.portal.steered import sparklines
from konfluenz.portal.steered.sparklines import Spark
from konfluenz.steering import (
    comments,
    concepts,
    developments,
    hearings,
    measures,
    participations,
    results,
)
from konfluenz.steering.measuring import observations
from konfluenz.steering.models import Indicator, ParticipationComment

pytestmark = pytest.mark.django_db

PAGE = "/de/integrationskonzept/"
TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"


def _text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def _measure(made, title="Sprechstunde", **values):
    given = {"public": True, "by": None, **values}
    return measures.add(title, [made.goal], unit=made.office, **given)


def _round(made, since=5, until=5, **values):
    given = {"slug": "ideen", "public": True, "by": None, **values}
    days = (TODAY - since * DAY, TODAY + until * DAY)
    return participations.add(made.concept, "Ihre Ideen", "Was fehlt?", *days, **given)


def _send(text="Bitte samstags öffnen.", **more):
    with time_machine.travel(timezone.now() - 10 * dt.timedelta(seconds=1), tick=False):
        token = guards.new_token("comment")
    address = f"{PAGE}beteiligung/ideen/"
    return Client(enforce_csrf_checks=True).post(address, {"text": text, "token": token, **more})


def _goal(page):
    return page.split('id="feld-1-ziel-1"')[1].split('class="p-history"')[0]


def test_a_goal_shows_its_public_measures_with_results_and_what_came_of_them():
    made = shelf.build()
    one = measures.move(_measure(made, summary="Einmal im Monat."), "running", by=None)
    results.add(one, "Erste Sprechstunde", TODAY, url="https://x.example/1", by=None)
    over = measures.move(_measure(made, "Plakate"), "dropped", outcome="Zu teuer.", by=None)
    _measure(made, "Noch geheim", public=False)
    goal = _text(_goal(shelf.body(PAGE)))
    for part in (
        f"Sprechstunde läuft Leitstelle · {TODAY:%d.%m.%Y} – …",
        f"Einmal im Monat. Erste Sprechstunde {TODAY:%d.%m.%Y}",
        "Plakate aufgegeben",
        "Zu teuer.",
        "Dieses Ziel abonnieren",
    ):
        assert part in goal, part
    assert 'href="https://x.example/1"' in _goal(shelf.body(PAGE))
    assert "Noch geheim" not in goal
    assert over.public


def test_the_figures_of_its_measures_stand_there_with_line_definition_and_source():
    made = shelf.build()
    _measure(made, indicators=[made.indicator])
    page = _goal(shelf.body(PAGE))
    assert 'd="M3.0 29.0L117.0 3.0"' in page
    assert "style=" not in page
    text = _text(page)
    assert "ca. 17,7 % 23.02.2024 2007 : 9,1 %" in text
    assert "Wie viele von 100 keine deutsche Staatsangehörigkeit haben." in text
    assert "Quelle: UV/0050/2024" in text


def test_what_counts_fewer_than_five_persons_is_not_told():
    made = shelf.build()
    Indicator.objects.update(few=True, unit="persons")
    observations.add(made.indicator, 3, TODAY, source="Liste", by=None)
    _measure(made, indicators=[made.indicator])
    assert f"{TODAY:%d.%m.%Y} 2007" not in _text(_goal(shelf.body(PAGE)))
    assert f"{TODAY:%d.%m.%Y} 3" not in _text(shelf.body("/de/zahlen/"))


def test_a_hidden_indicator_and_one_without_values_leave_nothing():
    made = shelf.build()
    Indicator.objects.update(public=False)
    _measure(made, indicators=[made.indicator])
    assert "p-spark" not in _goal(shelf.body(PAGE))


def test_a_line_lies_within_its_box():
    points = [(TODAY, 5), (TODAY + 10 * DAY, 5)]
    assert sparklines.spark(points) == Spark("M3.0 16.0L117.0 16.0", "")
    assert sparklines.spark(points[:1]) == Spark("", "")
    assert sparklines.spark([(TODAY, 5), (TODAY, 9)]) == Spark("", "")


def test_a_line_begins_anew_where_the_series_breaks():
    points = [(TODAY, 5), (TODAY + 5 * DAY, 9), (TODAY + 10 * DAY, 5)]
    broken = sparklines.spark(points, {TODAY, TODAY + 5 * DAY})
    assert broken == Spark("M3.0 29.0M60.0 3.0L117.0 29.0", "M60.0 1V31")


def test_a_break_of_the_series_is_told_in_words():
    made = shelf.build()
    observations.add(made.indicator, 20, TODAY, source="Neu", breaks=True, by=None)
    _measure(made, indicators=[made.indicator])
    page = _goal(shelf.body(PAGE))
    assert f"Anders gezählt ab {TODAY:%d.%m.%Y}" in _text(page)
    assert "p-spark__break" in page
    assert "Anders gezählt als zuvor" in shelf.body("/de/zahlen/")


def test_hearings_and_developments_stand_below_when_they_are_public():
    made = shelf.build()
    one = hearings.add("Was hält?", TODAY, concept=made.concept, public=True, by=None)
    hearings.move(hearings.move(one, "held", by=None), "findings", findings="Lob.", by=None)
    hearings.add("Intern", TODAY, concept=made.concept, by=None)
    known = {"precision": "month", "public": True, "by": None}
    hearings.add("Lage der Schutzsuchenden", dt.date(2015, 3, 1), **known)
    developments.add("Mehr Zuzug", TODAY, "Voll.", response="Treff.", public=True, by=None)
    developments.add("Vertraulich", TODAY, "Leer.", by=None)
    text = _text(shelf.body(PAGE))
    assert f"Was hält? {TODAY:%d.%m.%Y} · Befunde liegen vor Befunde: Lob." in text
    assert f"Mehr Zuzug seit {TODAY:%d.%m.%Y} Auswirkung: Voll. Reaktion: Treff." in text
    assert "Lage der Schutzsuchenden März 2015" in text
    assert "Intern" not in text
    assert "Vertraulich" not in text
    for part in ("Mehr Zuzug", "Lage der Schutzsuchenden"):
        assert part not in shelf.body(f"{PAGE}2007/")


def test_a_round_is_named_by_its_concept_and_by_todays_while_it_is_open():
    made = shelf.build()
    row = _round(made)
    assert f"Sie können bis {row.closes_on:%d.%m.%Y} schreiben." in shelf.body(PAGE)
    assert "Ihre Ideen" not in shelf.body(f"{PAGE}2007/")
    participations.correct(row, {"concept": made.old}, by=None)
    assert "Ihre Ideen" in shelf.body(PAGE)
    participations.correct(row, {"closes_on": TODAY - DAY}, by=None)
    assert "Ihre Ideen" not in shelf.body(PAGE)
    assert "Geschlossen am" in shelf.body(f"{PAGE}2007/")


def test_somebody_writes_without_account_and_cookie_and_it_waits_to_be_read():
    made = shelf.build()
    _round(made)
    answer = _send(area=str(made.area.public_id))
    assert (answer.status_code, bool(answer.cookies)) == (302, False)
    page = shelf.body(answer["Location"])
    assert "Ein Mensch liest Ihren Beitrag, bevor er hier erscheint." in page
    assert "Bitte samstags öffnen." not in page
    comment = ParticipationComment.objects.get()
    assert (comment.text, comment.area, comment.public) == (
        "Bitte samstags öffnen.",
        made.area,
        False,
    )
    assert "1 Beitrag ging ein. 0 stehen hier." in _text(page)


def test_the_form_asks_for_no_name_and_offers_fields_that_have_one():
    made = shelf.build()
    _round(made)
    form = shelf.body(f"{PAGE}beteiligung/ideen/").split("<form")[-1]
    assert re.findall(r'name="(\w+)"', form) == ["text", "area", "website", "token"]
    assert re.findall(r"<option[^>]*>([^<]+)", form) == ["Das ganze Konzept", "Ehrenamt"]
    assert "Bitte schreiben Sie keine Namen" in form


@pytest.mark.parametrize(
    ("text", "website", "told"),
    [
        (" ", "", "Bitte schreiben Sie, was Sie uns sagen möchten."),
        ("x" * 4001, "", "Bitte kürzen Sie Ihren Text auf 4000 Zeichen."),
        ("Kaufen!", "http://spam.example", ""),
    ],
)
def test_nothing_empty_too_long_or_from_a_machine_comes_in(text, website, told):
    _round(shelf.build())
    answer = _send(text, website=website)
    assert told in answer.content.decode()
    assert not ParticipationComment.objects.exists()


def test_whoever_writes_as_it_closes_keeps_their_words_and_is_told():
    _round(shelf.build(), until=-1)
    assert "<textarea" not in shelf.body(f"{PAGE}beteiligung/ideen/")
    page = _send().content.decode()
    assert "Diese Runde nimmt heute keine Beiträge an." in page
    assert "Bitte samstags öffnen." in page
    assert not ParticipationComment.objects.exists()


def test_afterwards_each_public_comment_says_what_became_of_it():
    made = shelf.build()
    row = _round(made, until=-1, participants=12, summary="Es ging um Zeiten.")
    for text, outcome, public in (
        ("Samstags öffnen.", "partly", True),
        ("Geheim bleiben.", "taken_up", False),
        ("Neu hier.", "", True),
    ):
        one = comments.add(row, text, TODAY, area=made.area, by=None)
        one = comments.answer(one, outcome, "Weil es geht.", by=None) if outcome else one
        _shown = comments.publish(one, by=None) if public else one
    text = _text(shelf.body(f"{PAGE}beteiligung/ideen/"))
    day = f"{TODAY:%d.%m.%Y}"
    assert "3 Beiträge gingen ein. 2 stehen hier." in text
    assert "aufgenommen: 1 teilweise aufgenommen: 1 noch nicht beantwortet: 1" in text
    assert f"Samstags öffnen. {day} · Ehrenamt teilweise aufgenommen Weil es geht." in text
    assert "Teilnehmende 12" in text
    assert "Es ging um Zeiten." in text
    assert "Geheim" not in text


def test_a_round_that_is_not_public_is_not_there():
    _round(shelf.build(), public=False)
    assert Client().get(f"{PAGE}beteiligung/ideen/").status_code == 404
    assert _send().status_code == 404


def test_it_speaks_arabic_and_says_what_is_german():
    made = shelf.build()
    comments.publish(comments.receive(_round(made), "مرحبا"), by=None)
    page = shelf.body("/ar/integrationskonzept/beteiligung/ideen/")
    assert "مساهمتك" in page
    assert "Your comment" not in page
    assert '<h1 class="k-h1" lang="de" dir="ltr">Ihre Ideen' in page
    assert '<blockquote dir="auto"><p>مرحبا' in page


def test_a_goal_is_subscribed_to_as_a_feed():
    made = shelf.build()
    one = measures.move(_measure(made), "running", by=None)
    results.add(one, "Erste Sprechstunde", TODAY, url="https://x.example/1", by=None)
    _measure(made, "Noch geheim", public=False)
    address = f"{PAGE}ziele/{made.goal.public_id}/atom.xml"
    answer = Client().get(address)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    assert sorted(entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")) == [
        "Sprechstunde (läuft)",
        "Sprechstunde: Erste Sprechstunde",
        "nicht zufriedenstellend bearbeitbar",
    ]
    assert Client().get(address).content == answer.content
    tag = answer["ETag"]
    assert Client().get(address, headers={"if-none-match": tag}).status_code == 304
    concepts.correct(made.concept, {"public": False}, by=None)
    assert Client().get(address).status_code == 404


def test_a_question_about_a_goal_names_it():
    made = shelf.build()
    address = f"/de/fragen/?ziel={made.goal.public_id}"
    assert address in shelf.body(PAGE)
    assert "Ihre Frage betrifft: Das Ehrenamt hat Rückhalt." in _text(shelf.body(address))
    with time_machine.travel(timezone.now() - 10 * dt.timedelta(seconds=1), tick=False):
        token = guards.new_token("ask")
    said = {"text": "Warum?", "reply_to": "a@example.org", "token": token}
    assert Client().post(address, said).status_code == 302
    enquiry = Enquiry.objects.get()
    assert enquiry.subject == "Frage: Das Ehrenamt hat Rückhalt."
    assert (enquiry.about_label, enquiry.about_id) == ("steering.goal", str(made.goal.pk))
    assert "Ihre Frage betrifft" not in shelf.body("/de/fragen/?ziel=kein-ziel")


def test_queries_do_not_grow():
    made, counts = shelf.build(), []
    row = _round(made)
    feed = f"{PAGE}ziele/{made.goal.public_id}/atom.xml"
    pages = ("/ar/integrationskonzept/", "/ar/integrationskonzept/beteiligung/ideen/", feed)
    for size in (1, 3):
        for number in range(size):
            one = _measure(made, f"M {size} {number}", indicators=[made.indicator])
            results.add(one, "Da", TODAY, by=None)
            comments.publish(comments.receive(row, f"{number}"), by=None)
            hearings.add(f"A {number}", TODAY, concept=made.concept, public=True, by=None)
            developments.add(f"E {number}", TODAY, "Wirkt.", public=True, by=None)
        counts.append([shelf.queries(page) for page in pages])
    assert counts[0] == counts[1]
    assert counts[0][0] <= 36
    assert max(counts[0][1:]) <= 15
