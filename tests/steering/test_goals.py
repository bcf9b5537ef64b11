import datetime as dt

import pytest
from django.utils import timezone

from konfluenz.ground import audit, search
from konfluenz.ground.revisions import Stale
from konfluenz.steering import goals
from konfluenz.steering.goals import GoalRefused
from konfluenz.steering.models import Goal, GoalStatus

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def goal(area):
    return goals.add(area, "Engagement stärken", by=None)


def test_goals_are_numbered_one_after_the_other(area, goal):
    assert goals.add(area, "Zweites", by=None).number == 2
    assert goals.add(area, "Siebtes", number=7, functions=["service"], by=None).number == 7
    assert goals.add(area, "Achtes", by=None).number == 8
    with pytest.raises(GoalRefused, match="schon ein anderes Ziel"):
        goals.add(area, "Wieder sieben", number=7, by=None)


def test_a_goal_needs_words_of_a_bearable_length(area):
    with pytest.raises(GoalRefused, match="Ziel: "):
        goals.add(area, "  ", by=None)
    with pytest.raises(GoalRefused, match="Ziel: "):
        goals.add(area, "x" * 401, by=None)
    with pytest.raises(GoalRefused, match="koordiniert"):
        goals.add(area, "Ziel", functions=["police"], by=None)


def test_what_was_said_stays_and_the_latest_comes_last(goal, office, post):
    first = goals.note(
        goal,
        "not_workable",
        "Stelle weg",
        unit=office,
        post=post,
        date=dt.date(2024, 2, 23),
        source="UV/0050/2024",
        by=None,
    )
    second = goals.note(goal, "in_progress", "Vertretung", unit=office, date=TODAY, by=None)
    assert list(goal.statuses.all()) == [first, second]
    assert str(first) == "nicht zufriedenstellend bearbeitbar (23.02.2024)"
    assert audit.timeline(goal)[0].detail.content["reason"] == "Vertretung"
    assert {audit.timeline(one)[0].action for one in (office, post)} == {"goal.noted"}


def test_a_status_needs_a_state_a_reason_and_a_day_that_has_come(goal, office):
    for state, reason, date, words in [
        ("nonsense", "Grund", TODAY, "Wählen Sie aus"),
        ("reached", " ", TODAY, "braucht einen Grund"),
        ("reached", "Grund", TODAY + dt.timedelta(days=1), "liegt in der Zukunft"),
        ("reached", "x" * 401, TODAY, "Grund: "),
    ]:
        with pytest.raises(GoalRefused, match=words):
            goals.note(goal, state, reason, unit=office, date=date, by=None)
    assert not GoalStatus.objects.exists()


def test_only_what_cannot_be_worked_rests_on_a_post_that_is_empty(goal, office, post):
    with pytest.raises(GoalRefused, match="nicht zufriedenstellend bearbeitbar"):
        goals.note(goal, "reached", "Grund", unit=office, post=post, date=TODAY, by=None)
    with pytest.raises(GoalRefused, match=r"Am 01\.06\.2018 ist die Stelle .* besetzt"):
        goals.note(
            goal,
            "not_workable",
            "Grund",
            unit=office,
            post=post,
            date=dt.date(2018, 6, 1),
            by=None,
        )


def test_a_goal_with_a_history_is_not_removed(goal, office):
    goals.note(goal, "in_progress", "Läuft", unit=office, date=TODAY, by=None)
    with pytest.raises(GoalRefused, match="aufgegeben"):
        goals.remove(goal, by=None)
    assert Goal.objects.count() == 1


def test_two_forms_on_one_goal_and_the_second_is_told(goal):
    goals.correct(goal, {"text": "Eins"}, seen=0, by=None)
    with pytest.raises(Stale):
        goals.correct(goal, {"text": "Zwei"}, seen=0, by=None)


def test_goals_are_found_by_their_words(goal):
    assert [hit.title for hit in search.find("staerken", ["steering.goal"])] == [
        "Engagement stärken"
    ]
    goals.remove(goal, by=None)
    assert search.find("staerken", ["steering.goal"]) == []
