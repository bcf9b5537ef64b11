import datetime as dt

import pytest
from django.utils import timezone
from tests.directory.race import together

from konfluenz.directory import units
from konfluenz.ground import revisions
from konfluenz.ground.models import Entry
from konfluenz.steering import areas, comments, concepts, goals, measures, participations
from konfluenz.steering.measuring import indicators, observations
from konfluenz.steering.models import Concept, Goal, Observation, ParticipationComment

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2024, 2, 23)


def concept(label, **values):
    made = concepts.add(f"Konzept {label}", label, by=None, **values)
    return concepts.adopt(made, DAY, None, by=None)


def test_two_values_for_one_day_at_once_and_one_is_told():
    share = indicators.add("share", "Anteil", definition="x", unit="percent", by=None)
    ends = together(
        *(
            lambda value=value: observations.add(share, value, DAY, source="x", by=None)
            for value in range(4)
        )
    )
    assert ends == ["ObservationRefused"] * 3 + ["done"]
    assert Observation.objects.count() == 1
    assert Entry.objects.filter(action="observation.added").count() == 1


def test_two_concepts_in_force_at_once_and_one_is_told():
    made = [concept(label) for label in ("eins", "zwei", "drei")]
    ends = together(*(lambda one=one: concepts.move(one, "in_force", by=None) for one in made))
    assert ends == ["ConceptRefused", "ConceptRefused", "done"]
    assert Concept.objects.filter(state="in_force").count() == 1


def test_one_label_is_given_once():
    ends = together(*[lambda: concepts.add("Konzept", "2030", by=None)] * 3)
    assert ends == ["ConceptRefused", "ConceptRefused", "done"]


def test_two_concepts_cannot_replace_each_other_at_once():
    one, other = concept("eins"), concept("zwei")
    ends = together(
        lambda: concepts.correct(one, {"predecessor": other}, by=None),
        lambda: concepts.correct(other, {"predecessor": one}, by=None),
    )
    assert ends == ["ConceptRefused", "done"]


def test_a_concept_is_adopted_once():
    made = concepts.add("Konzept", "2030", by=None)
    ends = together(*[lambda: concepts.adopt(made, DAY, None, by=None)] * 3)
    assert ends == ["ConceptRefused", "ConceptRefused", "done"]


def test_goals_added_at_once_have_a_number_each():
    area = areas.add(concept("eins"), 1, by=None)
    ends = together(*[lambda: goals.add(area, "Ziel", by=None)] * 4)
    assert ends == ["done"] * 4
    assert list(Goal.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_one_number_is_given_to_one_area():
    made = concept("eins")
    ends = together(*[lambda: areas.add(made, 1, by=None)] * 3)
    assert ends == ["AreaRefused", "AreaRefused", "done"]


def test_two_forms_on_one_goal_and_one_is_told():
    area = areas.add(concept("eins"), 1, by=None)
    goal = goals.add(area, "Ziel", by=None)
    ends = together(
        lambda: goals.correct(goal, {"text": "Eins"}, seen=0, by=None),
        lambda: goals.correct(goal, {"text": "Zwei"}, seen=0, by=None),
    )
    assert ends == [revisions.Stale.__name__, "done"]


def test_a_goal_is_not_removed_under_who_assesses_it():
    office = units.add("Amt", kind="office", by=None)
    area = areas.add(concept("eins"), 1, by=None)
    goal = goals.add(area, "Ziel", by=None)
    ends = together(
        lambda: goals.note(goal, "reached", "Grund", unit=office, date=DAY, by=None),
        lambda: goals.remove(goal, by=None),
    )
    assert ends in (["DoesNotExist", "done"], ["GoalRefused", "done"])


def test_a_measure_is_ended_once():
    office = units.add("Amt", kind="office", by=None)
    goal = goals.add(areas.add(concept("eins"), 1, by=None), "Ziel", by=None)
    made = measures.move(measures.add("Treff", [goal], unit=office, by=None), "running", by=None)
    ends = together(*[lambda: measures.move(made, "ended", outcome="Fertig", by=None)] * 3)
    assert ends == ["MeasureRefused", "MeasureRefused", "done"]


def test_a_comment_and_the_closing_of_its_round_at_once():
    day = timezone.localdate()
    past = day - dt.timedelta(days=2)
    row = participations.add(concept("eins"), "Runde", "?", past, day, public=True, by=None)
    ends = together(
        lambda: comments.receive(row, "Noch schnell"),
        lambda: participations.correct(row, {"closes_on": past}, by=None),
    )
    assert ends in (["RoundClosed", "done"], ["done", "done"])
    assert ParticipationComment.objects.count() == ends.count("done") - 1
