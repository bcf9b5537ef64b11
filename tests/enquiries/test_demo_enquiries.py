"""The demo's Anliegen: some wait, one was rightly referred to the social office."""

import random
from collections import Counter

import pytest
from django.db import transaction
from django.utils import timezone

from konfluenz.directory import demo as directory
from konfluenz.enquiries import demo, due
from konfluenz.enquiries.models import Contribution, Enquiry
from konfluenz.ground import rendering
from konfluenz.ground.due import Harm
from konfluenz.ground.models import Mention, Message
from konfluenz.people import demo as people

SOCIAL = "Amt für Jugend, Familie, Senioren und Soziales"


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """Build once for the tests of this file, which only read; taken back at the end."""
    chance = random.Random(1)
    with django_db_blocker.unblock(), transaction.atomic():
        made = people.build(chance, 20)
        directory.build(chance, made)
        demo.build(made)
        yield
        transaction.set_rollback(True)


def test_life_of_the_last_months_in_every_state_and_way(town):
    rows = Enquiry.objects.all()
    assert len(rows) == 26
    states = Counter(row.state for row in rows)
    assert states == {"done": 13, "open": 8, "waiting": 3, "referred": 2}
    assert {row.way for row in rows} == {"form", "phone", "walk_in", "mail", "letter"}
    assert (timezone.now() - min(row.arrived_at for row in rows)).days >= 120
    moments = [m for row in rows for m in (row.arrived_at, row.first_answer_at, row.closed_at) if m]
    assert max(moments) <= timezone.now()
    assert all(row.first_answer_at >= row.arrived_at for row in rows if row.first_answer_at)
    assert all(said.at >= said.enquiry.arrived_at for said in Contribution.objects.all())


def test_a_concern_is_rightly_referred_to_the_social_office(town):
    with_consent, without = Enquiry.objects.filter(state="referred").order_by("-arrived_at")
    assert (with_consent.unit.name, with_consent.topic.refer_only) == (SOCIAL, True)
    assert (without.unit.name, without.outcome) == ("Leitstelle für Integration", SOCIAL)
    told = with_consent.contributions.get(direction="out").text
    assert SOCIAL in told
    sent = Message.objects.filter(template="enquiries/mail/handed_over")
    assert [one.address for one in sent] == ["soziales@koblenz.example.org"]


def test_some_wait_and_who_waits_longest_is_seen_today(town):
    found = due.due(timezone.localdate(), people.account_for("coordinator"))
    alone = [one for one in found if one.harm == Harm.SOMEBODY_ALONE]
    assert len(alone) >= 3
    assert any(one.harm == Harm.UNTIDY for one in found)
    social = due.due(timezone.localdate(), people.account_for("social_worker"))
    assert social == []


def test_without_people_only_strangers_turned_to_us(town):
    with transaction.atomic():
        made = demo.build([])
        transaction.set_rollback(True)
    assert len(made) == 15
    assert {one.person for one in made} == {None}


def test_every_one_has_an_entry_in_the_trail_and_every_mail_can_be_read(town):
    noted = Mention.objects.filter(label="enquiries.enquiry").values_list("record_id", flat=True)
    keys = {str(pk) for pk in Enquiry.objects.values_list("pk", flat=True)}
    assert keys == set(noted)
    mails = Message.objects.filter(template__startswith="enquiries/")
    assert {m.template.rsplit("/", 1)[1] for m in mails} >= {
        "received",
        "answer",
        "handed_over",
        "assigned",
    }
    assert all(rendering.render(mail).text for mail in mails)
    assert {m.address.rsplit("@", 1)[1] for m in mails} <= {"example.org", "koblenz.example.org"}
