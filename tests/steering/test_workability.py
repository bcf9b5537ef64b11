import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from konfluenz.directory import posts
from konfluenz.steering import areas, goal_standings, goals, workability
from konfluenz.steering.models import Goal

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def sentence(area, day=None):
    return workability.of([area], day)[area.pk].sentence


def standing(goal):
    return goal_standings.of([goal])[goal.pk]


def staffed_again(post, person):
    posts.stage(post, "established", TODAY, by=None)
    posts.appoint(post, person, valid_from=TODAY, by=None)


def test_the_sentence_comes_from_the_history_of_the_post(area, post, ada):
    wanted = "nicht zufriedenstellend bearbeitbar: Stelle unbesetzt seit 2022"
    assert sentence(area) == wanted
    assert sentence(area, dt.date(2018, 1, 1)) == ""
    staffed_again(post, ada)
    assert workability.of([area])[area.pk] == workability.WORKABLE
    posts.stage(post, "dropped", TODAY, by=None)
    day = TODAY.strftime("%d.%m.%Y")
    assert sentence(area).endswith(f"seit {day}")


def test_a_field_that_rests_on_nothing_or_on_what_nobody_knows_is_not_called_unworkable(
    concept, office, area
):
    free = areas.add(concept, 2, by=None)
    unknown = posts.add(office, "Unbekannt", by=None)
    posts.stage(unknown, "undocumented", dt.date(2015, 9, 17), by=None)
    resting = areas.add(concept, 3, posts=[unknown], by=None)
    assert [sentence(one) for one in (free, resting)] == ["", ""]


def test_several_empty_posts_since_the_first_of_them(area, post, office):
    other = posts.add(office, "Zweite", by=None)
    posts.stage(other, "established", dt.date(2020, 5, 4), by=None)
    areas.rest_on(area, [post, other], by=None)
    found = workability.of([area])[area.pk]
    assert found.posts == (post, other)
    assert found.sentence == (
        "nicht zufriedenstellend bearbeitbar: Stellen unbesetzt seit 04.05.2020"
    )


def test_since_when_may_be_unknown(concept, office):
    bare = areas.add(concept, 1, posts=[posts.add(office, "Leer", by=None)], by=None)
    assert sentence(bare) == "nicht zufriedenstellend bearbeitbar: Stelle unbesetzt"


def test_nobody_has_said_anything_and_the_field_speaks(area, post):
    goal = goals.add(area, "Ziel", by=None)
    found = standing(goal)
    assert (found.state, found.rests_on, found.status) == ("not_workable", post, None)
    assert found.reason == sentence(area)


def test_nobody_has_said_anything_and_nothing_stands_in_the_way(concept):
    goal = goals.add(areas.add(concept, 1, by=None), "Ziel", by=None)
    found = standing(goal)
    assert (found.state, found.label, found.stale) == (None, "noch nicht eingeschätzt", False)


def test_a_status_is_stale_once_its_post_is_held_again(area, post, office, ada):
    goal = goals.add(area, "Ziel", by=None)
    status = goals.note(
        goal,
        "not_workable",
        "Stelle weg",
        unit=office,
        post=post,
        date=dt.date(2024, 2, 23),
        by=None,
    )
    before = standing(goal)
    assert (before.state, before.reason, before.rests_on) == ("not_workable", "Stelle weg", post)
    staffed_again(post, ada)
    after = standing(goal)
    day = TODAY.strftime("%d.%m.%Y")
    assert (after.state, after.stale, after.status, after.since) == (None, True, status, TODAY)
    assert after.reason == f"Stelle wieder besetzt seit {day}: neu einschätzen"
    assert after.label == "neu einzuschätzen"
    goals.note(goal, "in_progress", "Läuft wieder", unit=office, date=TODAY, by=None)
    assert (standing(goal).state, standing(goal).stale) == ("in_progress", False)


def test_what_was_said_before_the_post_fell_empty_no_longer_holds(area, post, office):
    goal = goals.add(area, "Ziel", by=None)
    goals.note(goal, "in_progress", "Läuft", unit=office, date=dt.date(2020, 1, 1), by=None)
    found = standing(goal)
    assert (found.state, found.reason) == ("not_workable", sentence(area))
    goals.note(goal, "in_progress", "Läuft doch", unit=office, date=dt.date(2023, 1, 1), by=None)
    assert standing(goal).reason == "Läuft doch"


@pytest.mark.parametrize("state", ["reached", "dropped"])
def test_what_is_over_stays_over(area, office, state):
    goal = goals.add(area, "Ziel", by=None)
    goals.note(goal, state, "Grund", unit=office, date=dt.date(2020, 1, 1), by=None)
    assert standing(goal).state == state


def test_what_cannot_be_worked_for_another_reason_rests_on_no_post(area, office, post, ada):
    goal = goals.add(area, "Ziel", by=None)
    goals.note(goal, "not_workable", "Kein Geld", unit=office, date=dt.date(2024, 1, 1), by=None)
    staffed_again(post, ada)
    found = standing(goal)
    assert (found.state, found.reason, found.rests_on) == ("not_workable", "Kein Geld", None)


def test_a_day_of_the_past_reads_as_it_was(area, post, office):
    goal = goals.add(area, "Ziel", by=None)
    goals.note(goal, "in_progress", "Läuft", unit=office, date=dt.date(2020, 1, 1), by=None)
    day = dt.date(2021, 1, 1)
    assert goal_standings.of([goal], day)[goal.pk].state == "in_progress"


def test_queries_do_not_grow_with_areas_goals_and_posts(concept, office):
    def grow(number):
        post = posts.add(office, f"Stelle {number}", by=None)
        posts.stage(post, "established", dt.date(2015, 1, 1), by=None)
        area = areas.add(concept, number, posts=[post], by=None)
        goal = goals.add(area, "Ziel", by=None)
        goals.note(
            goal,
            "not_workable",
            "Grund",
            unit=office,
            post=post,
            date=dt.date(2024, 1, 1),
            by=None,
        )

    def count():
        rows, found = list(Goal.objects.all()), list(concept.areas.all())
        with CaptureQueriesContext(connection) as asked:
            workability.of(found)
        with CaptureQueriesContext(connection) as asked_goals:
            goal_standings.of(rows)
        return len(rows), len(asked), len(asked_goals)

    grow(1)
    assert count() == (1, 3, 7)
    grow(2)
    grow(3)
    assert count() == (3, 3, 7)


def test_the_sentence_speaks_english_where_no_catalogue_does(area):
    with translation.override("en"):
        assert sentence(area) == "cannot be worked satisfactorily: post unstaffed since 2022"
