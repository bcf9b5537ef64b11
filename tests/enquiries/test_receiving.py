import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from tests.enquiries.town import acts, ago, asked, last_mail, mails, topic

from konfluenz.directory import units
from konfluenz.enquiries import enquiries, owners, reaching
from konfluenz.enquiries.models import Contribution, Enquiry
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.ground import search
from konfluenz.ground.revisions import Stale
from konfluenz.people import contacts, persons

pytestmark = pytest.mark.django_db
HERE = timezone.get_default_timezone()
FRIDAY = dt.datetime(2026, 11, 20, 15, 30, tzinfo=HERE)


@pytest.fixture
def friday():
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.mark.parametrize("way", ["form", "phone", "walk_in", "mail", "letter"])
def test_every_way_in_is_one_thread_with_owner_state_and_day(lead, kim, way, friday):
    enquiry = asked(way=way, by=kim, name="Ada Demo")
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.unit, enquiry.taken_by) == ("open", lead, None)
    assert enquiry.due_at == dt.datetime(2026, 11, 24, 15, 30, tzinfo=HERE)
    said = Contribution.objects.get()
    assert (said.direction, said.text, said.said_by, said.at) == (
        "in",
        "Gibt es abends Kurse?",
        "Ada Demo",
        enquiry.arrived_at,
    )
    assert acts(enquiry) == ["enquiry.received"]
    assert list(search.matching(Enquiry.objects.all(), "sprachkurs")) == [enquiry]


def test_the_topic_says_who_answers_and_beyond_the_boundary_it_stays_here(lead, desk, social):
    assert asked(topic=topic("language_courses")).unit == desk
    assert asked(topic=topic("accommodation")).unit == lead
    assert asked(topic=topic("work")).unit == lead
    assert asked(unit=social).unit == social
    assert owners.proposed(asked(topic=topic("accommodation"))).unit == social
    assert owners.proposed(asked(topic=topic("language_courses"))) is None


def test_the_lead_unit_is_where_the_coordination_sits(desk, kim):
    other = units.add("Ehrenamtsbüro", kind="volunteer_coordination", by=None)
    assert owners.lead() == kim.person.holdings.get().post.unit != other


def test_without_a_coordinator_the_office_for_it_takes_everything(desk, lead):
    assert owners.lead() == lead


def test_before_any_unit_is_there_nothing_is_lost_silently(city):
    with pytest.raises(EnquiryRefused, match="Legen Sie zuerst die Einheit an"):
        asked()


def test_who_writes_hears_at_once_what_comes_next_and_by_when(lead, friday):
    asked(text="BUY NOW http://spam.example", name="Spam", reply_to="Ada@Example.org ")
    assert mails() == [("received", "ada@example.org")]
    mail = last_mail()
    assert mail.subject == "Ihre Nachricht ist angekommen"
    for words in ("Leitstelle", "24. November 2026", "leitstelle@stadt.example.org", "0261 90009"):
        assert words in mail.text
    assert "spam" not in mail.text.lower()


def test_a_newcomer_hears_in_two_languages(lead, friday):
    asked(reply_to="ada@example.org", language="ar")
    mail = last_mail()
    assert mail.subject == "لقد وصلتنا رسالتك"
    arabic, german = mail.text.split("– – –")
    assert "24 نوفمبر" in arabic
    assert "bis zum 24. November 2026" in german


@pytest.mark.parametrize("language", ["de", "de-simple", "en", "uk", "fa", "tr", "ru", "fr"])
def test_every_language_has_its_mail(lead, language):
    asked(reply_to="ada@example.org", language=language)
    mail = last_mail()
    assert mail.subject
    assert ("– – –" in mail.text) == (language not in {"de", "de-simple"})
    if language not in {"en", "de"}:
        assert "We have received" not in mail.subject
        assert "angekommen" not in mail.subject


def test_a_person_is_answered_where_they_are_known(lead):
    ada = persons.add("Ada Demo", language="ar", by=None)
    contacts.add(ada, "mail", "ada@example.org", by=None)
    enquiry = asked(person=ada, way="phone")
    assert (enquiry.language, mails()) == ("ar", [("received", "ada@example.org")])
    assert acts(ada)[-1] == "enquiry.received"


@pytest.mark.parametrize("more", [{}, {"reply_to": "0261 90009123"}, {"arrived_at": 9}])
def test_no_mail_goes_where_none_arrives_or_the_day_has_passed(lead, more):
    if "arrived_at" in more:
        more = {"arrived_at": ago(9), "reply_to": "ada@example.org"}
    asked(**more)
    assert mails() == []


def test_somebody_known_is_proposed_and_never_joined(lead):
    ada, twin = persons.add("Ada Demo", by=None), persons.add("Ada D.", by=None)
    for one in (ada, twin):
        contacts.add(one, "phone", "0261 90009123", by=None)
    enquiry = asked(reply_to="+49 261 90009123")
    assert enquiry.person is None
    assert set(reaching.known(enquiry)) == {ada, twin}
    enquiries.correct(enquiry, {"person": ada}, by=None)
    enquiry.refresh_from_db()
    assert reaching.known(enquiry) == []


def test_an_anliegen_may_be_about_a_record(lead, desk):
    enquiry = asked(about=desk)
    assert (enquiry.about.label, enquiry.about.id) == ("directory.orgunit", str(desk.pk))
    assert acts(desk)[-1] == "enquiry.received"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"subject": " "}, "worum es geht"),
        ({"subject": "x" * 161}, "höchstens 160 Zeichen"),
        ({"text": "\n"}, "was gesagt wurde"),
        ({"text": "x" * 20_001}, "höchstens 20.000 Zeichen"),
        ({"reply_to": "ada@"}, "E-Mail-Adresse"),
        ({"reply_to": "morgens"}, "Telefonnummer"),
        ({"language": "tlh"}, "Sprache"),
        ({"arrived_at": ago(-1)}, "in der Zukunft"),
    ],
)
def test_what_cannot_be_is_refused_and_says_how_to_mend_it(lead, wrong, words):
    with pytest.raises(EnquiryRefused, match=words):
        asked(**wrong)
    assert not Enquiry.objects.exists()


def test_a_unit_that_is_gone_takes_nothing(lead, desk):
    units.dissolve(desk, timezone.localdate(), by=None)
    with pytest.raises(EnquiryRefused, match="Anlaufstelle"):
        asked(unit=desk)


def test_a_correction_is_noted_found_and_told_to_whoever_comes_second(lead):
    enquiry = asked()
    enquiries.correct(enquiry, {"subject": "Kita-Platz"}, seen=0, by=None)
    assert list(search.matching(Enquiry.objects.all(), "kita")) == [enquiry]
    with pytest.raises(Stale):
        enquiries.correct(enquiry, {"subject": "Schule"}, seen=0, by=None)
    enquiries.correct(enquiry, {"subject": "Kita-Platz", "unit": None}, by=None)
    with pytest.raises(EnquiryRefused):
        enquiries.correct(enquiry, {"reply_to": "x"}, by=None)
    assert acts(enquiry) == ["enquiry.received", "enquiry.corrected"]
