"""A year after the closing nobody can say who asked or what was said; what is counted stays."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from tests.enquiries.town import acts, ago, asked, topic

from konfluenz.enquiries import contributions, enquiries, forgetting
from konfluenz.enquiries.enquiries import EnquiryRefused
from konfluenz.enquiries.models import Contribution, Enquiry
from konfluenz.ground import audit, references, search
from konfluenz.ground.models import Entry
from konfluenz.people import contacts, persons

pytestmark = pytest.mark.django_db
CANARY = "kanarienvogel"


@pytest.fixture
def told(lead, kim):
    """Return an Anliegen closed ten minutes ago that says much, and one that is still open."""
    ada = persons.add("Ada Demo", by=None)
    contacts.add(ada, "mail", "ada@example.org", by=None)
    said = {"person": ada, "name": f"{CANARY} name", "reply_to": "ada@example.org", "about": ada}
    one = asked(f"{CANARY} Kurs", CANARY, arrived_at=ago(days=3), topic=topic("health"), **said)
    one = enquiries.correct(one, {"name": f"{CANARY} again"}, by=kim)
    contributions.answer(one, f"{CANARY} answer", by=kim)
    enquiries.close(one, "Platz gefunden", by=kim)
    return one, asked(f"{CANARY} offen", CANARY)


def test_after_a_year_the_words_go_and_the_counts_stay(told):
    one, still_open = told
    assert forgetting.sweep() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=366)):
        assert (forgetting.sweep(), forgetting.sweep()) == (1, 0)
    kept = Enquiry.objects.get(pk=one.pk)
    assert (kept.subject, kept.person, kept.name, kept.reply_to, kept.about) == (
        "",
        None,
        "",
        "",
        None,
    )
    assert (kept.topic.slug, kept.way, kept.state, kept.outcome) == (
        *("health", "form", "done"),
        "Platz gefunden",
    )
    assert None not in (kept.arrived_at, kept.first_answer_at, kept.closed_at)
    said = [(c.direction, c.text, c.said_by, c.message_id) for c in kept.contributions.all()]
    assert said == [("in", "", "", ""), ("out", "", "", "")]
    assert str(kept) == "Anliegen, Text gelöscht"
    assert [hit.title for hit in search.find(CANARY, [references.label(Enquiry)])] == [
        f"{CANARY} offen"
    ]
    assert Contribution.objects.get(enquiry=still_open).text == CANARY


def test_the_trail_proves_it_and_says_nothing_else_any_more(told):
    one, _open = told
    with time_machine.travel(timezone.now() + dt.timedelta(days=366)):
        forgetting.sweep()
    assert acts(one)[-2:] == ["enquiry.closed", "enquiry.forgotten"]
    entries = Entry.objects.filter(pk__in=audit.timeline(one).values("pk"))
    assert not entries.filter(detail__isnull=False).exists()


def test_what_was_forgotten_is_not_opened_again(told, kim):
    one, _open = told
    with time_machine.travel(timezone.now() + dt.timedelta(days=366)):
        forgetting.sweep()
        with pytest.raises(EnquiryRefused, match="Notieren Sie ein neues"):
            enquiries.reopen(one, by=kim, reason="Frage")
        heard = contributions.hear(one, "Noch etwas", by=kim)
        enquiries.close(heard, "Erledigt", by=kim)
        assert forgetting.sweep() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=740)):
        assert forgetting.sweep() == 1
    assert not Contribution.objects.filter(enquiry=one).exclude(text="").exists()


def test_one_opened_again_meanwhile_is_left_alone(told, kim):
    one, _open = told
    enquiries.reopen(one, by=kim, reason="Frage")
    with time_machine.travel(timezone.now() + dt.timedelta(days=400)):
        assert forgetting._forget(one.pk) == 0
