import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from konfluenz.actions import access, due, tasks
from konfluenz.actions.models import Task
from konfluenz.actions.tasks import TaskRefused
from konfluenz.directory import posts, units
from konfluenz.ground import audit, rendering
from konfluenz.ground.due import Harm
from konfluenz.ground.models import Message
from konfluenz.ground.revisions import Stale
from konfluenz.people import accounts, persons, roles

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WEEK = dt.timedelta(days=7)


@pytest.fixture
def office(db):
    return units.add("Ordnungsamt", kind="office", number="31", by=None)


@pytest.fixture
def other(db):
    return units.add("Jugendamt", kind="office", mail="jugend@stadt.example.org", by=None)


@pytest.fixture
def task(office):
    return tasks.add("Raum suchen", unit=office, due_date=TODAY + WEEK, details="Für 20", by=None)


def account(role, unit=None):
    person = persons.add(f"Demo {role}", by=None)
    if unit is None:
        roles.grant(person, role, by=None)
    else:
        posts.appoint(posts.add(unit, role, role=role, by=None), person, valid_from=TODAY, by=None)
    return accounts.open(person, f"{role}@example.org", by=None)


def test_a_task_runs_its_course(task):
    tasks.start(task, by=None)
    with pytest.raises(TaskRefused):
        tasks.start(task, by=None)
    tasks.postpone(task, TODAY + 2 * WEEK, reason="Hausmeister krank", by=None)
    done = tasks.finish(task, "Raum gefunden", by=None)
    assert (done.state, done.outcome, done.done_at is not None) == ("done", "Raum gefunden", True)
    tasks.reopen(task, reason="Raum wieder weg", by=None)
    again = Task.objects.get()
    assert (again.state, again.outcome, again.done_at) == ("open", "", None)
    assert [entry.action for entry in audit.timeline(task)] == [
        "task.reopened",
        "task.finished",
        "task.postponed",
        "task.started",
        "task.added",
    ]


@pytest.mark.parametrize(
    ("end", "state"),
    [(tasks.finish, "done"), (tasks.overtake, "overtaken"), (tasks.reject, "rejected")],
)
def test_a_task_ends_once_and_says_how(task, end, state):
    with pytest.raises(TaskRefused):
        end(task, " ", by=None)
    assert end(task, "So war es", by=None).state == state
    for again in (
        lambda: end(task, "Noch einmal", by=None),
        lambda: tasks.start(task, by=None),
        lambda: tasks.postpone(task, TODAY, reason="x", by=None),
        lambda: tasks.delegate(task, task.unit, reason="x", by=None),
    ):
        with pytest.raises(TaskRefused):
            again()


def test_delegating_tells_the_new_unit_and_both_timelines(task, office, other):
    tasks.start(task, by=None)
    moved = tasks.delegate(task, other, reason="Liegt bei der Jugendhilfe", by=None)
    assert (moved.unit, moved.state) == (other, "open")
    message = Message.objects.get()
    assert message.address == "jugend@stadt.example.org"
    mail = rendering.render(message)
    assert mail.subject == "Neue Aufgabe für Ihre Einheit: Raum suchen"
    for words in ("31 Ordnungsamt", "Liegt bei der Jugendhilfe", str(task.public_id)):
        assert words in mail.text
    for unit in (office, other):
        assert audit.timeline(unit)[0].action == "task.delegated"


def test_delegating_to_a_unit_without_a_mailbox_is_not_lost(task, other):
    units.correct(other, {"mail": ""}, by=None)
    Message.objects.all().delete()
    tasks.delegate(task, other, reason="x", by=None)
    assert Message.objects.get().state == "unreachable"


def test_a_post_must_belong_to_the_unit(task, office, other):
    post = posts.add(office, "Koordination", by=None)
    with pytest.raises(TaskRefused, match="Koordination"):
        tasks.delegate(task, other, post, reason="x", by=None)
    with pytest.raises(TaskRefused):
        tasks.add("x", unit=other, post=post, due_date=TODAY, by=None)
    assert tasks.delegate(task, office, post, reason="Zuständig", by=None).post == post
    assert Message.objects.count() == 0


def test_nothing_is_handed_on_or_put_off_without_a_reason_or_a_change(task, office, other):
    for act in (
        lambda: tasks.delegate(task, other, reason="", by=None),
        lambda: tasks.delegate(task, office, reason="x", by=None),
        lambda: tasks.postpone(task, TODAY, reason="", by=None),
        lambda: tasks.postpone(task, task.due_date, reason="x", by=None),
        lambda: tasks.reopen(task, reason="x", by=None),
    ):
        with pytest.raises(TaskRefused):
            act()
    assert audit.timeline(task).count() == 1


def test_a_unit_that_has_ended_takes_no_task(office, other):
    units.dissolve(office, TODAY, by=None)
    gone = type(office).objects.get(pk=office.pk)
    with pytest.raises(TaskRefused):
        tasks.add("x", unit=gone, due_date=TODAY, by=None)


def test_whoever_comes_second_is_told(task):
    tasks.correct(task, {"title": "Saal suchen"}, seen=0, by=None)
    with pytest.raises(Stale):
        tasks.finish(task, "fertig", seen=0, by=None)


def test_the_database_keeps_state_and_moment_together(task):
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.update(state="done")


def test_a_task_remembers_what_it_came_from(office, other):
    made = tasks.add(
        "x", unit=office, due_date=TODAY, origin=other, origin_kind="resolution", by=None
    )
    assert (made.origin.label, made.origin.id) == ("directory.orgunit", str(other.pk))
    assert audit.timeline(other)[0].action == "task.added"


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("administrator", {"Amt", "Anderswo"}),
        ("coordinator", {"Amt", "Anderswo"}),
        ("integration_officer", {"Amt", "Anderswo"}),
        ("office_colleague", {"Amt"}),
        ("social_worker", {"Amt"}),
        ("volunteer", set()),
        ("data_protection_officer", set()),
    ],
)
def test_who_sees_which_tasks(role, seen, office, other):
    tasks.add("Amt", unit=office, due_date=TODAY, by=None)
    tasks.add("Anderswo", unit=other, due_date=TODAY, by=None)
    found = access.visible_to(account(role, office))
    assert {task.title for task in found} == seen


def test_a_colleague_without_a_post_sees_nothing(task):
    assert not access.visible_to(account("office_colleague")).exists()


def test_only_who_sees_a_task_may_work_on_it(task, office, other):
    inside, outside = account("office_colleague", office), account("social_worker", other)
    assert access.can_work_on(inside, task)
    assert not access.can_work_on(outside, task)


def test_overdue_comes_before_the_coming_week(office):
    for days in (-3, 2, 30):
        tasks.add(f"In {days}", unit=office, due_date=TODAY + dt.timedelta(days=days), by=None)
    late = tasks.add("Fertig", unit=office, due_date=TODAY - WEEK, by=None)
    tasks.finish(late, "gut", by=None)
    found = due.due(TODAY, account("coordinator"))
    assert [(one.title, one.harm) for one in found] == [
        ("In -3", Harm.PROMISE_BROKEN),
        ("In 2", Harm.WORK_STOPS),
    ]
