"""The change feed: each sealed entry once, in order, whatever dies meanwhile."""

import random
import time

import pytest
from django.db import connection, transaction
from tests.ground import crowd

from konfluenz.ground import audit, chain, feed, sealer
from konfluenz.ground.models import Consumer, Entry

ROUNDS = 20
WRITERS = 8
ACTS = 40


def write(*numbers):
    with transaction.atomic():
        for number in numbers:
            audit.record("thing.done", about=Consumer(pk=number), by=None, reason="why")


def positions(entries):
    return [entry.position for entry in entries]


@pytest.mark.django_db
def test_a_consumer_reads_on_from_where_it_stopped():
    write(1, 2, 3)
    sealer.seal()
    seen = []
    consumed = [
        feed.consume("reader", lambda entries: seen.append(positions(entries)), batch=2)
        for _ in range(3)
    ]
    assert (consumed, seen) == ([2, 1, 0], [[1, 2], [3]])
    write(4)
    assert feed.consume("reader", seen.append) == 0
    sealer.seal()
    feed.consume("reader", lambda entries: seen.append(positions(entries)))
    assert seen == [[1, 2], [3], [4]]


@pytest.mark.django_db
def test_entries_bring_their_mentions(django_assert_num_queries):
    write(7)
    sealer.seal()
    seen = []
    feed.consume("reader", seen.extend)
    with django_assert_num_queries(0):
        assert [mention.record_id for mention in seen[0].mentions.all()] == ["7"]


@pytest.mark.django_db(transaction=True)
def test_a_handler_that_fails_has_done_nothing_and_gets_the_same_again():
    crowd.make_table("seen")
    write(1)
    sealer.seal()

    def fail(entries):
        crowd.note("seen", entries[0].position)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        feed.consume("reader", fail)
    assert crowd.noted("seen") == []
    seen = []
    feed.consume("reader", seen.extend)
    assert positions(seen) == [1]


done: list[int] = []


def registered(entries):
    done.extend(positions(entries))


def broken(_entries):
    raise ZeroDivisionError


@pytest.mark.django_db
def test_registered_consumers_catch_up_and_one_that_fails_holds_up_itself_alone(settings, caplog):
    done.clear()
    settings.FEED_CONSUMERS = {
        "broken": f"{__name__}.broken",
        "good": f"{__name__}.registered",
    }
    write(*range(450))
    sealer.seal()
    assert feed.lag() == {"broken": 450, "good": 450}
    assert feed.catch_up() == 450
    assert done == list(range(1, 451))
    assert feed.lag() == {"broken": 450, "good": 0}
    assert [record.getMessage() for record in caplog.records] == [
        "The consumer broken has stopped."
    ]


@pytest.mark.django_db
def test_nothing_new_costs_two_queries_and_writes_nothing(django_assert_num_queries):
    feed.consume("reader", registered)
    with django_assert_num_queries(2):
        assert feed.consume("reader", registered) == 0


def note_slowly(entries):
    for entry in entries:
        crowd.note("seen", entry.position)
        time.sleep(0.002)


def read_until_all(count, ready=None):
    while Consumer.objects.filter(name="reader", position=count).count() == 0:
        if ready:
            ready.set()
        feed.consume("reader", note_slowly, batch=7)


def seal_slowly(ready):
    fast = chain.link
    chain.link = lambda *arguments: time.sleep(0.001) or fast(*arguments)
    Entry.objects.count()
    ready.set()
    sealer.seal(batch=3)


def kill_often(work, *arguments):
    chance = random.Random(20221)
    for _ in range(ROUNDS):
        ready = crowd.FORK.Event()
        process = crowd.start(work, *arguments, ready)
        ready.wait(crowd.SECONDS)
        time.sleep(chance.uniform(0, 0.08))
        crowd.kill(process)


@pytest.mark.django_db(transaction=True)
def test_a_consumer_killed_at_random_points_misses_nothing_and_sees_nothing_twice():
    crowd.make_table("seen")
    write(*range(800))
    sealer.seal()
    kill_often(read_until_all, 800)
    assert 0 < len(crowd.noted("seen")) < 800
    assert crowd.finish(crowd.start(read_until_all, 800)) == [0]
    assert crowd.noted("seen") == list(range(1, 801))


@pytest.mark.django_db(transaction=True)
def test_a_sealer_killed_at_random_points_leaves_one_whole_chain():
    write(*range(1500))
    kill_often(seal_slowly)
    assert 0 < Entry.objects.exclude(position=None).count() < 1500
    while Entry.objects.filter(position=None).exists():
        sealer.seal()
    assert chain.verify() is None
    assert chain.head().position == 1500


@pytest.mark.django_db(transaction=True)
def test_two_workers_of_one_consumer_share_the_work_and_double_nothing():
    crowd.make_table("seen")
    write(*range(300))
    sealer.seal()
    Consumer.objects.create(name="reader")
    workers = [crowd.start(read_until_all, 300) for _ in range(2)]
    assert crowd.finish(*workers) == [0, 0]
    assert crowd.noted("seen") == list(range(1, 301))


def act(writer):
    """Write entries of one or several to a transaction; some take long, some are given up."""
    chance = random.Random(writer)
    for turn in range(ACTS):
        number = writer * 1000 + turn
        with transaction.atomic():
            crowd.note("written", number)
            write(number)
            if chance.random() < 0.1:
                time.sleep(0.02)
            transaction.set_rollback(chance.random() < 0.15)


def seal_and_read(stop):
    while not stop.is_set():
        sealer.seal(batch=13)
        feed.consume("reader", note_all, batch=17)


def note_all(entries):
    for entry in entries:
        crowd.note("seen", entry.position)


@pytest.mark.django_db(transaction=True)
def test_eight_writers_with_sealers_and_readers_leave_no_gap_and_nobody_is_overtaken():
    crowd.make_table("seen")
    crowd.make_table("written")
    Consumer.objects.create(name="reader")
    stop = crowd.FORK.Event()
    workers = [crowd.start(seal_and_read, stop) for _ in range(2)]
    writers = [crowd.start(act, number) for number in range(WRITERS)]
    assert crowd.finish(*writers) == [0] * WRITERS
    stop.set()
    assert crowd.finish(*workers) == [0, 0]
    sealer.seal()
    while feed.consume("reader", note_all):
        pass
    written = sorted(crowd.noted("written"))
    assert 200 < len(written) < WRITERS * ACTS
    assert sorted(int(entry.about_id) for entry in Entry.objects.all()) == written
    assert crowd.noted("seen") == list(range(1, len(written) + 1))
    assert sorted(positions(Entry.objects.all())) == list(range(1, len(written) + 1))
    assert chain.verify() is None


def write_and_wait(recorded, go_on):
    with transaction.atomic():
        write(1)
        recorded.set()
        go_on.wait(crowd.SECONDS)


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_comes_later_and_is_not_overtaken():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time.")
    recorded, go_on = crowd.FORK.Event(), crowd.FORK.Event()
    slow = crowd.start(write_and_wait, recorded, go_on)
    recorded.wait(crowd.SECONDS)
    write(2)
    seen = []
    assert (sealer.seal(), feed.consume("reader", seen.extend)) == (1, 1)
    go_on.set()
    assert crowd.finish(slow) == [0]
    assert (sealer.seal(), feed.consume("reader", seen.extend)) == (1, 1)
    assert [(entry.position, entry.about_id) for entry in seen] == [(1, "2"), (2, "1")]


def hold_the_head(held, go_on):
    with transaction.atomic():
        sealer._locked_head()
        held.set()
        go_on.wait(crowd.SECONDS)


@pytest.mark.django_db(transaction=True)
def test_neither_writers_nor_a_second_sealer_wait_for_the_sealer():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time.")
    write(1)
    sealer.seal()
    held, go_on = crowd.FORK.Event(), crowd.FORK.Event()
    first = crowd.start(hold_the_head, held, go_on)
    held.wait(crowd.SECONDS)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")
    write(2)
    assert sealer.seal() == 0
    go_on.set()
    assert crowd.finish(first) == [0]
    assert sealer.seal() == 1
