"""*Stimmt noch?* through a whole cycle: asked, reminded, the coordination, the readers."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.directory.race import together

from konfluenz.directory import due, hours, organizations, review_rounds, reviews, services, units
from konfluenz.directory.hours import Open
from konfluenz.directory.models import Review
from konfluenz.directory.review_rounds import EntryGone
from konfluenz.ground import audit, links, rendering
from konfluenz.ground.due import Harm, gather
from konfluenz.ground.links import LinkRefused
from konfluenz.ground.models import Message
from konfluenz.people import accounts, persons, roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(time_machine):
    """Return a way to let days pass, counted from noon: no summer time makes one more of them."""
    begun = timezone.localtime().replace(hour=12)
    return lambda days: time_machine.move_to(begun + dt.timedelta(days=days), tick=False)


@pytest.fixture
def club():
    return organizations.add("Demo-Verein", kind="association", mail="a@example.org", by=None)


def cafe(club, name="Sprachcafé", **more):
    given = {"organization": club, "summary": "Deutsch bei Tee.", "phone": "0261 1", "by": None}
    made = services.add(name, **given | more)
    hours.replace(made, week=[Open(0, dt.time(9), dt.time(12))], by=None)
    return services.publish(made, by=None)


def review():
    return Review.objects.get()


def templates():
    rows = Message.objects.filter(template__startswith="directory/")
    names = rows.order_by("pk").values_list("template", flat=True)
    return [name.rpartition("/")[2] for name in names]


def coordination():
    account = accounts.open(persons.add("Ada Demo", by=None), "ada@login.example", by=None)
    roles.grant(account.person, "coordinator", by=None)
    return account


def test_a_whole_cycle_without_an_answer(club, later):
    cafe(club)
    account = coordination()
    walked = []
    for day in (0, 179, 180, 180, 193, 194, 200, 201, 214, 215, 400):
        later(day)
        taken = review_rounds.ask_due() + review_rounds.ask_due()
        walked.append((day, taken, str(review().state)))
    assert walked == [
        (0, 0, "current"),
        (179, 0, "current"),
        (180, 1, "asked"),
        (180, 0, "asked"),
        (193, 0, "asked"),
        (194, 1, "reminded"),
        (200, 0, "reminded"),
        (201, 1, "escalated"),
        (214, 0, "escalated"),
        (215, 1, "unconfirmed"),
        (400, 0, "unconfirmed"),
    ]
    assert templates() == ["review_asked", "review_reminded"]
    acts = [entry.action for entry in audit.timeline(review()).order_by("id")]
    assert acts == [
        f"review.{act}" for act in ("set", "asked", "reminded", "escalated", "unconfirmed")
    ]
    later(202)
    Review.objects.update(state="escalated")
    found = [(one.title, one.harm, one.purpose) for one in due.due(timezone.localdate(), account)]
    assert found == [("Nachfragen, ob es noch stimmt: Sprachcafé", Harm.WORK_STOPS, "review")]
    Review.objects.update(state="unconfirmed")
    assert gather(due.pending(timezone.localdate(), account)) == []


def test_the_mail_shows_the_entry_as_it_stands_with_two_links(club, later):
    cafe(club)
    later(180)
    review_rounds.ask_due()
    message = Message.objects.get()
    assert (message.address, message.confidential) == ("a@example.org", True)
    mail = rendering.render(message)
    assert mail.subject == "Stimmt das noch? Sprachcafé"
    for words in (
        "– Öffnungszeiten: Montag 09:00–12:00",
        "– Telefon: 0261 1",
        "/de/angebote/sprachcafe/",
        f"/stimmt-noch/{message.context['token']}/",
        f"/stimmt-noch/{message.context['token']}/aendern/",
    ):
        assert words in mail.text, mail.text


def test_one_click_confirms_and_a_second_one_doubles_nothing(club, later):
    cafe(club)
    later(180)
    review_rounds.ask_due()
    token = Message.objects.get().context["token"]
    asked = review_rounds.read(token)
    assert (asked.answered, asked.entry.title, review().state) == (False, "Sprachcafé", "asked")
    later(181)
    review_rounds.answer(token)
    before = (review().revision, review().due_on)
    later(182)
    review_rounds.answer(token)
    assert (review().revision, review().due_on) == before
    assert review_rounds.read(token).answered
    assert (review().state, review().confirmed_by_label) == ("current", "directory.organization")
    later(181 + 180)
    assert (review_rounds.ask_due(), review().state) == (1, "asked")


def test_a_late_answer_takes_the_public_note_back(club, later):
    cafe(club)
    for day in (180, 194, 201, 215):
        later(day)
        review_rounds.ask_due()
    review_rounds.answer(Message.objects.last().context["token"])
    assert review().state == "current"


def test_a_wish_for_a_change_stops_the_reminders_and_confirms_nothing(club, later):
    cafe(club)
    before = review().confirmed_at
    later(180)
    review_rounds.ask_due()
    review_rounds.change_wished(review(), by=club)
    later(194)
    assert (review_rounds.ask_due(), review().confirmed_at) == (0, before)
    later(208)
    assert (review_rounds.ask_due(), templates()) == (1, ["review_asked", "review_asked"])
    Review.objects.update(state="unconfirmed")
    assert review_rounds.change_wished(review(), by=club).state == "unconfirmed"


def test_an_owner_without_a_mailbox_is_for_the_coordination_at_once(later):
    desk = units.add("Beratung", kind="advisory_desk", by=None)
    cafe(None, organization=None, unit=desk)
    later(180)
    assert (review_rounds.ask_due(), review().state, templates()) == (1, "escalated", [])


def test_nobody_is_asked_about_what_nobody_reads(club, later):
    one = cafe(club)
    later(180)
    token = review_rounds.token(review())
    type(one).objects.update(state="ended")
    with pytest.raises(EntryGone):
        review_rounds.read(token)
    review_rounds.ask_due()
    assert (Review.objects.count(), templates()) == (0, [])
    with pytest.raises(EntryGone):
        review_rounds.answer(token)


def test_five_entries_a_day_and_the_most_harmful_first(club, later):
    for number in range(6):
        cafe(club, f"Demo {number}")
    mild = Review.objects.order_by("pk").first()
    Review.objects.filter(pk=mild.pk).update(harm=1)
    later(180)
    assert (review_rounds.ask_due(), review_rounds.ask_due()) == (5, 0)
    assert Review.objects.get(state="current") == mild
    later(181)
    assert review_rounds.ask_due() == 1


def test_foreign_and_expired_links_open_nothing(club, later):
    cafe(club)
    token = review_rounds.token(review())
    foreign = links.signed("check-in", {"review": str(review().public_id)}, max_age=60)
    for wrong in (foreign, "x", token[:-2]):
        with pytest.raises(LinkRefused):
            review_rounds.read(wrong)
    later(121)
    with pytest.raises(LinkRefused, match="abgelaufen"):
        review_rounds.answer(token)


def test_a_new_name_is_told_and_no_act(club):
    one = cafe(club)
    services.correct(one, {"name": "Teestube"}, by=None)
    assert review().title == "Teestube"
    one.refresh_from_db()
    reviews.put(one, owner=club, by=None, harm=3)
    assert audit.timeline(review()).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_mail(club):

    cafe(club)
    Review.objects.update(due_on=timezone.localdate())
    assert together(review_rounds.ask_due, review_rounds.ask_due) == ["done", "done"]
    assert (templates(), review().state) == (["review_asked"], "asked")
