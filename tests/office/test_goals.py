"""Goals: adding, correcting, removing, and how they stand with the reason for it."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.office import city, concept_city, world

from konfluenz.directory import posts
from konfluenz.steering import goals
from konfluenz.steering.models import Goal

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def post(db):
    return concept_city.dropped_post()


@pytest.fixture
def field(post):
    return concept_city.area(concept_city.in_force(), posts=[post])


def _at(goal, rest=""):
    return f"/buero/integrationskonzept/ziele/{goal.public_id}/{rest}"


def _field(field, rest=""):
    return f"/buero/integrationskonzept/handlungsfelder/{field.public_id}/{rest}"


def _say(browser, goal, **values):
    given = {"date": TODAY.isoformat(), "reason": "Weil es so ist.", **city.FORM}
    return browser.post(_at(goal, "stand/neu/"), given | values)


def test_a_goal_takes_the_next_number(field):
    concept_city.goal(field)
    values = {"text": "Mehr Menschen machen mit.", "functions": ["coordination"], **city.FORM}
    answer = city.client().post(_field(field, "ziele/neu/"), values)
    assert answer["Location"] == _field(field)
    made = field.goals.get(number=2)
    assert (made.text, made.functions) == ("Mehr Menschen machen mit.", ["coordination"])


def test_a_number_that_is_taken_is_refused(field):
    concept_city.goal(field)
    values = {"text": "Anderes", "number": "1", **city.FORM}
    answer = city.client().post(_field(field, "ziele/neu/"), values)
    assert answer.status_code == 422
    assert "Diese Nummer hat schon ein anderes Ziel." in answer.text


def test_a_goal_without_text_says_what_to_fill_in(field):
    answer = city.client().post(_field(field, "ziele/neu/"), {"text": " ", **city.FORM})
    assert answer.status_code == 422
    assert "Bitte füllen Sie „Ziel“ aus." in answer.text


def test_correcting_keeps_the_other_version_of_who_was_faster(field):
    goal, browser = concept_city.goal(field), city.client()
    goals.correct(goal, {"text": "Schneller"}, by=None)
    values = {"text": "Langsamer", "number": "1", "revision": 0, **city.FORM}
    answer = browser.post(_at(goal, "bearbeiten/"), values)
    assert answer.status_code == 409
    assert "Schneller" in answer.text
    assert browser.post(_at(goal, "bearbeiten/"), values | {"revision": 1}).status_code == 302
    goal.refresh_from_db()
    assert goal.text == "Langsamer"


def test_a_goal_of_a_field_that_cannot_be_worked_says_so_unasked(field, post):
    page = city.client().get(_at(concept_city.goal(field))).text
    assert "nicht zufriedenstellend bearbeitbar: Stelle unbesetzt seit 2022" in page
    assert f"/buero/stellen/{post.public_id}/" in page


def test_what_is_said_stands_with_office_reason_post_and_source(field, post):
    goal, browser = concept_city.goal(field), city.client()
    values = {"state": "not_workable", "post": post.pk, "unit": post.unit.pk, "source": "UV/9/2026"}
    assert _say(browser, goal, **values)["Location"] == _at(goal)
    page = world.text(browser.get(_at(goal)))
    assert "31 Ordnungsamt Weil es so ist. Beruht auf der Stelle: Ehrenamtskoordination" in page
    assert "Quelle: UV/9/2026" in page
    assert "Ziel eingeschätzt" in page


def test_a_new_status_begins_with_the_office_that_spoke_last(field, post):
    goal = concept_city.goal(field)
    goals.note(goal, "in_progress", "Läuft.", unit=post.unit, date=TODAY, by=None)
    form = city.client().get(_at(goal, "stand/neu/")).context["form"]
    assert (form.initial["unit"], form.initial["date"]) == (post.unit, TODAY)


def test_only_what_cannot_be_worked_rests_on_a_post(field, post):
    answer = _say(
        city.client(),
        concept_city.goal(field),
        state="reached",
        post=post.pk,
        unit=post.unit.pk,
    )
    assert answer.status_code == 422
    assert "Nur „nicht zufriedenstellend bearbeitbar“ kann auf einer Stelle beruhen." in answer.text


def test_a_day_ahead_and_a_missing_reason_are_refused(field, post):
    goal, browser = concept_city.goal(field), city.client()
    ahead = (TODAY + dt.timedelta(days=1)).isoformat()
    values = {"state": "reached", "unit": post.unit.pk}
    assert "liegt in der Zukunft" in _say(browser, goal, **values, date=ahead).text
    assert "Bitte füllen Sie „Grund“ aus." in _say(browser, goal, **values, reason=" ").text
    assert not goal.statuses.exists()


def test_a_post_that_is_held_again_asks_for_a_new_answer(field, post):
    goal, browser = concept_city.goal(field), city.client()
    said = {"unit": post.unit, "date": concept_city.REPORT, "post": post, "by": None}
    goals.note(goal, "not_workable", "Niemand da.", **said)
    posts.stage(post, "established", TODAY, by=None)
    posts.appoint(post, city.person("Aslı Demo"), valid_from=TODAY, by=None)
    page = browser.get(_field(field)).text
    assert "neu einzuschätzen" in page
    assert "Stelle wieder besetzt seit" in page
    assert _at(goal, "stand/neu/") in page
    _say(browser, goal, state="in_progress", unit=post.unit.pk)
    page = world.text(browser.get(_field(field)))
    assert "in Arbeit" in page
    assert "neu einzuschätzen" not in page


def test_a_goal_is_removed_and_taken_back(field):
    goal = concept_city.goal(field, functions=["service"], source="UV/0050/2024")
    browser = city.client()
    page = browser.post(_at(goal, "entfernen/"), follow=True)
    assert "Ziel 1 wurde entfernt." in page.text
    assert not Goal.objects.exists()
    token = page.text.split('name="token" value="')[1].split('"')[0]
    browser.post(_field(field, "ziele/zurueck/"), {"token": token})
    back = Goal.objects.get()
    assert (back.number, back.functions, back.source) == (1, ["service"], "UV/0050/2024")


def test_a_goal_with_a_history_is_not_removed(field, post):
    goal, browser = concept_city.goal(field), city.client()
    goals.note(goal, "reached", "Fertig.", unit=post.unit, date=TODAY, by=None)
    assert _at(goal, "entfernen/") not in browser.get(_at(goal)).text
    page = browser.post(_at(goal, "entfernen/"), follow=True).text
    assert "Zu diesem Ziel gibt es schon Einschätzungen." in page
    assert Goal.objects.exists()


def test_a_colleague_reads_and_changes_nothing(field):
    goal, browser = concept_city.goal(field), city.client("editor")
    page = browser.get(_at(goal))
    assert page.status_code == 200
    assert "stand/neu/" not in page.text
    assert "entfernen/" not in page.text
    for rest in ("bearbeiten/", "stand/neu/"):
        assert browser.get(_at(goal, rest)).status_code == 403
    assert browser.post(_at(goal, "entfernen/")).status_code == 403
    assert Goal.objects.exists()


def test_queries_do_not_grow(field, post):
    goal, browser, counts = concept_city.goal(field), city.client(), []
    for _round in (1, 3):
        for number in range(_round):
            said = {"unit": post.unit, "date": concept_city.REPORT, "post": post, "by": None}
            goals.note(goal, "not_workable", f"Niemand {number}.", **said)
        counts.append(world.queries(browser, _at(goal)))
    assert counts[0] == counts[1] <= world.MOST_QUERIES
