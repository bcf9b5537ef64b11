"""The wizard of two minutes: confirmed by mail or by a call, never into somebody's record."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.volunteering.mails import confirm_token, written
from tests.volunteering.town import actions, at, volunteer

from konfluenz.ground.links import LinkRefused
from konfluenz.ground.models import Message
from konfluenz.people import consents, contacts, merging, persons
from konfluenz.people.models import Person
from konfluenz.volunteering import offers, volunteers
from konfluenz.volunteering.availability import AvailabilityRefused
from konfluenz.volunteering.models import Volunteer
from konfluenz.volunteering.offers import Offer
from konfluenz.volunteering.volunteers import VolunteerRefused

pytestmark = pytest.mark.django_db
FRIDAY = dt.datetime(2026, 11, 20, 18, 30, tzinfo=dt.UTC)


def offer(name="Ada Demo", *, mail="ada@example.org", **more):
    more = {"wording": "2026-01", "language": "de"} | more
    return offers.take(Offer(name, mail=mail, **more))


def test_an_offer_by_mail_waits_for_the_click_and_then_for_a_person():
    made = offer(
        language="uk",
        spoken=(("uk", "native"), ("de", "b1")),
        values={"times": [(1, at(17), at(18))], "wishes": ["regular"], "source": "Plakat"},
    )
    ada = made.volunteer
    assert (made.by_mail, ada.state, ada.confirmed_at) == (True, "prospect", None)
    assert list(offers.waiting()) == []
    token = confirm_token()
    assert offers.read(token) == ada
    assert Volunteer.objects.get().confirmed_at is None
    offers.confirm(token)
    assert list(offers.waiting()) == [ada]
    consent = consents.standing(ada.person)["keep_contact"]
    assert (consent.wording, consent.language, consent.channel) == ("2026-01", "uk", "web")
    assert ada.person.contacts.get().confirmed_at is not None
    assert actions(ada) == ["volunteer.added", "volunteer.confirmed"]
    with pytest.raises(LinkRefused):
        offers.confirm(token)


def test_who_has_no_mail_is_called_and_stands_in_the_list_at_once():
    made = offer(mail="", phone="0261 123456")
    assert (made.by_mail, list(offers.waiting())) == (False, [made.volunteer])
    assert not Message.objects.exists()
    volunteers.move(made.volunteer, "first_talk", by=None)
    assert list(offers.waiting()) == []


def test_what_is_said_in_a_talk_is_theirs_answered_and_agreed_to_without_a_mail():
    said = Offer("Ada Demo", mail="ada@example.org", wording="talk-1")
    ada = offers.hear(said, way="in_person", state="first_talk", by=None)
    assert (ada.state, ada.confirmed_at, ada.answered_at) == (
        "first_talk",
        ada.answered_at,
        ada.confirmed_at,
    )
    assert consents.standing(ada.person)["keep_contact"].channel == "in_person"
    assert not Message.objects.exists()
    assert list(offers.waiting()) == []
    known = persons.add("Bea Demo", by=None)
    bea = offers.hear(Offer("", wording="talk-1"), way="phone", person=known, by=None)
    assert bea.person == known
    with pytest.raises(VolunteerRefused):
        offers.hear(Offer("Cem Demo", wording="talk-1"), way="phone", by=None)


def test_the_answer_names_a_day_two_working_days_ahead(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: FRIDAY)
    assert offer().answer_by == dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    "wrong",
    [
        {"mail": ""},
        {"mail": "keine Adresse"},
        {"mail": "", "phone": "112"},
        {"name": "  "},
        {"language": "xx"},
        {"spoken": (("xx", "b1"),)},
        {"values": {"birth_year": 1890}},
    ],
)
def test_what_cannot_be_is_refused_in_words(wrong):
    with pytest.raises(VolunteerRefused):
        offer(**wrong)


def test_wrong_times_are_refused_in_words():
    with pytest.raises(AvailabilityRefused):
        offer(values={"times": [(9, at(1), at(2))]})


def test_the_form_sent_twice_is_one_offer_as_it_was_last():
    offer(values={"reach_km": 2})
    first = confirm_token()
    offer("ADA demo", values={"reach_km": 7})
    assert (Person.objects.count(), Volunteer.objects.get().reach_km) == (1, 7)
    assert Message.objects.count() == 1
    with pytest.raises(LinkRefused):
        offers.confirm(first)
    offers.confirm(confirm_token())


def test_two_of_one_household_are_two():
    offer("Ada Demo")
    offer("Bob Demo")
    assert Volunteer.objects.count() == 2


def test_nothing_of_a_known_person_is_touched_and_a_duplicate_is_only_proposed():
    known = volunteer("Ada Demo", mail="ada@example.org")
    before = actions(known.person)
    made = offer()
    offers.confirm(confirm_token())
    assert made.volunteer.person != known.person
    assert actions(known.person) == before
    [candidate] = offers.possible_duplicates(made.volunteer)
    assert (candidate.person, candidate.reasons) == (known.person, ("mail", "name"))
    assert Person.objects.count() == 2


def wait(days):
    long_ago = timezone.now() - dt.timedelta(days=days)
    Volunteer.objects.update(first_contact_at=long_ago)


def test_what_nobody_confirms_is_erased_with_the_person_and_the_mail():
    offer()
    wait(13)
    assert offers.sweep() == 0
    wait(14)
    assert offers.sweep() == 1
    assert (Person.objects.count(), Message.objects.count()) == (0, 0)


def test_what_waits_for_a_call_or_was_confirmed_stays():
    offer("Ada", mail="", phone="0261 123456")
    offer("Bob", mail="bob@example.org")
    offers.confirm(confirm_token())
    wait(100)
    assert offers.sweep() == 0
    assert Volunteer.objects.count() == 2


def test_a_person_somebody_worked_on_is_not_erased_with_an_offer():
    made = offer()
    person = made.volunteer.person
    consents.give(person, "photos", wording="v1", language="de", channel="paper", by=None)
    wait(20)
    assert offers.sweep() == 1
    assert (Person.objects.count(), Volunteer.objects.count()) == (1, 0)
    assert actions(person)[-1] == "volunteer.forgotten"


def test_an_offer_merged_into_a_known_person_counts_as_theirs():
    made = offer()
    known = persons.add("Ada Demo", by=None)
    merging.merge(known, made.volunteer.person, by=None)
    wait(100)
    assert offers.sweep() == 0
    assert list(offers.waiting()) == [made.volunteer]


def test_the_link_of_an_erased_offer_says_so():
    offer()
    token = confirm_token()
    wait(20)
    offers.sweep()
    with pytest.raises(LinkRefused, match="nicht mehr da"):
        offers.confirm(token)


def test_the_mail_says_what_it_wants_in_both_languages(mail_links):
    offer(language="uk")
    mail = written()
    assert mail.subject == "Підтвердьте, будь ласка: ви хочете допомагати"
    for words in ("Ada Demo", "2", "https://", "– – –", "Guten Tag Ada Demo"):
        assert words in mail.text
    assert mail.text.count(confirm_token()) == 2


def test_a_german_mail_is_german_once(mail_links):
    offer()
    mail = written()
    assert mail.subject == "Bitte bestätigen: Sie möchten helfen"
    assert mail.text.count(confirm_token()) == 1


def test_a_phone_of_somebody_known_reveals_nothing():
    known = persons.add("Ada Demo", by=None)
    contacts.add(known, "phone", "0261 123456", by=None)
    assert offer(mail="", phone="0261 123456").volunteer.person != known
