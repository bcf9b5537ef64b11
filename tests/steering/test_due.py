import datetime as dt

import pytest
from django.utils import timezone
from tests.people import world

from konfluenz.directory import posts
from konfluenz.steering import access, areas, concepts, due, goals
from konfluenz.steering.models import Concept, Indicator

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def coordinator(db):
    return world.account("coordinator")


def titles(account, day=TODAY):
    return [(found.title, found.since, found.purpose) for found in due.due(day, account)]


def test_a_goal_whose_post_is_held_again_is_to_be_assessed(
    in_force, post, office, ada, coordinator
):
    concepts.review(in_force, TODAY, False, "Passt", by=None)
    area = areas.add(in_force, 1, posts=[post], by=None)
    goal = goals.add(area, "Engagement stärken", by=None)
    day = dt.date(2024, 2, 23)
    goals.note(goal, "not_workable", "Weg", unit=office, post=post, date=day, by=None)
    assert titles(coordinator) == []
    posts.stage(post, "established", TODAY, by=None)
    posts.appoint(post, ada, valid_from=TODAY, by=None)
    assert titles(coordinator) == [
        ("Stelle wieder besetzt, Ziel neu einschätzen: Engagement stärken", TODAY, "goal")
    ]


def test_a_concept_is_asked_once_a_year_whether_it_still_fits(in_force, coordinator):
    wanted = "Überarbeitungsbedarf prüfen: Integrationskonzept"
    assert titles(coordinator, dt.date(2023, 6, 29)) == []
    assert titles(coordinator, dt.date(2023, 6, 30)) == [(wanted, dt.date(2023, 6, 30), "concept")]
    concepts.review(in_force, dt.date(2024, 2, 23), False, "Passt", by=None)
    assert titles(coordinator, dt.date(2025, 2, 21)) == []
    assert [found[0] for found in titles(coordinator, dt.date(2025, 2, 22))] == [wanted]


def test_nothing_is_due_where_nothing_is_in_force_or_nobody_may_edit(concept, in_force):
    assert titles(world.account("social_worker")) == []
    Concept.objects.update(state="draft")
    assert titles(world.account("administrator")) == []


def test_who_reads_and_who_works_on_the_concept(in_force, share):
    Indicator.objects.update(public=False)
    seen = {
        role: (
            access.can_read(account),
            access.can_edit(account),
            access.concepts_visible_to(account).count(),
            access.indicators_visible_to(account).count(),
        )
        for role in ("coordinator", "integration_officer", "social_worker", "volunteer")
        if (account := world.account(role))
    }
    assert seen == {
        "coordinator": (True, True, 1, 1),
        "integration_officer": (True, True, 1, 1),
        "social_worker": (True, False, 1, 1),
        "volunteer": (False, False, 0, 0),
    }
    concepts.correct(in_force, {"public": True}, by=None)
    assert access.concepts_visible_to(world.account("volunteer")).count() == 1
