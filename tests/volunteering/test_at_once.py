"""Two at once on volunteers, links and opportunities: one wins, the other is told."""

import pytest
from tests.directory.race import together
from tests.volunteering.mails import confirm_token, latest
from tests.volunteering.town import in_days, opportunity, organization, prospect, volunteer

from konfluenz.people import persons
from konfluenz.people.models import Consent
from konfluenz.volunteering import (
    clearances,
    not_with,
    offers,
    opportunities,
    submissions,
    trusted,
    volunteers,
)
from konfluenz.volunteering.models import (
    Clearance,
    NotWith,
    Opportunity,
    TrustedOrganization,
    Volunteer,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_person_becomes_one_volunteer():
    ada = persons.add("Ada Demo", by=None)
    ends = together(*[lambda: volunteers.add(ada, by=None)] * 3)
    assert ends == ["VolunteerRefused", "VolunteerRefused", "done"]
    assert Volunteer.objects.count() == 1


def test_a_link_opened_twice_confirms_once():
    offers.take(offers.Offer("Ada Demo", mail="ada@example.org", wording="2026-01"))
    token = confirm_token()
    ends = together(*[lambda: offers.confirm(token)] * 4)
    assert ends == ["LinkRefused"] * 3 + ["done"]
    assert Consent.objects.count() == 1


def test_a_link_sends_in_one_opportunity():
    club = organization()
    submissions.ask("verein@example.org")
    token = latest().context["token"]

    def send():
        submissions.take(
            token,
            "Lesepatin gesucht",
            "Vorlesen",
            organization=club,
            expires_on=in_days(30),
            timing="flexible",
            insured_by="organisation",
        )

    assert together(send, send, send) == ["LinkRefused", "LinkRefused", "done"]
    assert Opportunity.objects.count() == 1


def test_an_opportunity_is_released_or_refused_and_not_both():
    made = opportunity(state="submitted")
    ends = together(
        lambda: opportunities.publish(made, by=None, seen=0),
        lambda: opportunities.refuse(made, "doppelt", by=None, seen=0),
    )
    assert ends == ["Stale", "done"]


def test_a_volunteer_is_led_one_way():
    ada = prospect()
    ends = together(
        lambda: volunteers.move(ada, "active", by=None, seen=0),
        lambda: volunteers.leave(ada, "time", by=None, seen=0),
    )
    assert ends == ["Stale", "done"]


def test_what_two_note_at_once_stands_once():
    ada, bob, club = volunteer("Ada"), volunteer("Bob"), organization()
    ends = together(
        lambda: not_with.put(ada, bob, by=None),
        lambda: not_with.put(bob, ada, by=None),
        lambda: clearances.see(ada, in_days(-9), by=None),
        lambda: clearances.see(ada, in_days(-9), by=None),
        lambda: trusted.trust(club, by=None),
        lambda: trusted.trust(club, by=None),
    )
    assert ends == ["done"] * 6
    counted = (NotWith.objects, Clearance.objects, TrustedOrganization.objects)
    assert [rows.count() for rows in counted] == [1, 1, 1]
