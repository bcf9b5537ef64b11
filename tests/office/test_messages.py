"""The outbox in the office: readable, honest about what is stuck, silent about secrets."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.office import city

from konfluenz.ground import delivery, files, outbox
from konfluenz.ground.models import Message
from konfluenz.ground.models.outbox import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(db):
    return city.office()


def _message(unit, **values):
    made = outbox.send("directory/mail/unit_corrected", to=unit, about=unit)
    Message.objects.filter(pk=made.pk).update(**values)
    made.refresh_from_db()
    return made


def _at(message, rest=""):
    return f"/buero/postausgang/{message.public_id}/{rest}"


def _settled(state, **more):
    return {"state": state, "settled_at": timezone.now(), "subject": "Bitte prüfen", **more}


def test_a_mail_is_read_as_its_recipient_reads_it(unit):
    message = _message(unit, **_settled(State.SENT, text="Guten Tag, bitte prüfen Sie."))
    page = city.client().get(_at(message)).text
    assert "Guten Tag, bitte prüfen Sie." in page
    assert "31 Ordnungsamt" in page


def test_what_carries_a_code_is_read_by_nobody(unit):
    message = _message(
        unit, confidential=True, **_settled(State.SENT, subject="Code 123456", text="123456")
    )
    browser = city.client("administrator")
    for page in (browser.get(_at(message)).text, browser.get("/buero/postausgang/").text):
        assert "123456" not in page
        assert "Vertraulich" in page


def test_a_failed_mail_goes_again_and_the_trail_says_by_whom(unit):
    message = _message(unit, **_settled(State.FAILED, error="550 unbekannt"))
    browser = city.client()
    assert "550 unbekannt" in browser.get(_at(message)).text
    assert browser.post(_at(message, "noch-einmal/")).status_code == 302
    message.refresh_from_db()
    assert message.state == State.WAITING
    assert "Kim coordinator" in browser.get(_at(message)).text


def test_held_mails_stay_while_there_is_no_server(unit, settings):
    settings.MAIL_URL = ""
    message = _message(unit, **_settled(State.HELD))
    answer = city.client().post(_at(message, "freigeben/"), follow=True)
    assert "kein Server" in answer.text
    message.refresh_from_db()
    assert message.state == State.HELD


def test_a_letter_is_printed_and_then_counts_as_sent(unit):
    message = _message(unit, channel="letter", state=State.MANUAL)
    files.store(
        ContentFile(b"%PDF-1.7 Brief", name="brief.pdf"),
        owner=message,
        public=False,
        by=None,
        kinds=files.PDF,
    )
    browser = city.client()
    letter = browser.get(_at(message, "brief/"))
    assert b"".join(letter.streaming_content) == b"%PDF-1.7 Brief"
    assert letter["Content-Disposition"].startswith("attachment")
    browser.post(_at(message, "erledigt/"), {"note": "Eingeworfen.", **city.FORM})
    message.refresh_from_db()
    assert (message.state, message.note) == (State.SENT, "Eingeworfen.")


def test_no_letter_is_handed_out_that_is_not_there(unit):
    assert city.client().get(_at(_message(unit), "brief/")).status_code == 404


def test_the_mail_of_a_correction_can_be_read_after_the_worker_turned(unit, settings):
    settings.MAIL_URL = ""
    from_form = {"kind": "office", "number": "31", "name": "Amt für Ordnung", "mail": unit.mail}
    browser = city.client()
    answer = browser.post(
        f"/buero/aemter/{unit.public_id}/bearbeiten/",
        {**from_form, "valid_from": "14.09.2015", "revision": unit.revision, **city.FORM},
    )
    assert answer.status_code == 302, answer.text
    delivery.hand_over()
    message = Message.objects.get(template="directory/mail/unit_corrected")
    page = browser.get(_at(message)).text
    assert "Amt für Ordnung" in page
    assert message.state == State.HELD


def test_the_list_costs_the_same_for_one_and_three_messages(unit):
    browser, costs = city.client(), []
    browser.get("/buero/postausgang/")
    for more in (1, 2):
        city.crowd(more, lambda _number: _message(unit, **_settled(State.SENT)))
        with CaptureQueriesContext(connection) as seen:
            assert browser.get("/buero/postausgang/").status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 15
