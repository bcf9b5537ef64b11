"""The demo says what the two papers say, and where they are silent it says so."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import translation
from tests.steering import city

from konfluenz.directory.models import Organization
from konfluenz.ground import translations
from konfluenz.ground.models import Mention
from konfluenz.steering import concepts
from konfluenz.steering.models import (
    Concept,
    Goal,
    GoalStatus,
    Indicator,
    Observation,
    PriorityArea,
)


@pytest.fixture(scope="module", autouse=True)
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), translation.override("de"), transaction.atomic():
        city.build()
        yield
        transaction.set_rollback(True)


def test_two_concepts_and_how_they_came():
    first, second = Concept.objects.order_by("label")
    assert (first.label, first.state, first.adopted_date, first.adopted_precision) == (
        "2007",
        "superseded",
        dt.date(2007, 1, 1),
        "year",
    )
    assert (first.drafted_date, first.drafted_precision) == (dt.date(2007, 1, 1), "year")
    assert (first.adopted_by, first.adopted_vote) == (None, "")
    assert (second.label, second.state, second.adopted_date, second.adopted_vote) == (
        "2022",
        "in_force",
        dt.date(2022, 6, 30),
        "unanimous",
    )
    assert second.adopted_by == Organization.objects.get(name="Stadtrat")
    assert second.consultant == Organization.objects.get(name="IMAP GmbH")
    assert second.participation
    assert second.functions == ["coordination", "shaping", "service"]
    assert (second.predecessor, concepts.current()) == (first, second)


def test_a_revision_was_not_needed():
    [review] = Concept.objects.get(label="2022").reviews.all()
    assert (review.date, review.needed, review.source) == (
        dt.date(2024, 2, 23),
        False,
        "UV/0050/2024",
    )


def test_four_fields_two_of_them_named_each_with_its_working_group():
    areas = list(PriorityArea.objects.select_related("group"))
    assert [str(area) for area in areas] == [
        "Ehrenamt",
        "Flüchtlingsarbeit",
        "Name nicht belegt",
        "Name nicht belegt",
    ]
    assert {area.level for area in areas} == {"priority"}
    assert [area.group.name for area in areas] == [
        "Arbeitskreis Ehrenamt",
        "Arbeitskreis Flüchtlingsarbeit",
        "",
        "",
    ]
    assert len({area.group for area in areas}) == 4
    assert [[post.title for post in area.posts.all()] for area in areas] == [
        ["Ehrenamtskoordination"],
        [],
        [],
        [],
    ]
    assert all("UV/0050/2024" in area.source for area in areas)


def test_goals_stand_where_the_paper_tells_them_and_nowhere_else():
    counts = {area.number: area.goals.count() for area in PriorityArea.objects.all()}
    assert counts == {1: 2, 2: 1, 3: 0, 4: 0}
    assert set(Goal.objects.values_list("source", flat=True)) == {"UV/0050/2024"}
    said = GoalStatus.objects.order_by("goal__area__number", "goal__number")
    assert [(one.state, one.date, one.unit.number) for one in said] == [
        ("not_workable", dt.date(2024, 2, 23), "31"),
        ("not_workable", dt.date(2024, 2, 23), "31"),
        ("in_progress", dt.date(2024, 2, 23), "31"),
    ]


def test_the_four_figures():
    rows = Observation.objects.order_by("indicator__slug", "date")
    assert [
        (
            row.indicator.slug,
            row.value,
            str(row.date),
            row.precision,
            row.dated_by,
            row.approximate,
        )
        for row in rows
    ] == [
        ("share_migration_background", Decimal(20), "2007-01-01", "year", "reference_day", True),
        ("share_migration_background", Decimal(36), "2024-02-23", "day", "report", False),
        ("share_non_german", Decimal("9.1"), "2007-01-01", "year", "reference_day", False),
        ("share_non_german", Decimal("17.7"), "2024-02-23", "day", "report", False),
    ]
    assert {row.source for row in rows} == {"UV/0050/2024"}
    register = rows.get(value=36)
    assert "Einwohnermeldesystem" in register.method


def test_the_names_of_the_figures_speak_every_language(settings):
    found = list(Indicator.objects.all())
    for code, _name in settings.LANGUAGES:
        if code != "de":
            assert len(translations.of(found, "name", code)) == 2, code


def test_every_record_came_with_an_entry_in_the_trail():
    silent = {}
    for model in (Concept, PriorityArea, Goal, Indicator, Observation):
        label = model._meta.label_lower
        noted = set(Mention.objects.filter(label=label).values_list("record_id", flat=True))
        if missing := [row for row in model.objects.all() if str(row.pk) not in noted]:
            silent[label] = missing
    assert silent == {}
