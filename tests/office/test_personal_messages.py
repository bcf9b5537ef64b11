"""Messages with personal links and codes: the office reads what was said, and cannot act by it."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings as configured
from django.urls import get_resolver
from django.utils import timezone
from tests.office import city, world
from tests.volunteering import match_city, town

from konfluenz.ground import delivery, veiled
from konfluenz.ground.models import Message
from konfluenz.ground.models.outbox import State
from konfluenz.volunteering import (
    check_ins,
    contact_codes,
    hours,
    offers,
    proposals,
    submissions,
)
from konfluenz.volunteering.models import Placement
from konfluenz.volunteering.offers import Offer

pytestmark = pytest.mark.django_db
OUTBOX = "/buero/postausgang/"
PUBLIC = {"opportunity-public"}
"""What stands in its path is no secret: everybody may read the page."""

SAID = {
    "offer_confirm": "Bitte bestätigen Sie",
    "submission_link": "Einsatzmöglichkeit",
    "proposal": "Bitte antworten Sie bis",
    "proposal_host": "schlagen wir Ihnen jemanden vor",
    "agreed_host": "hat auch zugesagt",
    "contact_code": "mit diesem Code öffnen Sie die Kontaktdaten",
    "check_in_happened": "Lesepatin",
    "happened_host": "Lesepatin",
    "check_in_how_is_it": "Lesepatin",
    "hours_host": "1:30",
    "hours_volunteer": "2:00",
}
"""What each of them says beside its link."""


@pytest.fixture
def secrets(settings, monkeypatch):
    """Return what each recipient alone may know, of a city in earnest without a mail server."""
    settings.MAIL_URL = ""
    monkeypatch.setattr(veiled, "is_bare", lambda: False)
    offers.take(Offer("Cem Demo", mail="cem@example.org", wording="2026-01", language="uk"))
    submissions.ask("verein@example.org")
    asked = proposals.propose(town.opportunity(), town.volunteer(mail="a@example.org"), by=None)
    match_city.agree(asked)
    contact_codes.send(asked)
    placed = Placement.objects.get()
    hours.report(placed, placed.started_on, 90, side="volunteer", by=None)
    for days in (4, 16):
        with time_machine.travel(timezone.now() + dt.timedelta(days=days)):
            check_ins.ask_due()
    with time_machine.travel(timezone.now() + dt.timedelta(days=16)):
        hours.report(placed, timezone.localdate(), 120, side="organisation", by=None)
        found = {kind_of(one): (one, secret_of(one)) for one in Message.objects.order_by("-pk")}
        delivery.hand_over()
    return {kind: pair for kind, pair in found.items() if pair[1]}


def kind_of(message):
    return message.template.removeprefix("volunteering/mail/")


def secret_of(message):
    return message.context.get("token") or message.context.get("code", "")


def test_the_office_reads_what_was_said_and_no_secret(secrets):
    browser = city.client("administrator")
    listed, read = browser.get(OUTBOX).text, {}
    assert "Ihr Code für die Kontaktdaten" in listed
    for kind, (message, secret) in secrets.items():
        page = browser.get(at(message))
        assert (kind, secret in listed, secret in page.text) == (kind, False, False)
        assert (kind, page.text.count("Das liest nur, wer die") > 0) == (kind, True)
        read[kind] = world.text(page)
    assert {kind: SAID[kind] in text for kind, text in read.items()} == dict.fromkeys(SAID, True)


def test_in_the_demo_one_person_plays_both_sides(secrets, monkeypatch):
    monkeypatch.setattr(veiled, "is_bare", lambda: True)
    browser = city.client()
    message, token = secrets["proposal"]
    page = browser.get(at(message)).text
    assert token in page
    assert "damit Sie beide Seiten spielen können" in page


def test_what_went_keeps_its_words_for_ninety_days_and_its_secrets_for_one(secrets):
    message, token = secrets["proposal_host"]
    Message.objects.update(state=State.SENT, settled_at=timezone.now())
    with time_machine.travel(timezone.now() + dt.timedelta(days=2)):
        assert delivery.erase_old() == 0
    message.refresh_from_db()
    assert (message.html, message.context, message.secrets, message.confidential) == (
        *("", {}, []),
        False,
    )
    assert token not in message.text
    assert SAID["proposal_host"] in message.text
    assert SAID["proposal_host"] in world.text(city.client().get(at(message)))
    with time_machine.travel(timezone.now() + dt.timedelta(days=91)):
        delivery.erase_old()
    message.refresh_from_db()
    assert (message.text, message.erased_at is None) == ("", False)


def test_each_page_that_a_token_opens_counts_as_personal():
    opened = {name for name, page in configured.LINKS.items() if "token" in parts(page)}
    assert opened - PUBLIC == configured.PERSONAL_LINKS


def parts(page):
    """Return the names of what stands in the path of a page."""
    room, _colon, name = page.rpartition(":")
    patterns = get_resolver()
    if room:
        patterns = patterns.namespace_dict[room][1]
    return {part for ways, *_rest in patterns.reverse_dict.getlist(name) for part in ways[0][1]}


def at(message):
    return f"{OUTBOX}{message.public_id}/"
