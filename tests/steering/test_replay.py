"""Replay (c) of domain.md 1.8: what the papers state comes out of the history of the post."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.steering import city

from konfluenz.directory import posts
from konfluenz.directory.models import Post
from konfluenz.people import persons
from konfluenz.steering import goal_standings, workability
from konfluenz.steering.charting import charts
from konfluenz.steering.measuring import series
from konfluenz.steering.models import Goal, Indicator, PriorityArea

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SENTENCE = "nicht zufriedenstellend bearbeitbar: Stelle unbesetzt seit 2022"


@pytest.fixture
def post():
    city.build()
    return Post.objects.get(title="Ehrenamtskoordination")


def sentences(day=None):
    areas = list(PriorityArea.objects.all())
    found = workability.of(areas, day)
    return {area.number: found[area.pk].sentence for area in areas}


def states():
    goals = list(Goal.objects.filter(area__name="Ehrenamt"))
    found = goal_standings.of(goals)
    return [(found[goal.pk].state, found[goal.pk].stale) for goal in goals]


def shade():
    return [(band.start.year, band.end) for band in charts.content("residents").bands]


def test_the_field_reads_as_the_post_stands(post):
    assert sentences() == {1: SENTENCE, 2: "", 3: "", 4: ""}
    assert sentences(dt.date(2024, 2, 23))[1] == SENTENCE
    assert sentences(dt.date(2021, 12, 31))[1] == ""
    assert states() == [("not_workable", False)] * 2
    assert shade() == [(2022, None)]

    posts.stage(post, "established", TODAY, by=None)
    assert sentences()[1] != ""
    posts.appoint(post, persons.add("Ada Demo", by=None), valid_from=TODAY, by=None)
    assert sentences()[1] == ""
    assert states() == [(None, True)] * 2
    assert shade() == [(2022, TODAY)]

    posts.stage(post, "dropped", TODAY, by=None)
    assert sentences()[1] == SENTENCE.replace("2022", TODAY.strftime("%d.%m.%Y"))
    assert states() == [("not_workable", False)] * 2
    assert shade() == [(2022, None)]


def test_the_figures_change_by_what_is_stored(post):
    found = {one.indicator.slug: one for one in series.of(Indicator.objects.all())}
    non_german, background = found["share_non_german"], found["share_migration_background"]
    assert (non_german.change, round(non_german.factor, 2), non_german.change_text) == (
        Decimal("8.6"),
        Decimal("1.95"),
        "+8,6 Prozentpunkte",
    )
    assert (background.change, background.change_text) == (16, "ca. +16 Prozentpunkte")
