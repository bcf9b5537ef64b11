import pytest
from tests.directory.race import together
from tests.enquiries.town import asked, topic

from konfluenz.enquiries import contributions, enquiries, referrals
from konfluenz.enquiries.models import Contribution, Enquiry
from konfluenz.ground.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_take_it_at_once_one_wins_and_the_other_is_told(lead, kim, toni):
    enquiry = asked()
    ends = together(
        lambda: enquiries.take(enquiry, by=kim), lambda: enquiries.take(enquiry, by=toni)
    )
    assert ends == ["EnquiryRefused", "done"]
    assert Enquiry.objects.get().taken_by in {kim, toni}


def test_two_answers_at_once_and_one_mail_goes(lead, kim, toni):
    enquiry = asked(reply_to="ada@example.org")
    ends = together(
        *(
            lambda one=one: contributions.answer(enquiry, "Ja", seen=0, by=one)
            for one in (kim, kim, toni)
        )
    )
    assert ends == ["Stale", "Stale", "done"]
    assert Message.objects.filter(template="enquiries/mail/answer").count() == 1
    assert Contribution.objects.filter(direction="out").count() == 1


def test_who_writes_while_it_is_closed_is_not_lost(lead, kim):
    enquiry = asked()
    ends = together(
        lambda: enquiries.close(enquiry, "Fertig", by=kim),
        lambda: contributions.hear(enquiry, "Noch etwas", by=None),
    )
    assert ends == ["done", "done"]
    assert Contribution.objects.filter(direction="in").count() == 2
    row = Enquiry.objects.get()
    assert (row.state == "done") == (row.closed_at is not None)


def test_it_is_handed_over_or_closed_never_both(social, kim):
    enquiry = asked(topic=topic("accommodation"), reply_to="ada@example.org")
    ends = together(
        lambda: referrals.hand_over(enquiry, social, "Dort", agreed=True, by=kim),
        lambda: enquiries.close(enquiry, "Fertig", by=kim),
    )
    assert ends == ["EnquiryRefused", "done"]
    handed = Enquiry.objects.get().state == "referred"
    assert Message.objects.filter(template="enquiries/mail/handed_over").exists() == handed
