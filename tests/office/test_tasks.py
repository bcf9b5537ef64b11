"""The list of tasks, one task, and what can be done with it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.office import city

from konfluenz.actions import tasks
from konfluenz.actions.models import State, Task
from konfluenz.ground.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(db):
    return city.office()


def _task(unit, days=3, title="Plakate aushängen"):
    due = timezone.localdate() + dt.timedelta(days=days)
    return tasks.add(title, unit=unit, due_date=due, by=None, details="Im Rathaus.")


def _at(task, rest=""):
    return f"/buero/aufgaben/{task.public_id}/{rest}"


def _act(browser, task, verb, **values):
    task.refresh_from_db()
    return browser.post(_at(task, f"{verb}/"), {"revision": task.revision, **city.FORM, **values})


def test_adding_a_task_leads_to_it(unit):
    given = {"title": "Raum buchen", "unit": unit.pk, "due_date": "2027-01-15", **city.FORM}
    answer = city.client().post("/buero/aufgaben/neu/", given)
    made = Task.objects.get()
    assert answer["Location"] == _at(made)
    assert (made.title, made.unit, made.due_date) == ("Raum buchen", unit, dt.date(2027, 1, 15))


def test_a_task_without_a_day_is_refused_and_nothing_is_lost(unit):
    given = {"title": "Raum buchen", "unit": unit.pk, **city.FORM}
    answer = city.client().post("/buero/aufgaben/neu/", given)
    assert answer.status_code == 422
    assert "Raum buchen" in answer.text
    assert "Bitte füllen Sie „Fällig“ aus." in answer.text
    assert not Task.objects.exists()


def test_the_life_of_a_task(unit):
    browser, task = city.client(), _task(unit)
    assert _act(browser, task, "beginnen").status_code == 302
    assert (
        _act(browser, task, "verschieben", due_date="2027-02-01", reason="Krank").status_code == 302
    )
    assert _act(browser, task, "erledigt", words="Hängt überall.").status_code == 302
    task.refresh_from_db()
    assert (task.state, task.due_date, task.outcome) == (
        State.DONE,
        dt.date(2027, 2, 1),
        "Hängt überall.",
    )
    assert _act(browser, task, "wieder-oeffnen", reason="Doch nicht").status_code == 302
    history = browser.get(_at(task, "?tab=timeline")).text
    for said in ("Kim coordinator", "Krank", "Doch nicht", "Aufgabe erledigt"):
        assert said in history


def test_handing_on_tells_the_other_unit(unit):
    other, task = city.office("50", "Sozialamt"), _task(unit)
    answer = _act(city.client(), task, "abgeben", unit=other.pk, reason="Gehört dorthin")
    assert answer.status_code == 302
    task.refresh_from_db()
    assert task.unit == other
    assert Message.objects.get(template="actions/mail/task_delegated").address == other.mail


def test_who_is_slower_sees_what_the_other_saved(unit):
    browser, task = city.client(), _task(unit)
    tasks.correct(task, {"title": "Plakate kleben"}, by=None)
    given = {"title": "Plakate verteilen", "details": "", "revision": 0, **city.FORM}
    answer = browser.post(_at(task, "bearbeiten/"), given)
    assert answer.status_code == 409
    assert "Plakate kleben" in answer.text
    assert "Plakate verteilen" in answer.text


def test_overdue_tasks_are_found_and_marked(unit):
    _task(unit, days=-2, title="Längst fällig")
    _task(unit, title="Noch Zeit")
    page = city.client().get("/buero/aufgaben/?state=overdue").text
    assert "Längst fällig" in page
    assert "überfällig" in page
    assert "Noch Zeit" not in page


def test_closed_tasks_come_last(unit):
    tasks.finish(_task(unit, days=-9, title="Vorbei"), "Getan.", by=None)
    _task(unit, days=9, title="Offen")
    page = city.client().get("/buero/aufgaben/").text
    assert page.index("Offen") < page.index("Vorbei")


def test_a_colleague_finds_no_task_of_another_unit(unit):
    task = _task(unit)
    browser = city.client("office_colleague")
    assert browser.get(_at(task)).status_code == 404
    assert browser.post(_at(task, "beginnen/")).status_code == 404


@pytest.mark.parametrize("rest", ["", "?state=live"])
def test_the_list_costs_the_same_for_one_and_three_tasks(unit, rest):
    browser, costs = city.client(), []
    browser.get("/buero/aufgaben/")
    for more in (1, 2):
        city.crowd(more, lambda number: _task(unit, title=f"Nummer {number}"))
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(f"/buero/aufgaben/{rest}").status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 15
