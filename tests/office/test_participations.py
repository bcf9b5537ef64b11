"""Rounds of participation in the office: comments are read, published, answered, removed."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.office import city, concept_city, world

from konfluenz.steering import comments, participations
from konfluenz.steering.models import ParticipationComment, ParticipationRound

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
ROUNDS = "/buero/integrationskonzept/beteiligung/"
COMMENTS = f"{ROUNDS}beitraege/"


@pytest.fixture
def row(db):
    begin = TODAY - dt.timedelta(days=9)
    concept = concept_city.in_force()
    return participations.add(concept, "Runde", "Was fehlt?", begin, TODAY, public=True, by=None)


def _at(comment, rest=""):
    return f"{COMMENTS}{comment.public_id}/{rest}"


def test_a_round_is_added_from_its_concept(db):
    concept, browser = concept_city.in_force(), city.client()
    tab = f"/buero/integrationskonzept/{concept.public_id}/?tab=participation"
    assert f"{ROUNDS}neu/?concept={concept.public_id}" in browser.get(tab).text
    values = {
        "concept": concept.pk,
        "title": "Ihre Ideen",
        "call": "Was fehlt?",
        "opens_on": TODAY.isoformat(),
        "closes_on": (TODAY - dt.timedelta(days=1)).isoformat(),
        **city.FORM,
    }
    answer = browser.post(f"{ROUNDS}neu/", values)
    assert (answer.status_code, "Die Runde endet nach ihrem Beginn." in answer.text) == (422, True)
    browser.post(f"{ROUNDS}neu/", values | {"closes_on": TODAY.isoformat()})
    assert ParticipationRound.objects.get().slug == "ihre-ideen"
    page = world.text(browser.get(tab))
    assert "Ihre Ideen" in page
    assert "noch nicht öffentlich" in page
    assert "So sieht es die Öffentlichkeit" not in page


def test_a_comment_is_read_answered_and_shown(row):
    comment, browser = comments.receive(row, "Samstags öffnen."), city.client()
    home = browser.get(f"{ROUNDS}{row.public_id}/").text
    assert "1 Beitrag ist noch zu lesen." in home
    assert f"/de/integrationskonzept/beteiligung/{row.slug}/" in home
    assert "Samstags öffnen." in browser.get(f"{COMMENTS}?round={row.pk}&read=unread").text
    assert "Samstags öffnen." in browser.get(_at(comment, "antwort/")).text
    answer = browser.post(_at(comment, "antwort/"), {"outcome": "partly", "text": "", **city.FORM})
    assert answer.status_code == 422
    said = {"outcome": "partly", "text": "Einmal im Monat.", **city.FORM}
    browser.post(_at(comment, "antwort/"), said)
    browser.post(_at(comment, "zeigen/"))
    page = world.text(browser.get(_at(comment)))
    assert "teilweise aufgenommen im Portal sichtbar" in page
    assert "Unsere Antwort Einmal im Monat." in page
    assert "0 Beiträge" in browser.get(f"{COMMENTS}?read=unread").text
    browser.post(_at(comment, "verbergen/"))
    assert ParticipationComment.objects.get().public is False


def test_an_advertisement_is_removed_and_taken_back(row):
    comment, browser = comments.receive(row, "Kaufen Sie!"), city.client()
    page = browser.post(_at(comment, "entfernen/"), follow=True).text
    assert not ParticipationComment.objects.exists()
    token = page.split('name="token" value="')[1].split('"')[0]
    browser.post(f"{ROUNDS}{row.public_id}/beitraege/zurueck/", {"token": token})
    assert ParticipationComment.objects.get().text == "Kaufen Sie!"


def test_a_comment_of_a_letter_is_entered_by_hand_and_a_name_taken_out(row):
    browser = city.client()
    values = {"text": "Grüße, Erika Beispiel", "received_on": TODAY.isoformat(), **city.FORM}
    browser.post(f"{ROUNDS}{row.public_id}/beitraege/neu/", values)
    comment = ParticipationComment.objects.get()
    browser.post(_at(comment, "bearbeiten/"), values | {"text": "Grüße", "revision": 0})
    answer = browser.post(_at(comment, "bearbeiten/"), values | {"text": "Zu spät", "revision": 0})
    assert answer.status_code == 409
    assert "Erika" not in browser.get(_at(comment)).text


def test_whoever_may_only_read_sees_no_unread_words(row):
    comment, browser = comments.receive(row, "Geheimes Wort"), city.client("editor")
    page = browser.get(f"{ROUNDS}{row.public_id}/")
    assert (page.status_code, COMMENTS in page.text) == (200, False)
    assert {browser.get(at).status_code for at in (COMMENTS, _at(comment))} == {403}
    assert "Geheimes" not in browser.get("/buero/suche/?q=geheimes").text


def test_queries_do_not_grow(row):
    browser, counts = city.client(), []
    tab = f"/buero/integrationskonzept/{row.concept.public_id}/?tab=participation"
    first = comments.receive(row, "Erster")
    pages = (ROUNDS, f"{ROUNDS}{row.public_id}/", COMMENTS, _at(first), tab)
    for size in (1, 3):
        for number in range(size):
            more = participations.add(
                row.concept, f"R {size} {number}", "?", TODAY, TODAY, public=True, by=None
            )
            for where in (row, more):
                comments.receive(where, f"Text {number}")
        counts.append([world.queries(browser, page) for page in pages])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= world.MOST_QUERIES
