"""What a person ticked beside a paper: figures become observations, promises Aufgaben."""

import datetime as dt
from decimal import Decimal

import pytest
from tests.council.incoming import take
from tests.council.papers_read import INFORMATION, STATEMENT

from konfluenz.actions.models import Task
from konfluenz.council import imports
from konfluenz.council.imports import Confirmation, ImportRefused, PromiseChoice
from konfluenz.council.models import Paper, Sentence
from konfluenz.steering.measuring import indicators, observations
from konfluenz.steering.models import Observation


@pytest.fixture
def shares(db):
    return [
        indicators.add(slug, name, definition="x", unit="percent", by=None)
        for name, slug in [
            ("Ohne deutsche Staatsangehörigkeit", "share_non_german"),
            ("Mit Migrationshintergrund", "share_migration_background"),
        ]
    ]


def test_ticked_figures_become_observations_with_the_paper_as_source(directory, shares):
    choices = Confirmation(figures=frozenset({0, 1, 3}))
    imports.confirm(take(INFORMATION), choices=choices, by=None)
    assert [
        (each.indicator.slug, each.value, each.approximate, each.date, each.precision)
        for each in Observation.objects.order_by("date", "value")
    ] == [
        ("share_non_german", Decimal("9.1"), False, dt.date(2007, 1, 1), "year"),
        ("share_migration_background", Decimal(20), True, dt.date(2007, 1, 1), "year"),
        ("share_migration_background", Decimal(36), False, dt.date(2024, 2, 23), "day"),
    ]
    assert {each.source for each in Observation.objects.all()} == {"UV/0050/2024"}
    assert Observation.objects.get(value=36).dated_by == "report"


def test_a_value_that_is_here_already_is_not_doubled_and_another_is_refused(directory, shares):
    day = dt.date(2007, 1, 1)
    observations.add(shares[0], "9.1", day, precision="year", source="anders", by=None)
    observations.add(shares[1], "21", day, precision="year", source="anders", by=None)
    taken = take(INFORMATION)
    with pytest.raises(ImportRefused, match="gibt es schon einen Wert"):
        imports.confirm(taken, choices=Confirmation(figures=frozenset({0, 1})), by=None)
    assert Paper.objects.count() == 0
    imports.confirm(taken, choices=Confirmation(figures=frozenset({0})), by=None)
    assert Observation.objects.count() == 2


def test_a_figure_of_which_nobody_says_what_it_measures_is_refused(directory):
    with pytest.raises(ImportRefused, match="Wählen Sie, was „9,1 %“ misst"):
        imports.confirm(take(INFORMATION), choices=Confirmation(figures=frozenset({0})), by=None)
    assert (Paper.objects.count(), Observation.objects.count()) == (0, 0)


def test_a_ticked_promise_becomes_an_aufgabe_linked_to_its_sentence(directory):
    taken = take(STATEMENT)
    number = [each.words for each in imports.reading(taken).promises].index("erarbeitet")
    choice = PromiseChoice("Konzept erarbeiten", directory["order"], dt.date(2030, 1, 1))
    paper = imports.confirm(taken, choices=Confirmation(promises={number: choice}), by=None)
    task = Task.objects.get()
    assert (task.title, task.unit, task.origin_kind) == (
        "Konzept erarbeiten",
        directory["order"],
        "promise",
    )
    sentence = Sentence.objects.get(part__paper=paper, part__number="3", position=1)
    assert sentence.evidence.get().target_id == str(task.pk)
    assert sentence.kind == "promise"
