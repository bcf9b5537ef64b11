"""Goals, measures, advice, tasks and the figures themselves, as they stood on a day."""

import datetime as dt

import pytest
from tests.steering import counted_city as city
from tests.steering.counted_city import AFTER, CUT_OFF, SINCE, counted

from konfluenz.actions.models import Task
from konfluenz.directory import groups
from konfluenz.steering import areas, goals
from konfluenz.steering.measuring import indicators, observations
from konfluenz.steering.models import GroupRecommendation, Measure, Observation

pytestmark = pytest.mark.django_db


def _goal(area, office, *said):
    made = goals.add(area, "Ein Ziel", by=None)
    for day, state in said:
        goals.note(made, state, "Ein Grund", unit=office, date=day, by=None)
    return made


def test_goals_stand_as_was_said_up_to_the_cut_off(in_force, office):
    area = areas.add(in_force, 1, name="Sprache", by=None)
    _goal(area, office, (SINCE, "in_progress"), (CUT_OFF, "reached"))
    _goal(area, office, (SINCE, "in_progress"), (AFTER, "reached"))
    _goal(area, office)
    assert counted("goals-by-status") == {
        "": (3, None),
        "reached": (1, None),
        "in_progress": (1, None),
        "unsaid": (1, None),
    }


def test_a_concept_adopted_after_the_cut_off_has_no_goals_yet(in_force, office):
    area = areas.add(in_force, 1, name="Sprache", by=None)
    _goal(area, office)
    before = in_force.adopted_date - dt.timedelta(days=1)
    assert counted("goals-by-status", before, before) == {}
    assert counted("goals-by-status", before, in_force.adopted_date)[""] == (1, None)


def test_without_a_concept_in_force_there_are_no_goals_to_count(area, office):
    _goal(area, office)
    assert counted("goals-by-status") == {}


def _measure(office, state, starts=None, ends=None):
    return Measure.objects.create(
        title="M", unit=office, state=state, starts_on=starts, ends_on=ends, outcome="Getan"
    )


def test_measures_run_on_their_first_and_on_their_last_day(office):
    assert counted("measures-active") == {}
    _measure(office, "running", CUT_OFF)
    _measure(office, "running", SINCE, CUT_OFF)
    _measure(office, "ended", SINCE, CUT_OFF)
    _measure(office, "ended", SINCE, CUT_OFF - dt.timedelta(days=1))
    _measure(office, "dropped", SINCE)
    _measure(office, "running", AFTER)
    _measure(office, "planned", SINCE)
    _measure(office, "running")
    assert counted("measures-active") == {"": (3, None)}


def test_goals_that_volunteers_work_for_on_the_cut_off(in_force, office):
    assert counted("goals-with-volunteers") == {}
    area = areas.add(in_force, 1, name="Sprache", by=None)
    helped, unhelped, once, _alone = (_goal(area, office) for _ in range(4))
    for goal, state, ends, volunteers in (
        (helped, "running", None, True),
        (helped, "running", None, True),
        (unhelped, "running", None, False),
        (once, "ended", CUT_OFF - dt.timedelta(days=1), True),
        (once, "planned", None, True),
    ):
        made = _measure(office, state, SINCE, ends)
        Measure.objects.filter(pk=made.pk).update(volunteers=volunteers)
        made.goals.set([goal])
    assert counted("goals-with-volunteers") == {"": (25, 4)}


def test_recommendations_count_when_they_were_done_by_the_cut_off(db):
    group = groups.add("working_group", name="AK Sprache", by=None)
    for state, day, decided in (
        ("done", SINCE, CUT_OFF),
        ("done", SINCE, AFTER),
        ("new", CUT_OFF, None),
        ("declined", SINCE, SINCE),
        ("done", AFTER, AFTER),
    ):
        GroupRecommendation.objects.create(
            group=group, date=day, text="E", state=state, decided_on=decided, reason="Grund"
        )
    assert counted("recommendations-implemented") == {"": (25, 4)}


def _task(office, kind, due, made=SINCE, done=None):
    task = Task.objects.create(
        title="T",
        unit=office,
        origin_kind=kind,
        due_date=due,
        state="done" if done else "open",
        done_at=done and city.moment(done),
    )
    Task.objects.filter(pk=task.pk).update(created_at=city.moment(made))


def test_a_follow_up_is_overdue_the_day_after_it_was_due(office):
    assert counted("follow-ups-overdue") == counted("age-of-open-tasks") == {}
    before = CUT_OFF - dt.timedelta(days=1)
    _task(office, "resolution", before)
    _task(office, "promise", CUT_OFF)
    _task(office, "promise", before, done=AFTER)
    _task(office, "promise", before, done=CUT_OFF)
    _task(office, "office", before)
    _task(office, "promise", before, made=AFTER)
    assert counted("follow-ups-overdue") == {"": (2, 3)}


def test_open_tasks_are_as_old_as_the_day_they_were_entered(office):
    for days in (10, 30, 50):
        _task(office, "office", CUT_OFF, made=CUT_OFF - dt.timedelta(days=days))
    assert counted("age-of-open-tasks") == {"": (30, 3)}


def _indicator(slug, **values):
    given = {"definition": "D", "unit": "persons", "by": None}
    return indicators.add(slug, slug, **given | values)


def test_a_value_is_up_to_date_for_one_cycle_after_its_last_day(db):
    fresh, old = _indicator("fresh"), _indicator("old")
    _indicator("none")
    _indicator("irregular", cycle="irregular")
    _indicator("counted", layer="activity", query="funnel")
    given = {"source": "Liste", "by": None}
    observations.add(fresh, 5, dt.date(2024, 1, 1), precision="year", **given)
    observations.add(old, 5, dt.date(2024, 12, 30), **given)
    assert counted("values-up-to-date") == {"": (33.33, 3)}


def test_values_without_source_are_found_though_nobody_can_enter_them(db):
    one = _indicator("one")
    observations.add(one, 5, SINCE, source="Liste", by=None)
    Observation.objects.create(indicator=one, date=CUT_OFF, value=1, unit="persons", source="")
    observations.add(one, 5, AFTER, source="Liste", by=None)
    assert counted("values-with-source") == {"": (50, 2)}
