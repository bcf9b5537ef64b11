"""A question from the portal becomes an Anliegen, once, and is answered by a day."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.portal import world

from konfluenz.enquiries.models import Enquiry
from konfluenz.ground.models import Message
from konfluenz.portal import guards

pytestmark = pytest.mark.django_db

ASK = "/ar/fragen/"
THANKS = "/ar/fragen/danke/"


def _token():
    with time_machine.travel(timezone.now() - dt.timedelta(seconds=10), tick=False):
        return guards.new_token("ask")


def _post(client, **more):
    given = {"text": "هل توجد دورات مسائية؟", "reply_to": "ada@example.org", "token": _token()}
    return client.post(ASK, given | more)


def test_a_question_becomes_an_enquiry_of_the_unit_that_answers():
    office = world.city()
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"{ASK}?thema=deutsch-lernen").text
    assert '<option value="language_courses" selected>' in page
    token = _token()
    given = {"topic": "language_courses", "name": "آدا", "token": token}
    answers = [_post(client, **given) for _ in range(2)]
    assert [(a["Location"], bool(a.cookies)) for a in answers] == [(THANKS, False)] * 2
    made = Enquiry.objects.get()
    said = made.contributions.get()
    assert (made.subject, made.way, made.unit, made.language, made.reply_to) == (
        "Frage: Deutsch lernen",
        "form",
        office,
        "ar",
        "ada@example.org",
    )
    assert (said.text, said.said_by) == ("هل توجد دورات مسائية؟", "آدا")
    mail = Message.objects.get()
    assert (mail.template, mail.address, mail.language) == (
        "enquiries/mail/received",
        "ada@example.org",
        "ar",
    )


@time_machine.travel("2026-11-20T09:00:00+01:00", tick=False)
def test_the_thanks_name_the_day_of_the_answer(client):
    world.city()
    assert "24. November 2026" in client.get("/de/fragen/danke/").text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": " "}, "من فضلك اكتب ما تريد أن تسأل عنه."),
        ({"reply_to": ""}, "من فضلك أخبرنا إلى أين نرسل الجواب."),
        ({"reply_to": "12"}, "من فضلك اكتب عنوان بريد إلكتروني أو رقم هاتف، مثل"),
        ({"token": "made:up:token"}, "بقيت هذه الصفحة مفتوحة"),
    ],
)
def test_what_is_wrong_is_said_in_the_readers_language_and_nothing_is_lost(client, given, told):
    world.city()
    page = _post(client, name="آدا", **given).text
    assert told in page
    assert 'value="آدا"' in page
    assert not Enquiry.objects.exists()


def test_machines_are_thanked_for_nothing(client):
    world.city()
    assert _post(client, website="http://spam.example")["Location"] == THANKS
    assert not Enquiry.objects.exists()


def test_nobody_floods_the_mailbox_of_somebody_else(client):
    world.city()
    answers = [_post(client).status_code for _ in range(6)]
    assert answers == [302] * 5 + [200]
    assert "وصلتنا عدة أسئلة من هذا العنوان" in _post(client).text
    assert (Enquiry.objects.count(), Message.objects.count()) == (5, 5)


def test_before_the_set_up_the_reader_is_told_another_way(client):
    given = {"text": "Gibt es Kurse?", "reply_to": "0261 123456", "token": _token()}
    page = client.post("/de/fragen/", given).text
    assert "Zurzeit können wir hier keine Nachrichten annehmen." in page
