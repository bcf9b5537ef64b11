import datetime as dt

import pytest
from django.utils import timezone
from tests.directory.race import together
from tests.volunteering.match_city import again, asked, opportunity, volunteer

from konfluenz.ground.models import Entry, Message
from konfluenz.volunteering import hours, proposals
from konfluenz.volunteering.models import Hours, Placement, Proposal

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 2


def crowd(helpers, places):
    """Return an opportunity and a proposal for each helper; the organisation has said yes."""
    made, now = opportunity(wanted=places, at=None), timezone.now()
    answered = {"organisation_answer": "yes", "organisation_answered_at": now}
    rows = [
        Proposal(
            opportunity=made,
            volunteer=helper,
            asked_at=now,
            answer_by=now + dt.timedelta(days=7),
            **answered,
        )
        for helper in helpers
    ]
    return made, Proposal.objects.bulk_create(rows)


def states(made):
    return sorted(made.proposals.values_list("state", flat=True))


def test_fifty_say_yes_at_once_for_three_places():
    helpers = [volunteer() for _number in range(50)]
    for _round in range(ROUNDS):
        made, found = crowd(helpers, 3)
        sent = Message.objects.count()
        ends = together(*(lambda one=one: proposals.answer_volunteer(one, "yes") for one in found))
        assert ends == ["ProposalRefused"] * 47 + ["done"] * 3
        assert made.placements.count() == 3
        assert states(made) == ["agreed"] * 3 + ["filled"] * 47
        assert (again(made).state, again(made).result) == ("closed", "filled")
        told = Message.objects.order_by("pk")[sent:]
        assert sorted(row.template.rpartition("/")[2] for row in told) == (
            ["agreed"] * 3 + ["agreed_host"] * 3 + ["places_taken"] * 47
        )
    assert Entry.objects.filter(action="placement.started").count() == 3 * ROUNDS


def test_both_sides_say_yes_to_the_last_place_at_the_same_moment():
    for _round in range(5):
        made = opportunity(at=None)
        one, other = asked(made), asked(made)
        proposals.answer_volunteer(one, "yes")
        proposals.answer_organisation(other, "yes")
        ends = together(
            lambda one=one: proposals.answer_organisation(one, "yes"),
            lambda other=other: proposals.answer_volunteer(other, "yes"),
        )
        assert ends == ["ProposalRefused", "done"]
        assert states(made) == ["agreed", "filled"]


def test_one_person_is_placed_once_however_often_they_press():
    proposal = asked(at=None, wanted=3)
    proposals.answer_organisation(proposal, "yes")
    ends = together(*[lambda: proposals.answer_volunteer(proposal, "yes")] * 6)
    assert ends == ["done"] * 6
    assert Placement.objects.count() == 1


def test_a_yes_and_its_withdrawal_at_once_and_one_is_told():
    proposal = asked(at=None)
    proposals.answer_organisation(proposal, "yes")
    ends = together(
        lambda: proposals.answer_volunteer(proposal, "yes"),
        lambda: proposals.withdraw(proposal, reason="Irrtum", by=None),
    )
    assert ends == ["ProposalRefused", "done"]
    assert (again(proposal).state == "agreed") == Placement.objects.exists()


def test_one_person_is_asked_once_by_two_coordinators():
    made, someone = opportunity(at=None, wanted=2), volunteer()
    ends = together(*[lambda: asked(made, someone)] * 4)
    assert ends == ["ProposalRefused"] * 3 + ["done"]
    assert Proposal.objects.count() == 1


def test_a_proposal_expires_once_though_two_workers_look():
    proposal = asked(at=None)
    Proposal.objects.update(answer_by=proposal.asked_at)
    ends = together(*[proposals.expire] * 3)
    assert ends == ["done"] * 3
    assert Entry.objects.filter(action="proposal.expired").count() == 1


def test_one_day_has_one_entry_of_hours():
    proposal = asked(at=None)
    proposals.answer_organisation(proposal, "yes")
    proposals.answer_volunteer(proposal, "yes")
    made = Placement.objects.get()
    ends = together(
        *[lambda: hours.report(made, made.started_on, 60, side="volunteer", by=None)] * 3
    )
    assert ends == ["HoursRefused", "HoursRefused", "done"]
    assert Hours.objects.count() == 1
