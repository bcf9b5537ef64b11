"""Only one holds a lease at a time, and a dead holder loses it."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from konfluenz.ground import leases


@pytest.mark.django_db
def test_a_lease_is_held_by_one_until_given_back():
    with leases.hold("sealer", 30) as mine, leases.hold("sealer", 30) as theirs:
        assert (mine is not None, theirs) == (True, None)
        with leases.hold("other", 30) as other:
            assert other is not None
    assert leases.take("sealer", 30) is not None


@pytest.mark.django_db
def test_a_lease_runs_out_unless_it_is_renewed():
    now = timezone.now()
    with time_machine.travel(now) as clock:
        mine = leases.take("sealer", 30)
        clock.shift(timedelta(seconds=20))
        assert mine.renew() is True
        clock.shift(timedelta(seconds=20))
        assert leases.take("sealer", 30) is None
        clock.shift(timedelta(seconds=11))
        theirs = leases.take("sealer", 30)
        assert theirs is not None
        assert mine.renew() is False
        mine.give_back()
        assert leases.take("sealer", 30) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [False, True])
def test_eight_ask_at_once_and_one_gets_it(known):
    if known:
        leases.take("race", 30).give_back()
    got, start = [], threading.Barrier(8)

    def ask():
        start.wait()
        got.append(leases.take("race", 30))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(got), sum(hold is not None for hold in got)) == (8, 1)
