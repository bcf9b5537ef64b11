"""The demo's volunteers and opportunities: enough life to try everything on."""

import random

import pytest
from django.db.models import Count
from django.utils import timezone

from konfluenz.directory import demo as directory
from konfluenz.ground.models import Message
from konfluenz.people import demo as people
from konfluenz.volunteering import clearances, demo, offers, opportunities
from konfluenz.volunteering.models import (
    CheckIn,
    NotWith,
    Opportunity,
    Placement,
    Proposal,
    TrustedOrganization,
    Volunteer,
)

pytestmark = pytest.mark.django_db


def counts(rows, field):
    return dict(rows.order_by().values_list(field).annotate(n=Count("pk")))


def test_the_demo_has_people_who_wait_and_opportunities_of_every_kind():
    chance = random.Random(2015)
    made = people.build(chance, 40)
    directory.build(chance, made)
    demo.build(chance, made)
    assert Volunteer.objects.count() == 40
    assert [one.person for one in offers.waiting()] == made[:-4:-1]
    assert counts(Opportunity.objects, "state") == {
        "published": 57,
        "submitted": 3,
        "paused": 1,
        "closed": 3,
    }
    assert counts(Opportunity.objects.exclude(result=""), "result") == {
        "filled": 1,
        "partly": 1,
        "unfilled": 1,
    }
    kinds = counts(opportunities.open_on(), "timing")
    assert set(kinds) == {"fixed", "weekly", "flexible", "open_ended"}
    assert all(one.latitude for one in Opportunity.objects.all())
    assert clearances.cleared().exists()
    assert (NotWith.objects.count(), TrustedOrganization.objects.count()) == (4, 8)
    assert {"asked", "declined", "agreed"} <= set(counts(Proposal.objects, "state"))
    assert set(counts(Placement.objects, "state")) == {"trial", "running", "ended"}
    today = timezone.localdate()
    assert not CheckIn.objects.filter(state="due", due_date__lte=today).exists()
    assert not Message.objects.filter(template__startswith="volunteering").exists()
