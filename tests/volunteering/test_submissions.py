"""An association posts what it needs by a mailed link: moderated, or trusted."""

import pytest
from django.db import transaction
from tests.volunteering.mails import latest, written
from tests.volunteering.town import actions, in_days, opportunity, organization

from konfluenz.directory import memberships, organizations
from konfluenz.directory.models import Organization
from konfluenz.ground import links
from konfluenz.ground.links import LinkRefused
from konfluenz.ground.models import Message
from konfluenz.people import contacts, persons
from konfluenz.volunteering import opportunities, opportunity_mails, submissions, trusted
from konfluenz.volunteering.models import Opportunity
from konfluenz.volunteering.opportunities import OpportunityRefused

pytestmark = pytest.mark.django_db


def ask(mail="verein@example.org"):
    submissions.ask(mail)
    return latest().context["token"]


def take(token, title="Lesepatin gesucht", **more):
    more = {"expires_on": in_days(60), "timing": "flexible", "insured_by": "organisation"} | more
    return submissions.take(token, title, "Vorlesen und zuhören", **more)


def test_what_an_association_sends_in_waits_for_release():
    club = organization()
    token = ask()
    assert submissions.read(token).organizations == (club,)
    made = take(token, organization=club)
    assert (made.state, made.contact_mail) == ("submitted", "verein@example.org")
    assert list(submissions.waiting()) == [made]
    assert list(opportunities.open_on()) == []
    assert latest().template == "volunteering/mail/opportunity_received"
    opportunities.publish(made, by=None)
    assert list(opportunities.open_on()) == [made]
    assert latest().template == "volunteering/mail/opportunity_published"


def test_what_a_trusted_one_sends_in_is_published_at_once():
    club = organization()
    trusted.trust(club, by=None)
    trusted.trust(club, by=None)
    made = take(ask(), organization=club)
    assert (made.state, made.published_at is not None) == ("published", True)
    trusted.distrust(club, by=None)
    trusted.distrust(club, by=None)
    assert take(ask(), "Noch eine", organization=club).state == "submitted"
    assert [one for one in actions(club) if "trust" in one] == [
        "organization.trusted",
        "organization.distrusted",
    ]


def test_a_link_takes_one_opportunity_and_a_refused_form_leaves_it_good():
    club = organization()
    token = ask()
    with pytest.raises(OpportunityRefused), transaction.atomic():
        take(token, organization=club, wanted=0)
    take(token, organization=club)
    with pytest.raises(LinkRefused):
        take(token, "Noch eine", organization=club)
    assert Opportunity.objects.count() == 1


def test_whoever_stands_for_an_organisation_may_write_for_it_from_their_own_mailbox():
    club, former = organization(), organization("Demo-Chor", mail="chor@example.org")
    sina = persons.add("Sina Demo", by=None)
    contacts.add(sina, "mail", "sina@example.org", by=None)
    memberships.add(club, sina, by=None)
    made = memberships.add(former, sina, by=None, valid_from=in_days(-90))
    type(made).objects.filter(pk=made.pk).update(valid_until=in_days(-1))
    assert submissions.read(ask("SINA@example.org")).organizations == (club,)


def test_nobody_writes_for_an_organisation_that_is_not_theirs():
    other = organization("Demo-Chor", mail="chor@example.org")
    organization()
    trusted.trust(other, by=None)
    with pytest.raises(OpportunityRefused):
        take(ask(), organization=other)
    made = take(ask("fremd@example.org"), organization_name="demo-chor e.V.")
    assert (made.organization, made.state) == (other, "submitted")


def test_an_unknown_association_gives_its_name_and_is_made():
    made = take(ask("neu@example.org"), organization_name="Demo-Neuer Verein")
    assert (made.organization.name, made.organization.listed) == ("Demo-Neuer Verein", False)
    with pytest.raises(OpportunityRefused):
        take(ask("neu@example.org"), organization_name=" ")
    assert Organization.objects.count() == 1


def test_who_speaks_for_one_chooses_it():
    organization()
    with pytest.raises(OpportunityRefused):
        take(ask(), organization_name="Demo-Neuer Verein")


def test_the_answer_is_the_same_whether_we_know_the_address():
    organization()
    for mail in ("verein@example.org", "fremd@example.org"):
        assert submissions.ask(mail) is None
    assert {(message.template, message.state) for message in Message.objects.all()} == {
        ("volunteering/mail/submission_link", "waiting")
    }
    with pytest.raises(OpportunityRefused):
        submissions.ask("keine Adresse")


def test_an_ended_organisation_has_no_voice():
    club = organization()
    organizations.correct(club, {"state": "ended"}, by=None)
    assert submissions.read(ask()).organizations == ()


def test_the_same_twice_is_pointed_out():
    club = organization()
    first = opportunity("Lesepatin gesucht", organization=club)
    closed = opportunity("Lesepatin gesucht", organization=club)
    opportunities.close(closed, "filled", by=None)
    assert list(submissions.possible_duplicates(" lesepatin  gesucht", club)) == [first]


def test_an_expired_opportunitys_old_link_says_what_to_do(monkeypatch):
    token, now = ask(), links.time.time()
    monkeypatch.setattr(links.time, "time", lambda: now + 3 * 86400)
    with pytest.raises(LinkRefused, match="abgelaufen"):
        submissions.read(token)


@pytest.mark.parametrize(
    ("what", "subject"),
    [
        ("received", "Eingegangen: Lesepatin gesucht"),
        ("published", "Veröffentlicht: Lesepatin gesucht"),
        ("refused", "Nicht veröffentlicht: Lesepatin gesucht"),
    ],
)
def test_every_mail_says_in_its_subject_what_happened(what, subject, mail_links):
    made = opportunity(contact_mail="erika@example.org")
    opportunity_mails.tell(made, what, reason="Das ist bezahlte Arbeit.", days=2)
    mail = written()
    assert mail.subject == subject
    assert ("Das ist bezahlte Arbeit." in mail.text) == (what == "refused")
    assert ("https://stadt.example.org" in mail.text) == (what == "published")


def test_the_mail_with_the_link_has_one_link(mail_links):
    token = ask()
    mail = written()
    assert mail.subject == "Ihr Link: eine Einsatzmöglichkeit anbieten"
    assert mail.text.count(token) == 1
