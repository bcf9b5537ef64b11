import datetime as dt

import pytest
from django.utils import timezone

from konfluenz.directory import units
from konfluenz.ground import audit, search
from konfluenz.ground.revisions import Stale
from konfluenz.steering import goals, measures, results
from konfluenz.steering.measures import MeasureRefused
from konfluenz.steering.models import Measure, MeasureResult
from konfluenz.steering.results import ResultRefused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


@pytest.fixture
def goal(area):
    return goals.add(area, "Engagement stärken", by=None)


@pytest.fixture
def measure(goal, office):
    return measures.add("Sprechstunde", [goal], unit=office, by=None)


def test_a_measure_begins_as_planned_and_is_told_to_its_office(measure, goal, office):
    assert (measure.state, list(measure.goals.all()), measure.public) == ("planned", [goal], False)
    assert {audit.timeline(one)[0].action for one in (measure, office)} == {"measure.added"}
    assert [hit.title for hit in search.find("sprechstunde", ["steering.measure"])] == [
        "Sprechstunde"
    ]


def test_a_measure_serves_a_goal_and_ends_after_it_begins(goal, office):
    with pytest.raises(MeasureRefused, match="Wählen Sie mindestens eines"):
        measures.add("Ohne Ziel", [], unit=office, by=None)
    with pytest.raises(MeasureRefused, match="endet nach ihrem Beginn"):
        measures.add(
            "Rückwärts", [goal], unit=office, starts_on=TODAY, ends_on=TODAY - DAY, by=None
        )
    with pytest.raises(MeasureRefused, match="Maßnahme: "):
        measures.add(" ", [goal], unit=office, by=None)


def test_the_goals_of_a_measure_change_and_the_trail_says_so(measure, goal, area):
    other = goals.add(area, "Besser informieren", by=None)
    measures.correct(measure, {"goals": [other]}, seen=0, by=None)
    assert list(measure.goals.all()) == [other]
    entry = audit.timeline(measure)[0]
    assert (entry.action, entry.detail.content["changes"]) == (
        "measure.corrected",
        {"goals": [["Engagement stärken"], ["Besser informieren"]]},
    )
    again = measures.correct(measure, {"goals": [other], "title": "Sprechstunde"}, by=None)
    assert audit.timeline(measure).count() == 2
    with pytest.raises(MeasureRefused, match="mindestens eines"):
        measures.correct(again, {"goals": []}, by=None)


def test_it_goes_step_by_step_and_an_end_says_what_came_of_it(measure):
    with pytest.raises(MeasureRefused, match="zu „beendet“"):
        measures.move(measure, "ended", outcome="Fertig", by=None)
    running = measures.move(measure, "running", by=None)
    assert running.starts_on == TODAY
    with pytest.raises(MeasureRefused, match="was daraus wurde"):
        measures.move(running, "ended", outcome=" ", by=None)
    ended = measures.move(running, "ended", outcome="Es gibt sie jeden Monat.", by=None)
    assert (ended.state, ended.ends_on, ended.outcome) == (
        "ended",
        TODAY,
        "Es gibt sie jeden Monat.",
    )
    assert measures.move(ended, "running", by=None).state == "running"
    with pytest.raises(MeasureRefused, match="führt bei einer Maßnahme kein Weg"):
        measures.move(measure, "nonsense", by=None)


def test_what_is_over_keeps_what_came_of_it(measure):
    dropped = measures.move(measure, "dropped", outcome="Zu teuer.", by=None)
    with pytest.raises(MeasureRefused, match="was daraus wurde"):
        measures.correct(dropped, {"outcome": ""}, by=None)


def test_one_taken_up_again_does_not_run_past_an_end_long_over(measure):
    measures.move(measure, "running", by=None)
    measures.move(measure, "ended", outcome="Vorbei.", by=None)
    Measure.objects.update(starts_on=TODAY - 9 * DAY, ends_on=TODAY - DAY)
    assert measures.move(measure, "running", by=None).ends_on is None


def test_two_forms_on_one_measure_and_the_second_is_told(measure):
    measures.correct(measure, {"title": "Eins"}, seen=0, by=None)
    with pytest.raises(Stale):
        measures.move(measure, "running", seen=0, by=None)
    assert Measure.objects.get().title == "Eins"


def test_a_result_is_what_can_be_seen_already(measure):
    result = results.add(measure, "Erste Sprechstunde", TODAY, url="https://x.example/", by=None)
    assert audit.timeline(measure)[0].action == "measure_result.added"
    with pytest.raises(ResultRefused, match="was schon zu sehen ist"):
        results.add(measure, "Morgen", TODAY + DAY, by=None)
    with pytest.raises(ResultRefused, match="Was zu sehen ist: "):
        results.add(measure, " ", TODAY, by=None)
    results.correct(result, {"text": "Zweite"}, seen=0, by=None)
    with pytest.raises(Stale):
        results.correct(result, {"text": "Dritte"}, seen=0, by=None)
    results.remove(result, by=None)
    assert not MeasureResult.objects.exists()
    assert audit.timeline(measure)[0].detail.content["changes"] == {"text": ["Zweite", None]}


def test_a_unit_that_leads_measures_stays(measure, office):
    other = units.add("Anderes Amt", kind="office", by=None)
    assert measures.correct(measure, {"unit": other}, by=None).unit == other
