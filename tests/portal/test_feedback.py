"""Feedback becomes an Aufgabe, once; machines are kept out without a cookie."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.portal import world

from konfluenz.actions import tasks
from konfluenz.actions.models import Task
from konfluenz.portal import guards

pytestmark = pytest.mark.django_db

SENT = "/ar/rueckmeldung/danke/"


def _post(client, token, address="/ar/rueckmeldung/", **more):
    return client.post(address, {"message": "رابط لا يعمل", "token": token, **more})


def _token(seconds_ago: float = 10) -> str:
    with time_machine.travel(timezone.now() - dt.timedelta(seconds=seconds_ago), tick=False):
        return guards.new_token("feedback")


def test_feedback_becomes_a_task_of_the_unit_that_answers():
    office = world.city()
    client = Client(enforce_csrf_checks=True)
    response = _post(
        client, _token(), "/ar/rueckmeldung/?thema=deutsch-lernen", mail="a@example.org"
    )
    assert response["Location"] == SENT
    task = Task.objects.get()
    assert (task.title, task.unit, task.origin_kind, task.origin.label) == (
        "Rückmeldung zur Website: Deutsch lernen",
        office,
        "feedback",
        "directory.topic",
    )
    assert task.due_date == timezone.localdate() + dt.timedelta(days=7)
    assert task.details.splitlines()[:4] == [
        "رابط لا يعمل",
        "",
        "Sprache: العربية",
        "Antwort an: a@example.org",
    ]
    assert not response.cookies


def test_sending_twice_makes_one_task(client):
    world.city()
    token = _token()
    assert [_post(client, token)["Location"] for _ in range(2)] == [SENT, SENT]
    assert Task.objects.count() == 1


def test_the_field_nobody_sees_catches_machines(client):
    world.city()
    assert _post(client, _token(), website="http://spam.example")["Location"] == SENT
    assert Task.objects.count() == 0


@pytest.mark.parametrize(
    ("token", "told"),
    [
        (lambda: _token(0), "كان ذلك سريعًا جدًا"),
        (lambda: _token(guards.OLDEST + 60), "بقيت هذه الصفحة مفتوحة"),
        (lambda: "made:up:token", "بقيت هذه الصفحة مفتوحة"),
    ],
)
def test_a_token_must_be_ours_neither_too_new_nor_too_old(client, token, told):
    world.city()
    response = _post(client, token())
    body = response.content.decode()
    assert (response.status_code, told in body) == (200, True)
    assert "رابط لا يعمل" in body
    assert Task.objects.count() == 0


def test_ten_an_hour_from_one_connection(client):
    world.city()
    answers = [_post(client, _token()).status_code for _ in range(11)]
    assert answers == [302] * 10 + [200]
    assert Task.objects.count() == 10


def test_what_is_wrong_is_said_at_its_field(client):
    world.city()
    response = client.post(
        "/de/rueckmeldung/", {"message": " ", "mail": "keine", "token": _token()}
    )
    body = response.content.decode()
    assert "Bitte schreiben Sie, was Sie uns sagen möchten." in body
    assert "Bitte schreiben Sie die Adresse so: name@example.org" in body
    assert body.count('aria-invalid="true"') == 2


def test_a_token_stays_good_when_the_task_cannot_be_written(client, monkeypatch):
    world.city()
    token = _token()
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "add", _fail)
        with pytest.raises(RuntimeError):
            _post(client, token)
    assert _post(client, token)["Location"] == SENT
    assert Task.objects.count() == 1


def test_without_any_unit_the_reader_is_told_another_way(client):
    response = _post(client, _token(), "/de/rueckmeldung/")
    assert "Zurzeit können wir hier keine Nachrichten annehmen." in response.content.decode()


def _fail(*_words, **_more):
    raise RuntimeError
