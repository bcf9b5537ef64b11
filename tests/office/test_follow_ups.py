"""The Beschlusskontrolle in the office: table, record, what people do with a line."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.office import city, council, world

from konfluenz.actions import tasks
from konfluenz.actions.models import Task
from konfluenz.council import follow_ups, promises, resolutions
from konfluenz.council.models import FollowUp, Sentence

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + dt.timedelta(days=30)
ALL = "/buero/beschlusskontrolle/"


@pytest.fixture
def resolution(db):
    paper = council.paper(parts=[council.text("Wir legen es vor.", kind="promise")])
    values = {"paper": paper, "public": True, "by": None}
    return resolutions.add(council.body(), dt.date(2024, 3, 13), "So soll es sein.", **values)


@pytest.fixture
def line(resolution):
    unit = city.office("31", "Ordnungsamt")
    return follow_ups.of_resolution(
        resolution, "Konzept vorlegen", unit=unit, due_date=SOON, note="Innen", by=None
    )


def _at(line, rest=""):
    return f"{ALL}{line.public_id}/{rest}"


def _send(url, record=None, **values):
    seen = {"revision": type(record).objects.get(pk=record.pk).revision} if record else {}
    return city.client().post(url, {**seen, **city.FORM, **values})


def test_the_table_shows_and_exports_the_columns_of_the_control(line):
    page = city.client().get(ALL).text
    for words in ("Konzept vorlegen", "13.03.2024", "31 Ordnungsamt", "nicht begonnen"):
        assert words in page
    answer = city.client().get(f"{ALL}?export=csv")
    heads, row = b"".join(answer.streaming_content).decode().removeprefix("\ufeff").splitlines()
    assert heads == (
        "Betreff;Verlangt von;Seit;Wortlaut;Zuständig;Fällig;Status;Bemerkung;"
        "Grund der Verzögerung;Nächster Bericht;Öffentlich"
    )
    assert row.split(";")[2:7] == [
        "2024-03-13",
        "So soll es sein.",
        "31 Ordnungsamt",
        SOON.isoformat(),
        "nicht begonnen",
    ]
    assert "Innen" not in row


def test_the_table_asks_as_often_for_three_as_for_one(line, resolution):
    browser = city.client()
    one = world.queries(browser, ALL)
    for number in range(2):
        follow_ups.of_resolution(
            resolution, f"Nr. {number}", unit=line.task.unit, due_date=SOON, by=None
        )
    assert world.queries(browser, ALL) == one <= world.MOST_QUERIES
    for tab in ("", "?tab=timeline"):
        assert world.queries(browser, _at(line, tab)) <= world.MOST_QUERIES


def test_filters_narrow_and_the_issued_list_drops_what_is_closed(line):
    browser = city.client()
    assert "Konzept vorlegen" not in browser.get(f"{ALL}?state=done").text
    assert "Konzept vorlegen" not in browser.get(f"{ALL}?state=overdue").text
    tasks.finish(line.task, "Vorgelegt.", by=None)
    assert "Konzept vorlegen" in browser.get(f"{ALL}?state=done").text
    assert browser.post(f"{ALL}ausgeben/").status_code == 302
    assert FollowUp.objects.get().listed_on == TODAY
    page = browser.get(ALL).text
    assert "1 abgeschlossene Zeile fällt weg" in page
    assert "Konzept vorlegen" not in page
    assert "Konzept vorlegen" in browser.get(f"{ALL}?closed=all").text
    browser.post(f"{ALL}ausgeben/")
    assert "nichts abgeschlossen" in browser.get(ALL).text


def test_a_resolution_and_a_promise_are_taken_on_from_their_paper(resolution):
    unit = city.office("31", "Ordnungsamt")
    sentence = Sentence.objects.get()
    task = promises.take(sentence, "Vorlegen", unit=unit, due_date=SOON, by=None)
    page = city.client().get(f"/buero/ratspapiere/{resolution.paper.public_id}/").text
    of_resolution = f"/buero/ratspapiere/beschluesse/{resolution.public_id}/nachhalten/"
    of_promise = f"/buero/aufgaben/{task.public_id}/nachhalten/"
    assert of_resolution in page
    assert of_promise in page
    given = {"subject": "Konzept", "unit": unit.pk, "due_date": SOON.isoformat()}
    answer = _send(of_resolution, **given)
    made = FollowUp.objects.get()
    assert answer["Location"] == _at(made)
    _send(of_promise, subject="Vorlegen")
    page = city.client().get(f"/buero/ratspapiere/{resolution.paper.public_id}/").text
    assert of_promise not in page
    assert page.count(ALL) > 2
    assert "schon in der Beschlusskontrolle" in _send(of_promise, subject="Vorlegen").text


def test_a_request_is_added_and_bad_input_keeps_what_was_typed(db):
    unit, body = city.office("31", "Ordnungsamt"), council.body()
    given = {
        "kind": "request",
        "subject": "Zahlen nennen",
        "body": body.pk,
        "raised_on": SOON.isoformat(),
        "unit": unit.pk,
        "due_date": SOON.isoformat(),
    }
    answer = _send(f"{ALL}neu/", **given)
    assert answer.status_code == 422
    assert "Prüfen Sie den Tag" in answer.text
    assert "Zahlen nennen" in answer.text
    _send(f"{ALL}neu/", **given | {"raised_on": TODAY.isoformat()})
    assert (FollowUp.objects.get().kind, Task.objects.get().title) == ("request", "Zahlen nennen")


def test_a_line_is_reported_published_closed_and_taken_off(line):
    _send(_at(line, "stand/"), line, remark="Entwurf liegt vor.", next_report=SOON.isoformat())
    page = city.client().get(_at(line)).text
    assert "Entwurf liegt vor." in page
    assert "Innen" in page
    answer = city.client().post(_at(line, "veroeffentlichen/"), follow=True)
    assert "Veröffentlichen Sie zuerst dies" in answer.text
    _send(_at(line, "bearbeiten/"), line, subject="Anders", raised_on="2024-03-13")
    assert FollowUp.objects.get().subject == "Anders"
    answer = _send(_at(line, "abschliessen/"), line, state="done", words=" ")
    assert answer.status_code == 422
    _send(_at(line, "abschliessen/"), line, state="rejected", words="Der Rat will es nicht mehr.")
    assert Task.objects.get().state == "rejected"
    assert "Zeile abschließen" not in city.client().get(_at(line)).text
    _send(_at(line, "entfernen/"), line, reason="Doppelt")
    assert not FollowUp.objects.exists()


def test_who_saves_second_sees_both_versions(line):
    _send(_at(line, "bearbeiten/"), line, subject="Anders", raised_on="2024-03-13")
    answer = city.client().post(
        _at(line, "bearbeiten/"),
        {"revision": 0, **city.FORM, "subject": "Meins", "raised_on": "2024-03-13"},
    )
    assert answer.status_code == 409
    assert "Anders" in answer.text
    assert "Meins" in answer.text
