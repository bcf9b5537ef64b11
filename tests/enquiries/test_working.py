import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.enquiries.town import acts, ago, asked, last_mail, mails, topic

from konfluenz.directory import posts, workdays
from konfluenz.enquiries import contributions, enquiries
from konfluenz.enquiries.models import Contribution, Enquiry
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.ground.models import Message
from konfluenz.ground.revisions import Stale

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


@pytest.fixture
def enquiry(lead):
    return asked(reply_to="ada@example.org", name="Ada Demo")


def state(enquiry):
    row = Enquiry.objects.get(pk=enquiry.pk)
    return row.state, row.taken_by, row.closed_at is not None, row.outcome


def test_a_thread_runs_its_course(enquiry, kim):
    enquiries.take(enquiry, by=kim)
    contributions.note(enquiry, "Kursliste liegt im Ordner", by=kim)
    contributions.answer(enquiry, "Ja, dienstags.", by=kim)
    assert state(enquiry) == ("waiting", kim, False, "")
    contributions.hear(enquiry, "Danke!", by=kim)
    assert state(enquiry) == ("open", kim, False, "")
    enquiries.close(enquiry, "Kurs gefunden", by=kim)
    assert state(enquiry) == ("done", None, True, "Kurs gefunden")
    enquiries.reopen(enquiry, reason="Kurs fiel aus", by=kim)
    assert state(enquiry) == ("open", None, False, "")
    assert [(c.direction, c.text, c.said_by) for c in Contribution.objects.all()] == [
        ("in", "Gibt es abends Kurse?", "Ada Demo"),
        ("note", "Kursliste liegt im Ordner", "Kim Muster"),
        ("out", "Ja, dienstags.", "Kim Muster"),
        ("in", "Danke!", "Ada Demo"),
    ]
    assert acts(enquiry) == [
        "enquiry.received",
        "enquiry.taken",
        "enquiry.noted",
        "enquiry.answered",
        "enquiry.heard",
        "enquiry.closed",
        "enquiry.reopened",
    ]


def test_an_answer_goes_by_mail_and_counts_once_as_the_first(enquiry, kim):
    contributions.answer(enquiry, "Ja, dienstags.", by=kim)
    first = Enquiry.objects.get().first_answer_at
    mail, said = last_mail(), Contribution.objects.last()
    assert mail.subject == "Unsere Antwort: Sprachkurs gesucht"
    assert "Ja, dienstags." in mail.text
    assert "Leitstelle" in mail.text
    assert (said.message_label, said.message_id) == (
        "ground.message",
        str(Message.objects.latest("pk").pk),
    )
    contributions.answer(enquiry, "Und donnerstags.", by=kim)
    assert Enquiry.objects.get().first_answer_at == first
    assert mails()[1:] == [("answer", "ada@example.org")] * 2


def test_what_was_told_by_phone_is_noted_with_its_time(lead, kim):
    enquiry = asked(way="phone", arrived_at=ago(2), reply_to="0261 90009123")
    with pytest.raises(EnquiryRefused, match="rufen Sie an"):
        contributions.answer(enquiry, "Ja", by=kim)
    with pytest.raises(EnquiryRefused, match="mündlich"):
        contributions.answer(enquiry, "Ja", at=ago(1), by=kim)
    for wrong in (ago(3), ago(-1)):
        with pytest.raises(EnquiryRefused):
            contributions.answer(enquiry, "Ja", told=True, at=wrong, by=kim)
    when = ago(1)
    answered = contributions.answer(enquiry, "Ja", told=True, at=when, by=kim)
    assert (answered.state, answered.first_answer_at, answered.taken_by) == ("waiting", when, kim)
    assert mails() == []
    assert Contribution.objects.last().message_label == ""


def test_who_is_at_it_is_told_to_the_next_one(enquiry, kim, toni):
    enquiries.take(enquiry, by=kim)
    enquiries.take(enquiry, by=kim)
    for act in (
        lambda: enquiries.take(enquiry, by=toni),
        lambda: contributions.answer(enquiry, "Ja", by=toni),
    ):
        with pytest.raises(EnquiryRefused, match="Kim Muster arbeitet an diesem Anliegen"):
            act()
    released = enquiries.release(enquiry, by=toni)
    assert (released.taken_by, released.taken_at) == (None, None)
    with pytest.raises(EnquiryRefused, match="Niemand"):
        enquiries.release(enquiry, by=toni)
    assert enquiries.take(enquiry, by=toni).taken_by == toni


def test_two_forms_on_one_thread_and_one_is_told(enquiry, kim):
    contributions.note(enquiry, "Rückfrage", by=kim)
    for act in (
        lambda: contributions.answer(enquiry, "Ja", seen=0, by=kim),
        lambda: enquiries.close(enquiry, "Fertig", seen=0, by=kim),
    ):
        with pytest.raises(Stale):
            act()
    assert Contribution.objects.filter(direction="out").count() == 0


def test_a_closed_thread_rests_until_it_is_opened(enquiry, kim, desk):
    enquiries.close(enquiry, "Fertig", by=kim)
    for act in (
        lambda: enquiries.take(enquiry, by=kim),
        lambda: enquiries.release(enquiry, by=kim),
        lambda: enquiries.assign(enquiry, desk, by=kim),
        lambda: enquiries.postpone(enquiry, timezone.localdate() + WEEK, reason="x", by=kim),
        lambda: enquiries.close(enquiry, "Fertig", by=kim),
        lambda: contributions.answer(enquiry, "Ja", by=kim),
    ):
        with pytest.raises(EnquiryRefused, match="abgeschlossen"):
            act()
    assert contributions.note(enquiry, "Nachtrag", by=kim).direction == "note"


def test_who_writes_again_opens_the_thread_with_a_new_day(lead, kim):
    enquiry = asked(arrived_at=ago(30))
    enquiries.close(enquiry, "Fertig", by=kim, at=ago(20))
    heard = contributions.hear(enquiry, "Es hat nicht geklappt", by=None)
    assert (heard.state, heard.closed_at, heard.outcome) == ("open", None, "")
    assert heard.due_at.date() == workdays.after(timezone.now(), 2).date()
    again = contributions.hear(enquiry, "Hallo?", by=None)
    assert again.due_at == heard.due_at


def test_it_ends_with_words_in_time_and_once(enquiry, kim):
    for outcome in (" ", "x" * 201):
        with pytest.raises(EnquiryRefused, match="was daraus wurde"):
            enquiries.close(enquiry, outcome, by=kim)
    with pytest.raises(EnquiryRefused, match="vor dem Eingang"):
        enquiries.close(enquiry, "Fertig", at=ago(9), by=kim)
    with pytest.raises(EnquiryRefused, match="schon offen"):
        enquiries.reopen(enquiry, reason="x", by=kim)
    enquiries.close(enquiry, "Fertig", by=kim)
    with pytest.raises(EnquiryRefused, match="warum"):
        enquiries.reopen(enquiry, reason=" ", by=kim)


def test_assigning_moves_it_and_tells_the_unit(enquiry, lead, desk, kim):
    enquiries.take(enquiry, by=kim)
    post = posts.add(desk, "Beratung", by=None)
    moved = enquiries.assign(enquiry, desk, post, reason="Kurse machen Sie", by=kim)
    assert (moved.unit, moved.post, moved.taken_by) == (desk, post, None)
    mail = last_mail()
    assert mail.subject == "Neues Anliegen für Ihre Einheit: Sprachkurs gesucht"
    for words in ("Leitstelle", "Kurse machen Sie", "„Beratung“", str(enquiry.public_id)):
        assert words in mail.text
    assert "Gibt es abends Kurse" not in mail.text
    for unit in (lead, desk):
        assert acts(unit)[-1] == "enquiry.assigned"
    with pytest.raises(EnquiryRefused, match="schon dort"):
        enquiries.assign(enquiry, desk, post, by=kim)
    with pytest.raises(EnquiryRefused, match="Beratung"):
        enquiries.assign(enquiry, lead, post, by=kim)


def test_beyond_the_boundary_nothing_is_assigned(lead, social, kim):
    enquiry = asked(topic=topic("accommodation"))
    with pytest.raises(EnquiryRefused, match="Übergeben Sie das Anliegen"):
        enquiries.assign(enquiry, social, by=kim)


def test_another_day_is_promised_to_who_waits(enquiry, kim):
    before, day = Enquiry.objects.get().due_at, timezone.localdate() + WEEK
    later = enquiries.postpone(enquiry, day, reason="Kursplan fehlt noch", by=kim)
    assert timezone.localtime(later.due_at).date() == day
    assert timezone.localtime(later.due_at).time() == timezone.localtime(before).time()
    assert mails()[-1] == ("postponed", "ada@example.org")
    assert last_mail().subject.startswith("Unsere Antwort kommt bis zum ")
    assert "Kursplan" not in last_mail().text


def test_no_day_is_promised_without_need(enquiry, kim):
    today = timezone.localdate()
    due = timezone.localdate(enquiry.due_at)
    for day, reason in ((today - WEEK, "x"), (due, "x"), (due + WEEK, " ")):
        with pytest.raises(EnquiryRefused):
            enquiries.postpone(enquiry, day, reason=reason, by=kim)
    contributions.answer(enquiry, "Ja", by=kim)
    with pytest.raises(EnquiryRefused, match="andere Seite"):
        enquiries.postpone(enquiry, due + WEEK, reason="x", by=kim)


def test_the_database_keeps_state_and_moment_together(enquiry):
    for wrong in ({"state": "done"}, {"state": "referred"}, {"closed_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Enquiry.objects.update(**wrong)
