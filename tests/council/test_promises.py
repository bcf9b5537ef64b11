import datetime as dt

import pytest

from konfluenz.actions.models import Task
from konfluenz.council import promises
from konfluenz.council.models import Evidence, Sentence
from konfluenz.council.promises import PromiseRefused
from konfluenz.directory import posts, units
from konfluenz.ground import audit

pytestmark = pytest.mark.django_db
DUE = dt.date(2027, 1, 1)


@pytest.fixture
def promise(paper):
    return Sentence.objects.get(text="Die Verwaltung legt ein Konzept vor.")


def test_a_promise_becomes_an_aufgabe_that_answers_its_sentence(paper, promise, office):
    task = promises.take(promise, " Konzept vorlegen ", unit=office, due_date=DUE, by=None)
    promise.refresh_from_db()
    link = Evidence.objects.get()
    assert {
        "task": (task.title, task.unit, task.due_date, task.state, task.origin_kind),
        "origin": task.origin,
        "kind": promise.kind,
        "link": (link.sentence, link.target_label, link.target_id, link.attribute, link.activity),
    } == {
        "task": ("Konzept vorlegen", office, DUE, "open", "promise"),
        "origin": ("council.sentence", str(promise.pk)),
        "kind": "promise",
        "link": (promise, "actions.task", str(task.pk), "", ""),
    }
    assert list(promises.taken(promise)) == [task]
    assert audit.timeline(paper)[0].action == "promise.taken"


def test_the_same_aufgabe_is_taken_once_another_is_welcome(promise, office):
    promises.take(promise, "Konzept vorlegen", unit=office, due_date=DUE, by=None)
    with pytest.raises(PromiseRefused, match="schon entstanden"):
        promises.take(promise, "Konzept vorlegen", unit=office, due_date=DUE, by=None)
    promises.take(promise, "Dem Stadtrat vorlegen", unit=office, due_date=DUE, by=None)
    assert promises.taken(promise).count() == Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("title", "words"), [("  ", "was zu tun ist"), ("x" * 201, "höchstens 200 Zeichen")]
)
def test_a_title_that_does_not_fit_is_refused(promise, office, title, words):
    with pytest.raises(PromiseRefused, match=words):
        promises.take(promise, title, unit=office, due_date=DUE, by=None)


def test_a_unit_that_cannot_take_it_leaves_nothing_behind(promise, office):
    announced = units.add("Amt für Integration", kind="office", state="announced", by=None)
    foreign = posts.add(office, "Leitung", by=None)
    other = units.add("Sozialamt", kind="office", valid_from=dt.date(2000, 1, 1), by=None)
    for values in ({"unit": announced}, {"unit": other, "post": foreign}):
        with pytest.raises(PromiseRefused):
            promises.take(promise, "Konzept vorlegen", due_date=DUE, by=None, **values)
    promise.refresh_from_db()
    assert (promise.kind, Task.objects.count(), Evidence.objects.count()) == ("", 0, 0)
