"""Feedback becomes an Anliegen of who answers for the page, once; machines are kept out."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.portal import world
from tests.publishing import tree

from konfluenz.directory import units
from konfluenz.enquiries import enquiries
from konfluenz.enquiries.models import Enquiry
from konfluenz.portal import guards

pytestmark = pytest.mark.django_db

SENT = "/ar/rueckmeldung/danke/"


def _post(client, token, address="/ar/rueckmeldung/", **more):
    return client.post(address, {"message": "رابط لا يعمل", "token": token, **more})


def _token(seconds_ago: float = 10) -> str:
    with time_machine.travel(timezone.now() - dt.timedelta(seconds=seconds_ago), tick=False):
        return guards.new_token("feedback")


def test_feedback_becomes_an_enquiry_of_the_unit_that_answers():
    office = world.city()
    client = Client(enforce_csrf_checks=True)
    response = _post(
        client, _token(), "/ar/rueckmeldung/?thema=deutsch-lernen", mail="a@example.org"
    )
    assert response["Location"] == SENT
    enquiry = Enquiry.objects.get()
    assert (enquiry.subject, enquiry.unit, enquiry.way, enquiry.language, enquiry.reply_to) == (
        "Rückmeldung zur Website: Deutsch lernen",
        office,
        "form",
        "ar",
        "a@example.org",
    )
    assert enquiry.topic.slug == "language_courses"
    assert _said(enquiry) == ["رابط لا يعمل", "", "Sprache: العربية", "http://localhost:8000/ar/"]
    assert not response.cookies


def test_feedback_on_a_page_goes_to_its_owner_with_a_link_to_it(client):
    world.city()
    owner = units.add("Jugendamt", kind="office", number="51", by=None)
    page = tree.guide(unit=owner)
    shown = client.get("/ar/rueckmeldung/?zu=ratgeber/deutsch-lernen/").content.decode()
    assert '<bdi lang="de">Deutsch lernen</bdi>' in shown
    _post(client, _token(), "/ar/rueckmeldung/?zu=ratgeber/deutsch-lernen/")
    enquiry = Enquiry.objects.get()
    assert (enquiry.subject, enquiry.unit) == ("Rückmeldung zur Website: Deutsch lernen", owner)
    assert (enquiry.about_label, enquiry.about_id) == ("publishing.portalpage", str(page.pk))
    assert _said(enquiry)[-1] == "http://localhost:8000/ar/ratgeber/deutsch-lernen/"


@pytest.mark.parametrize(
    "to", ["../konto/", "e/geheim/", "ratgeber/fehlt/", "//evil.example/", "%"]
)
def test_an_address_that_is_no_public_page_is_not_repeated(client, to):
    world.city()
    shown = client.get("/de/rueckmeldung/", {"zu": to})
    assert shown.status_code == 200
    assert "Zu dieser Seite" not in shown.content.decode()


def test_sending_twice_makes_one_enquiry(client):
    world.city()
    token = _token()
    assert [_post(client, token)["Location"] for _ in range(2)] == [SENT, SENT]
    assert Enquiry.objects.count() == 1


def test_the_field_nobody_sees_catches_machines(client):
    world.city()
    assert _post(client, _token(), website="http://spam.example")["Location"] == SENT
    assert Enquiry.objects.count() == 0


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
    assert Enquiry.objects.count() == 0


def test_ten_an_hour_from_one_connection(client):
    world.city()
    answers = [_post(client, _token()).status_code for _ in range(11)]
    assert answers == [302] * 10 + [200]
    assert Enquiry.objects.count() == 10


def test_what_is_wrong_is_said_at_its_field(client):
    world.city()
    response = client.post(
        "/de/rueckmeldung/", {"message": " ", "mail": "keine", "token": _token()}
    )
    body = response.content.decode()
    assert "Bitte schreiben Sie, was Sie uns sagen möchten." in body
    assert "Bitte schreiben Sie die Adresse so: name@example.org" in body
    assert body.count('aria-invalid="true"') == 2


def test_a_token_stays_good_when_the_enquiry_cannot_be_written(client, monkeypatch):
    world.city()
    token = _token()
    with monkeypatch.context() as patch:
        patch.setattr(enquiries, "receive", _fail)
        with pytest.raises(RuntimeError):
            _post(client, token)
    assert _post(client, token)["Location"] == SENT
    assert Enquiry.objects.count() == 1


def test_without_any_unit_the_reader_is_told_another_way(client):
    response = _post(client, _token(), "/de/rueckmeldung/")
    assert "Zurzeit können wir hier keine Nachrichten annehmen." in response.content.decode()


def _said(enquiry):
    return enquiry.contributions.get(direction="in").text.splitlines()


def _fail(*_words, **_more):
    raise RuntimeError
