"""A mailbox becomes Anliegen: threads, what is not taken, old ones done, all of it back."""

import datetime as dt

import pytest
import time_machine
from tests.volunteering import lists as made

from konfluenz.enquiries import contributions, enquiries, mails
from konfluenz.enquiries.models import Contribution, Enquiry, Mail
from konfluenz.ground.models import Message
from konfluenz.people import contacts, persons, privacy
from konfluenz.people.models import Person

US = "leitstelle@stadt.example.org"


@pytest.fixture(autouse=True)
def monday(lead):
    with time_machine.travel(dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC), tick=False):
        yield


def mail(
    key, day, *, sender="Ada Demo <ada@example.org>", to=US, subject="Kurs", text="Wann?", more=""
):
    """Return a mail of November 2026, or of a whole date, as a mailbox holds it."""
    date = day if isinstance(day, str) else f"{day} Nov 2026"
    return (
        f"From - x\nFrom: {sender}\nTo: {to}\nDate: {date} 10:00:00 +0100\nSubject: {subject}\n"
        f"Message-ID: <{key}@x>\n{more}\n{text}\n\n"
    )


def answer(key, day, after, **more):
    """Return a mail that answers `after`."""
    named = " ".join(f"<{one}@x>" for one in after)
    return mail(key, day, subject="AW: Kurs", more=f"References: {named}\n", **more)


def state(enquiry):
    return (enquiry.subject, enquiry.state, enquiry.contributions.count())


def states():
    return [state(one) for one in Enquiry.objects.order_by("arrived_at", "pk")]


def test_a_mail_is_an_enquiry_with_owner_day_and_way(lead):
    _taken, counts = made.read("mailbox", mail("a", 20, subject="Re: AW: Kurs", text="Wann?"))
    assert counts == {"new": 1, "alike": 0}
    one = Enquiry.objects.get()
    assert (one.subject, one.way, one.unit, one.state) == ("Kurs", "mail", lead, "open")
    assert (one.name, one.reply_to) == ("Ada Demo", "ada@example.org")
    assert one.arrived_at == dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    assert one.due_at == dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
    said = one.contributions.get()
    assert (said.direction, said.text, said.said_by) == ("in", "Wann?", "Ada Demo")
    assert (Person.objects.count(), Message.objects.count()) == (0, 0)


def test_who_is_on_record_is_linked_and_two_are_named():
    ada, twin = persons.add("Ada Demo", by=None), persons.add("A. Demo", by=None)
    contacts.add(ada, "mail", "ada@example.org", by=None)
    made.read("mailbox", mail("a", 20, sender="ADA@example.org"))
    assert Enquiry.objects.get().person == ada
    contacts.add(twin, "mail", "ada@example.org", by=None)
    taken, _counts = made.read("mailbox", mail("b", 20))
    assert Enquiry.objects.latest("pk").person is None
    assert len(taken.rows.get().alike) == 2


def test_replies_and_our_answers_join_their_thread():
    box = [
        answer("d", 19, ["a", "b"], text="Danke"),
        mail("a", 16),
        answer("b", 17, ["a"], sender=US, to="ada@example.org", text="Am Montag"),
        answer("c", 18, ["a"], sender="Fremd <x@example.org>", text="Ich nicht"),
        mail("e", 18, sender=US, subject="Von uns"),
    ]
    taken, counts = made.read("mailbox", "".join(box))
    assert counts == {"new": 4, "refused": 1, "alike": 0}
    assert states() == [("Kurs", "open", 3), ("Kurs", "open", 1)]
    thread = Enquiry.objects.order_by("arrived_at").first()
    assert [(one.direction, one.text) for one in thread.contributions.all()] == [
        ("in", "Wann?"),
        ("out", "Am Montag"),
        ("in", "Danke"),
    ]
    assert thread.first_answer_at == dt.datetime(2026, 11, 17, 9, tzinfo=dt.UTC)
    told = [row[3] for row in made.rows(taken)]
    assert told[1] == "Von leitstelle@stadt.example.org, 17.11.2026. Gehört zu „Kurs“."
    assert told[0] == "Von Ada Demo, 16.11.2026. Wartet auf Antwort."
    assert "Das haben wir geschrieben" in told[3]


def test_what_we_answered_waits_for_them():
    made.read("mailbox", mail("a", 20) + answer("b", 21, ["a"], sender=US, to="ada@example.org"))
    made.read("mailbox", mail("c", 20, more="X-Mozilla-Status: 0003\n"))
    assert states() == [("Kurs", "waiting", 2), ("Kurs", "waiting", 1)]


def test_a_form_of_our_website_writes_for_whoever_wants_the_answer():
    made.read("mailbox", mail("a", 20, sender=US, more="Reply-To: Kim <kim@example.org>\n"))
    assert Enquiry.objects.get().reply_to == "kim@example.org"


@pytest.mark.parametrize(
    ("settled", "found"),
    [
        ("14", [("alt", "done", 1), ("neu", "open", 1)]),
        ("0", [("alt", "done", 1), ("neu", "done", 1)]),
        ("never", [("alt", "open", 1), ("neu", "open", 1)]),
    ],
)
def test_old_threads_come_in_as_done_by_choice(settled, found):
    box = mail("a", 2, subject="alt") + mail("b", 20, subject="neu")
    made.read("mailbox", box, settled=settled)
    assert states() == found


def test_an_old_thread_with_a_new_word_is_open_and_too_old_ones_stay_outside():
    box = mail("a", 2) + answer("b", 21, ["a"]) + mail("c", "2 Nov 2024")
    taken, counts = made.read("mailbox", box)
    assert (states(), counts["refused"]) == ([("Kurs", "open", 2)], 1)
    assert "älter, als Sie zurückgehen wollen" in made.rows(taken)[0][3]
    assert made.read("mailbox", box, reach="never")[1] == {"new": 1, "unchanged": 2, "alike": 0}


def test_the_same_mail_a_hundred_times_is_one_and_a_repeat_changes_nothing():
    box = mail("a", 20) + answer("b", 21, ["a"])
    assert made.read("mailbox", box * 50)[1] == {"new": 2, "unchanged": 98, "alike": 0}
    before = states()
    assert made.read("mailbox", box)[1] == {"unchanged": 2, "alike": 0}
    nameless = box.replace("Message-ID: <a@x>\n", "")
    assert made.read("mailbox", nameless)[1] == {"new": 1, "unchanged": 1, "alike": 0}
    assert made.read("mailbox", nameless)[1] == {"unchanged": 2, "alike": 0}
    assert states()[:1] == before


def test_what_no_person_wrote_is_listed_and_not_taken():
    box = [
        mail("a", 20, more="Auto-Submitted: auto-replied\n"),
        mail("b", 20, more="Return-Path: <>\n"),
        mail("c", 20, more="List-Id: <demo.example.org>\n"),
        mail("d", 20, more="X-Spam-Flag: YES\n"),
        mail("e", 20, sender=""),
        mail("f", 20, more="Content-Type: multipart/mixed; boundary=b\n", text="--b\n\nx\n" * 60),
    ]
    taken, counts = made.read("mailbox", "".join(box))
    assert (counts, Enquiry.objects.count()) == ({"refused": 6, "alike": 0}, 0)
    reasons = ("Maschine", "unzustellbar", "Newsletter", "Spam", "nicht darin, wer", "50 Teile")
    shown = made.rows(taken)
    assert [word for word, row in zip(reasons, shown, strict=True) if word not in row[3]] == []
    assert {row[2] for row in shown} == {"Kurs"}


def test_a_trial_says_the_same_as_the_import_across_batches():
    box = mail("a", 16) + "".join(mail(f"x{n}", 17, subject=f"Frage {n}") for n in range(30))
    box += answer("b", 18, ["a"], sender=US, to="ada@example.org") + answer("c", 19, ["a", "b"])
    _taken, tried = made.tried("mailbox", box)
    assert Enquiry.objects.count() == 0
    read, counts = made.read("mailbox", box)
    assert (counts, made.rows(read)) == ({"new": 33, "alike": 0}, tried)
    assert tried[-1][3] == "Von Ada Demo, 19.11.2026. Gehört zu „Kurs“."


def test_all_of_it_can_be_taken_back_but_not_what_somebody_worked_on(kim):
    box = mail("a", 16) + answer("b", 17, ["a"]) + mail("c", 17, subject="Bearbeitet")
    taken, _counts = made.read("mailbox", box)
    worked = Enquiry.objects.get(subject="Bearbeitet")
    contributions.note(worked, "Rufe zurück", by=kim)
    assert made.undone(taken) == {"back": 2, "stayed": 1}
    assert (states(), Mail.objects.count()) == ([("Bearbeitet", "open", 2)], 1)
    assert made.read("mailbox", box)[1] == {"new": 2, "unchanged": 1, "alike": 0}


def test_taking_back_a_later_mailbox_leaves_the_thread_as_it_was(kim):
    first, _counts = made.read("mailbox", mail("a", 2))
    later, counts = made.read("mailbox", answer("b", 20, ["a"]) + answer("c", 21, ["b"]))
    assert (counts, states()) == ({"new": 2, "alike": 0}, [("Kurs", "open", 3)])
    assert made.undone(later) == {"back": 2}
    assert states() == [("Kurs", "done", 1)]
    again, _counts = made.read("mailbox", answer("d", 20, ["a"]))
    assert made.undone(first) == {"stayed": 1}
    enquiries.take(Enquiry.objects.get(), by=kim)
    assert made.undone(again) == {"stayed": 1}
    assert states() == [("Kurs", "open", 2)]


def test_a_closed_enquiry_opens_by_a_new_mail_and_not_by_an_old_one(kim):
    made.read("mailbox", mail("a", 2), settled="never")
    enquiries.close(Enquiry.objects.get(), "Beantwortet.", by=kim)
    made.read("mailbox", answer("b", 3, ["a"]), settled="14")
    assert states() == [("Kurs", "done", 2)]
    made.read("mailbox", answer("c", 20, ["a"]))
    assert states() == [("Kurs", "open", 3)]


def test_a_mail_is_kept_sealed_as_it_came_for_ninety_days():
    raw = mail("a", 20, text="Größe").encode("cp1252")
    made.read("mailbox", raw)
    kept = Mail.objects.get()
    assert mails.raw(kept.contribution.enquiry, 1) == raw.partition(b"\n")[2].rstrip() + b"\n"
    stored = Mail.objects.values_list("raw", "people", "digest", "thread").get()
    assert "ada@example.org" not in " ".join(stored[1:])
    with time_machine.travel(dt.datetime(2027, 2, 20, tzinfo=dt.UTC)):
        assert mails.sweep() == 0
    with time_machine.travel(dt.datetime(2027, 2, 22, tzinfo=dt.UTC)):
        assert (mails.sweep(), mails.sweep()) == (1, 0)
    assert (mails.raw(kept.contribution.enquiry, 1), Contribution.objects.get().text) == (
        b"",
        "Größe",
    )


def test_a_very_long_mail_is_cut_and_says_so():
    made.read("mailbox", mail("a", 20, text="x" * 30_000, subject="y" * 300))
    said = Contribution.objects.get()
    assert len(said.text) < 20_000
    assert said.text.endswith("Der Rest steht in der E-Mail, wie sie kam.")
    assert len(said.enquiry.subject) == 160


def test_what_a_person_wrote_goes_with_them_and_is_in_their_answer():
    ada = persons.add("Ada Demo", by=None)
    contacts.add(ada, "mail", "ada@example.org", by=None)
    box = mail("a", 20, text="Kanarienvogel")
    made.read("mailbox", box)
    assert "Kanarienvogel" in privacy.export(ada)["records"]["enquiries.mail"][0]["raw"]
    privacy.erase(ada, by=None)
    left = Mail.objects.get()
    assert (left.raw, left.people, left.contribution.text) == ("", "", "")
    assert made.read("mailbox", box)[1] == {"unchanged": 1, "alike": 0}
