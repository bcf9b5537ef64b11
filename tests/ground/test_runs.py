"""Long work: done once by one worker, taken up again after a death, left and found again."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string

from konfluenz.ground import runs
from konfluenz.ground.models import Entry, Run
from konfluenz.people.models import Account

HERE = "tests.ground.test_runs"
SEEN = []


def count(run, progress):
    for done in range(3):
        progress(done + 1, 3)
    SEEN.append(run.values["word"])
    return {"counted": 3}


def refuse(run, progress):
    raise runs.RunRefused("Es fehlt die erste Spalte.")


def break_down(run, progress):
    raise LookupError("secret@example.org")


@pytest.fixture
def account(settings):
    settings.RUNS = {name: f"{HERE}.{name}" for name in ("count", "refuse", "break_down")}
    SEEN.clear()
    return Account.objects.create_user(email="a@example.org")


def _told(run):
    run.refresh_from_db()
    return run.state, run.done, run.total, run.result, run.error.partition("(")[2][:12] or run.error


@pytest.mark.django_db
def test_a_run_waits_is_done_and_tells_its_result(account):
    run = runs.start("count", {"word": "Zahl"}, by=account, title="Zählen")
    assert (run.state, run.percent, Entry.objects.get().action) == ("waiting", None, "run.started")
    assert (runs.step(), runs.step(), SEEN) == (1, 0, ["Zahl"])
    assert _told(run) == ("done", 3, 3, {"counted": 3}, "")
    assert [(due.title, due.purpose) for due in runs.due(timezone.localdate(), account)] == [
        ("Fertig: Zählen", "run")
    ]
    runs.saw(run, Account.objects.create_user(email="b@example.org"))
    assert len(runs.due(timezone.localdate(), account)) == 1
    runs.saw(run, account)
    assert runs.due(timezone.localdate(), account) == []
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert (runs.erase_old(), Run.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_refusals_are_told_in_their_words_and_faults_without_what_they_quote(account):
    refused = runs.start("refuse", {}, by=account)
    broken = runs.start("break_down", {}, by=account)
    assert (runs.step(), runs.step()) == (1, 1)
    assert _told(refused) == ("failed", 0, 0, None, "Es fehlt die erste Spalte.")
    assert _told(broken) == ("failed", 0, 0, None, "LookupError)")
    with pytest.raises(LookupError):
        runs.start("unheard of", {}, by=account)


@pytest.mark.django_db
def test_what_a_dead_worker_held_is_taken_up_again_but_not_for_ever(account):
    run = runs.start("count", {"word": "x"}, by=account)
    now = timezone.now()
    for attempt in range(1, 4):
        with time_machine.travel(now + timedelta(minutes=2 * attempt)):
            assert (runs._take().attempts, runs._take()) == (attempt, None)
    with time_machine.travel(now + timedelta(minutes=9)):
        assert (runs.step(), SEEN) == (0, [])
    assert _told(run)[0] == "failed"


@pytest.mark.django_db
def test_a_worker_that_ends_gives_its_run_back(account):
    run = runs.start("count", {"word": "x"}, by=account)
    assert runs.step(stop=lambda: True) == 1
    run.refresh_from_db()
    assert (run.state, run.attempts, run.lease, SEEN) == ("waiting", 0, None, [])
    assert (runs.step(), _told(run)[0]) == (1, "done")


@pytest.mark.django_db
def test_who_lost_the_lease_writes_no_result(account):
    runs.start("count", {"word": "x"}, by=account)
    mine = runs._take()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        theirs = runs._take()
    runs._end(mine, runs.RunState.DONE, result={"stale": True})
    with pytest.raises(runs.Interrupted):
        runs._progress(mine, lambda: False)(1, 1)
    assert _told(theirs) == ("running", 0, 0, None, "")


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_do_each_run_once(account):
    for word in "abcdef":
        runs.start("count", {"word": word}, by=account)

    def work():
        while runs.step():
            pass
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(SEEN) == list("abcdef")


def test_every_kind_of_run_leads_to_a_handler():
    assert [path for path in settings.RUNS.values() if not callable(import_string(path))] == []
