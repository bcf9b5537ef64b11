import pytest
from tests.enquiries.town import acts, ago, asked, last_mail, mails, topic

from konfluenz.directory.models import Responsibility
from konfluenz.enquiries import contributions, enquiries, referrals
from konfluenz.enquiries.models import Contribution
from konfluenz.enquiries.refusals import EnquiryRefused
from konfluenz.ground import translations
from konfluenz.people import contacts, persons

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquiry(social):
    return asked(
        "Größere Wohnung",
        "Wir sind zu fünft.",
        topic=topic("accommodation"),
        name="Ada Demo",
        reply_to="ada@example.org",
    )


def test_the_words_are_prepared_from_the_directory(enquiry, social, desk):
    ready = referrals.prepared(enquiry)
    assert (ready.unit, ready.text, ready.language) == (social, "Zuständig: Sozialamt.", "de")
    assert referrals.prepared(asked(topic=topic("language_courses"))) is None
    assert referrals.prepared(asked()) is None


def test_the_words_are_prepared_in_the_language_of_the_person(enquiry):
    enquiries.correct(enquiry, {"language": "ar"}, by=None)
    enquiry.refresh_from_db()
    assert referrals.prepared(enquiry).language == "de"
    held = Responsibility.objects.get(unit__name="Sozialamt")
    translations.put(held, "hand_over", "ar", "دائرة الشؤون الاجتماعية", by=None)
    ready = referrals.prepared(enquiry)
    assert (ready.text, ready.language) == ("دائرة الشؤون الاجتماعية", "ar")


def test_handed_over_with_consent_the_office_gets_words_and_contact(enquiry, lead, social, kim):
    done = referrals.hand_over(enquiry, social, "Zuständig: Sozialamt.", agreed=True, by=kim)
    assert (done.state, done.unit, done.outcome) == ("referred", social, "Sozialamt")
    assert done.closed_at == done.first_answer_at is not None
    assert mails()[1:] == [
        ("referred", "ada@example.org"),
        ("handed_over", "sozial@stadt.example.org"),
    ]
    to_ada, to_office = last_mail(2), last_mail()
    assert to_ada.subject == "Wer Ihnen weiterhilft"
    for words in ("Zuständig: Sozialamt.", "0261 90001", "Zimmer 12", "weitergegeben"):
        assert words in to_ada.text
    assert to_office.subject == "An Sie übergeben: Größere Wohnung"
    for words in ("Ada Demo", "ada@example.org", "Wir sind zu fünft.", str(enquiry.public_id)):
        assert words in to_office.text
    assert Contribution.objects.last().text == "Zuständig: Sozialamt."
    for unit in (lead, social):
        assert acts(unit)[-1] == "enquiry.handed_over"


def test_without_consent_the_office_learns_nothing(enquiry, lead, social, kim):
    done = referrals.hand_over(enquiry, social, "Zuständig: Sozialamt.", agreed=False, by=kim)
    assert (done.state, done.unit, done.outcome) == ("referred", lead, "Sozialamt")
    assert mails()[1:] == [("referred", "ada@example.org")]
    assert "nichts über Sie weitergegeben" in last_mail().text


def test_a_newcomer_reads_how_to_reach_the_office_in_two_languages(social, kim):
    enquiry = asked(topic=topic("accommodation"), reply_to="a@example.org", language="fa")
    referrals.hand_over(enquiry, social, "Zuständig: Sozialamt.", agreed=False, by=kim)
    mail = last_mail()
    assert mail.subject == "چه کسی می‌تواند به شما کمک کند"
    own, german = mail.text.split("– – –")
    assert "0261 90001" in own
    assert "Bitte wenden Sie sich selbst dorthin." in german


def test_told_at_the_desk_it_needs_no_mail(lead, social, kim):
    ada = persons.add("Ada Demo", by=None)
    contacts.add(ada, "phone", "0261 90009123", by=None)
    contacts.add(ada, "post", "Weg 1, 56068 Koblenz", by=None)
    persons.correct(ada, {"address_blocked": True}, seen=None, by=None)
    enquiry = asked(way="walk_in", person=ada, topic=topic("accommodation"), arrived_at=ago(5))
    with pytest.raises(EnquiryRefused, match="rufen Sie an"):
        referrals.hand_over(enquiry, social, "Dort", agreed=True, by=kim)
    when = ago(4)
    done = referrals.hand_over(enquiry, social, "Dort", agreed=True, told=True, at=when, by=kim)
    assert (done.closed_at, mails()) == (when, [("handed_over", "sozial@stadt.example.org")])
    assert "+49 261 90009123" in last_mail().text
    assert "Weg 1" not in last_mail().text


def test_what_cannot_be_handed_over_is_refused(enquiry, lead, social, kim, toni):
    for words, act in (
        ("schon dort", lambda: referrals.hand_over(enquiry, lead, "x", agreed=True, by=kim)),
        ("was gesagt", lambda: referrals.hand_over(enquiry, social, " ", agreed=True, by=kim)),
    ):
        with pytest.raises(EnquiryRefused, match=words):
            act()
    enquiries.take(enquiry, by=toni)
    with pytest.raises(EnquiryRefused, match="Toni Vorlage"):
        referrals.hand_over(enquiry, social, "Dort", agreed=True, by=kim)
    referrals.hand_over(enquiry, social, "Dort", agreed=True, by=toni)
    with pytest.raises(EnquiryRefused, match="abgeschlossen"):
        referrals.hand_over(enquiry, lead, "Dort", agreed=True, by=toni)


def test_what_comes_back_is_here_again_and_not_in_the_office_in_charge(enquiry, lead, social, kim):
    referrals.hand_over(enquiry, social, "Dort", agreed=True, by=kim)
    back = contributions.hear(enquiry, "Dort ist niemand.", by=None)
    assert (back.state, back.unit, back.closed_at) == ("open", lead, None)
    referrals.hand_over(enquiry, social, "Doch, dort.", agreed=False, by=kim)
    assert enquiries.reopen(enquiry, reason="Rückruf", by=kim).unit == lead
