"""What is kept of the open opportunities is as good as read anew, whatever happened meanwhile."""

from dataclasses import fields

import numpy as np
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.volunteering import match_city
from tests.volunteering.match_city import AFTERNOON, TUESDAY_17, in_days, opportunity, volunteer

from konfluenz.directory import districts, topics
from konfluenz.ground import sealer
from konfluenz.volunteering import (
    array_items,
    kept_items,
    matching,
    opportunities,
    proposals,
    skills,
)
from konfluenz.volunteering.conditions import Wanted, When

pytestmark = pytest.mark.django_db


def differing():
    """Return the names of the columns in which what is kept is not what is stored."""
    day = match_city.today()
    kept = kept_items.open_on(day)
    anew = list(opportunities.with_parts(opportunities.open_on(day)).order_by("pk"))
    words = array_items.words(anew)
    items = array_items.items(anew, words, day, {})
    return [
        *([] if kept.keys.tolist() == [one.pk for one in anew] else ["keys"]),
        *([] if kept.words == words else ["words"]),
        *(one.name for one in fields(items) if not same(kept.items, items, one.name)),
    ]


def same(kept, anew, name):
    one, other = getattr(kept, name), getattr(anew, name)
    return np.array_equal(one, other, equal_nan=other.dtype.kind == "f")


def test_every_change_is_seen_at_once():
    place = districts.add("Lützel", latitude="50.37000", longitude="7.59000", by=None)
    reading = skills.add("Vorlesen", by=None)
    made, other = opportunity(wanted=2), opportunity(district=place, needs=[("ar", True, "b1")])
    thursday = [When(weekday=3, starts_at=TUESDAY_17[1], ends_at=TUESDAY_17[2])]
    acts = [
        lambda: opportunity("Neu", at=None, without_german=True),
        lambda: opportunities.correct(made, {"times": thursday, "wanted": 4}, by=None),
        lambda: opportunities.correct(made, {"skills": [reading]}, by=None),
        lambda: opportunities.correct(made, {"languages": [Wanted("uk", False, "")]}, by=None),
        lambda: districts.correct(place, {"latitude": "50.40000"}, by=None),
        lambda: opportunities.close(other, "unfilled", by=None, reason="Niemand da"),
    ]
    assert differing() == []
    for number, act in enumerate(acts):
        act()
        assert (number, differing()) == (number, [])
        if number == 3:
            sealer.seal()
            assert differing() == []


def test_what_expires_is_gone_with_the_day_though_nothing_is_written():
    opportunity(expires_on=in_days(1))
    assert len(kept_items.open_on(match_city.today()).keys) == 1
    assert len(kept_items.open_on(in_days(1)).keys) == 0


def test_what_was_taken_back_is_not_kept():
    opportunity()
    kept_items.open_on(match_city.today())
    with transaction.atomic():
        opportunity()
        assert len(kept_items.open_on(match_city.today()).keys) == 2
        transaction.set_rollback(True)
    assert differing() == []


def test_whoever_was_asked_for_all_in_front_gets_those_behind():
    """More are read when what is best by its weights is out of question: asked, or full."""
    topic = topics.add("Bildung", by=None)
    someone = volunteer(topics=[topic], places=9)
    best = [opportunity(f"Vorn {number}", at=None, topic=topic) for number in range(4)]
    behind = opportunity("Hinten", at=None)
    for each in best[1:]:
        proposals.propose(each, someone, by=None)
    match_city.agree(proposals.propose(best[0], volunteer(), by=None))
    assert [one.opportunity for one in matching.for_volunteer(someone, best=1)] == [behind]


def test_asking_again_reads_no_opportunity_but_those_in_front():
    someone = volunteer(times=[AFTERNOON])
    for _ in range(12):
        opportunity()
    matching.for_volunteer(someone)
    with CaptureQueriesContext(connection) as seen:
        assert len(matching.for_volunteer(someone, best=2)) == 2
    rows = [one["sql"] for one in seen if 'FROM "volunteering_opportunity"' in one["sql"]]
    assert len(rows) == 1
    assert len(seen) <= 14
