import datetime as dt

import pytest
from django.utils import timezone
from tests.volunteering import match_city
from tests.volunteering.mails import written
from tests.volunteering.match_city import (
    AFTERNOON,
    TUESDAY_17,
    again,
    asked,
    german,  # noqa: F401
    kinds,
    mails,
    opportunity,
    volunteer,
)

from konfluenz.ground import audit, links, rendering
from konfluenz.ground.models import Message
from konfluenz.people import contacts
from konfluenz.volunteering import (
    clearances,
    contact_codes,
    not_with,
    opportunities,
    proposals,
    volunteers,
)
from konfluenz.volunteering.contact_codes import CodeRefused
from konfluenz.volunteering.models import Clearance, Placement, Proposal
from konfluenz.volunteering.proposals import ProposalRefused
from konfluenz.volunteering.sides import Side

pytestmark = pytest.mark.django_db
NOON = (TUESDAY_17[0], dt.time(12), dt.time(13))


def actions(record):
    return [entry.action for entry in reversed(audit.timeline(record))]


def test_both_sides_are_asked_and_what_the_coordinator_saw_is_kept():
    someone = volunteer(times=[AFTERNOON], asked=45)
    made = opportunity()
    proposal = asked(made, someone)
    assert proposal.state == "asked"
    assert proposal.answer_by - proposal.asked_at == dt.timedelta(days=7)
    assert (proposal.score, proposal.parts["time"], proposal.parts["turn"]) == (615, 1.0, 0.5)
    assert again(someone).last_asked_at == proposal.asked_at
    assert mails() == [
        ("proposal", someone.person.address("mail")),
        ("proposal_host", made.organization.mail),
    ]
    assert actions(made) == ["opportunity.added", "proposal.asked"]


def test_the_volunteer_reads_what_when_where_and_answers_by_a_link(mail_links):
    proposal = asked(address="Demostraße 1", title="Lesepate")
    mail = next(row for row in Message.objects.all() if row.template.endswith("/proposal"))
    text = text_of(mail)
    assert "Möchten Sie helfen? Lesepate" in text
    assert "– Dienstag, 17:00–18:00" in text
    assert "Wo: Demostraße 1" in text
    assert mail.context["token"] in text
    found = proposals.read(mail.context["token"])
    assert (found.proposal, found.side) == (proposal, Side.VOLUNTEER)
    assert again(proposal).state == "asked"


def text_of(mail):
    rendered = rendering.render(mail)
    return f"{rendered.subject}\n{rendered.text}"


def test_who_offers_it_reads_the_reasons_and_no_name(mail_links):
    asked(someone=volunteer("Ada Geheim", times=[AFTERNOON]))
    text = written().text
    assert "– Dienstag 17–18 passt" in text
    assert "Geheim" not in text


def test_a_volunteer_is_asked_in_their_language_with_german_beside_it(mail_links):
    asked(someone=volunteer(language="uk"))
    mail = next(row for row in Message.objects.all() if row.template.endswith("/proposal"))
    text = text_of(mail)
    assert "Хочете допомогти?" in text
    assert "sucht Hilfe" in text


def test_whoever_has_no_mail_is_called():
    someone = volunteer(mail=False)
    contacts.add(someone.person, "phone", "0261 123456", by=None)
    asked(someone=someone)
    assert Message.objects.get(template__endswith="/proposal").channel == "call"


def test_two_yeses_make_a_placement_and_open_the_contact(mail_links):
    made, someone = opportunity(wanted=2, contact_phone="0261 4711"), volunteer("Ada Demo")
    proposal = asked(made, someone)
    proposals.answer_volunteer(proposal, "yes")
    assert (again(proposal).state, Placement.objects.count()) == ("asked", 0)
    proposals.answer_organisation(proposal, "yes")
    assert again(proposal).state == "agreed"
    assert Placement.objects.get().volunteer == someone
    assert again(made).state == "published"
    assert kinds()[2:] == ["agreed", "agreed_host"]
    assert "0261 4711" in text_of(Message.objects.get(template__endswith="/agreed"))
    assert "Ada" not in written().text
    assert actions(proposal) == ["proposal.asked", "proposal.answered", "proposal.agreed"]


def test_the_last_place_closes_the_opportunity_and_the_others_hear_it_kindly(mail_links):
    made = opportunity()
    mine, other = asked(made), asked(made)
    proposals.answer_organisation(other, "yes")
    match_city.agree(mine)
    assert (again(made).state, again(made).result) == ("closed", "filled")
    assert again(other).state == "filled"
    assert kinds()[4:] == ["places_taken", "agreed", "agreed_host"]
    assert "Damit sind alle Plätze besetzt" in written().text
    with pytest.raises(ProposalRefused, match="Inzwischen sind alle Plätze vergeben"):
        proposals.answer_volunteer(other, "yes")
    assert Placement.objects.count() == 1


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (proposals.answer_volunteer, "declined_host"),
        (proposals.answer_organisation, "proposal_ended"),
    ],
)
def test_a_no_of_either_side_ends_it_and_the_other_hears(answer, told):
    proposal = asked()
    assert answer(proposal, "no").state == "declined"
    assert kinds()[2:] == [told]
    with pytest.raises(ProposalRefused, match="nicht mehr offen"):
        proposals.answer_volunteer(proposal, "yes")


def test_the_same_answer_twice_is_one_and_a_yes_may_become_a_no():
    proposal = asked()
    proposals.answer_volunteer(proposal, "yes")
    before = again(proposal).revision
    proposals.answer_volunteer(proposal, "yes")
    assert again(proposal).revision == before
    assert proposals.answer_volunteer(proposal, "no").state == "declined"
    with pytest.raises(ProposalRefused, match="Ja oder Nein"):
        proposals.answer_volunteer(asked(), "maybe")


def test_after_both_agreed_nobody_takes_it_back_by_the_old_link():
    proposal = asked(wanted=2)
    match_city.agree(proposal)
    with pytest.raises(ProposalRefused, match="Beide Seiten haben schon zugesagt"):
        proposals.answer_volunteer(proposal, "no")


def test_what_nobody_answers_in_a_week_expires_and_who_said_yes_hears(time_machine):
    silent, half = asked(), asked()
    token = proposals.token(half, Side.VOLUNTEER)
    proposals.answer_volunteer(half, "yes")
    time_machine.move_to(timezone.now() + dt.timedelta(days=6, hours=23))
    assert proposals.expire() == 0
    time_machine.move_to(timezone.now() + dt.timedelta(hours=2))
    with pytest.raises(ProposalRefused, match="nicht mehr offen"):
        proposals.answer_volunteer(silent, "yes")
    with pytest.raises(links.LinkRefused, match="abgelaufen"):
        proposals.read(token)
    assert proposals.expire() == 2
    assert (again(silent).state, again(half).state) == ("expired", "expired")
    assert kinds()[4:] == ["proposal_ended"]
    assert proposals.expire() == 0


def test_a_coordinator_takes_it_back_with_a_reason():
    proposal = asked()
    with pytest.raises(ProposalRefused, match="warum"):
        proposals.withdraw(proposal, reason=" ", by=None)
    proposals.withdraw(proposal, reason="Doppelt", by=None)
    assert again(proposal).state == "withdrawn"
    assert kinds()[2:] == ["proposal_ended", "proposal_ended_host"]
    with pytest.raises(ProposalRefused, match="nicht mehr offen"):
        proposals.withdraw(proposal, reason="Doppelt", by=None)


def test_nobody_is_asked_whom_the_law_or_a_nicht_mit_keeps_away():
    made, someone = opportunity(with_minors=True), volunteer()
    for anyway in (False, True):
        with pytest.raises(ProposalRefused, match="Führungszeugnis"):
            proposals.propose(made, someone, by=None, anyway=anyway)
    clearances.see(someone, timezone.localdate(), by=None)
    not_with.put(someone, made.organization, by=None)
    with pytest.raises(ProposalRefused, match="nicht zusammengebracht"):
        proposals.propose(made, someone, by=None, anyway=True)
    assert not Message.objects.exists()


def test_a_coordinator_may_know_more_than_the_times_say():
    made, someone = opportunity(), volunteer(times=[NOON], speaks={"de": "a1"})
    with pytest.raises(ProposalRefused, match="eine Sprache fehlt; die Zeiten passen nicht"):
        proposals.propose(made, someone, by=None)
    proposal = proposals.propose(made, someone, by=None, anyway=True)
    assert (proposal.score, proposal.parts) == (None, {})


def test_nobody_is_asked_twice_or_for_what_is_not_open():
    made, someone = opportunity(wanted=2), volunteer()
    asked(made, someone)
    with pytest.raises(ProposalRefused, match="schon gefragt"):
        asked(made, someone)
    with pytest.raises(ProposalRefused, match="kann jetzt nicht gefragt werden: "):
        asked(made, volunteer(state="prospect"))
    opportunities.pause(made, by=None)
    with pytest.raises(ProposalRefused, match="nicht offen"):
        asked(made, volunteer())


def test_a_certificate_that_ended_meanwhile_lets_nobody_begin():
    made, someone = opportunity(with_minors=True), volunteer()
    clearances.see(someone, timezone.localdate(), by=None)
    proposal = asked(made, someone)
    proposals.answer_organisation(proposal, "yes")
    Clearance.objects.all().delete()
    with pytest.raises(ProposalRefused, match="Führungszeugnis"):
        proposals.answer_volunteer(proposal, "yes")
    assert (again(proposal).state, again(made).state) == ("asked", "published")


def test_a_link_is_for_one_side_one_proposal_and_cannot_be_forged():
    proposal = asked()
    token = proposals.token(proposal, Side.ORGANISATION)
    assert proposals.read(token).side is Side.ORGANISATION
    with pytest.raises(links.LinkRefused):
        proposals.read(token[:-2] + "xx")
    with pytest.raises(links.LinkRefused):
        contact_codes.read(token)
    Proposal.objects.all().delete()
    with pytest.raises(links.LinkRefused, match="nicht mehr offen"):
        proposals.read(token)


def test_contact_opens_once_by_a_code_after_both_agreed():
    someone = volunteer("Ada Demo")
    contacts.add(someone.person, "phone", "0261 123456", by=None)
    contacts.add(someone.person, "post", "Demostraße 1, 56068 Koblenz", by=None)
    proposal = asked(someone=someone)
    with pytest.raises(CodeRefused, match="wenn beide Seiten zugesagt"):
        contact_codes.send(proposal)
    match_city.agree(proposal)
    assert contact_codes.read(contact_codes.token(proposal)) == proposal
    contact_codes.send(proposal)
    message = Message.objects.get(template__endswith="/contact_code")
    assert message.confidential
    code = message.context["code"]
    wrong = "000000" if code != "000000" else "000001"
    with pytest.raises(CodeRefused, match="nicht der Code"):
        contact_codes.open_contact(proposal, wrong)
    opened = contact_codes.open_contact(proposal, f" {code} ")
    assert (opened.name, opened.phone) == ("Ada Demo", "+49 261 123456")
    assert opened.mail == someone.person.address("mail")
    with pytest.raises(CodeRefused, match="gilt nicht mehr"):
        contact_codes.open_contact(proposal, code)
    assert actions(someone.person)[-1] == "proposal.contact_opened"


def test_a_code_is_void_after_five_wrong_ones():
    proposal = asked()
    match_city.agree(proposal)
    contact_codes.send(proposal)
    code = Message.objects.get(template__endswith="/contact_code").context["code"]
    for _number in range(5):
        with pytest.raises(CodeRefused, match="nicht der Code"):
            contact_codes.open_contact(proposal, "no")
    with pytest.raises(CodeRefused, match="gilt nicht mehr"):
        contact_codes.open_contact(proposal, code)


def test_who_was_placed_first_is_active_from_then_on():
    someone = volunteer(state="first_talk")
    match_city.placement(someone)
    assert again(someone).state == "active"
    assert volunteers.find("").count() == 1
