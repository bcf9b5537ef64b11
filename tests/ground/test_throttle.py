"""So many tries in a window, no more; and nobody can be recognised in the table."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from konfluenz.ground import throttle
from konfluenz.ground.models import Window


@pytest.mark.django_db
def test_the_limit_holds_for_the_window_and_each_key():
    with time_machine.travel(timezone.now()) as clock:
        assert [throttle.hit("a", 3, 60) for _ in range(5)] == [True, True, True, False, False]
        assert throttle.hit("b", 3, 60) is True
        clock.shift(timedelta(seconds=59))
        assert throttle.hit("a", 3, 60) is False
        clock.shift(timedelta(seconds=1))
        assert throttle.hit("a", 3, 60) is True


@pytest.mark.django_db
def test_a_key_can_begin_anew():
    assert [throttle.hit("a", 1, 60) for _ in range(2)] == [True, False]
    throttle.forget("a")
    assert throttle.hit("a", 1, 60) is True


@pytest.mark.django_db
def test_the_table_holds_digests_and_is_swept():
    throttle.hit("login 192.0.2.7", 3, 60)
    [key] = Window.objects.values_list("key", flat=True)
    assert len(key) == 64
    assert "192" not in key or "192.0.2.7" not in key
    assert throttle.sweep() == 0
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert throttle.sweep() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_are_all_counted():
    allowed, start = [], threading.Barrier(8)

    def knock():
        start.wait()
        allowed.extend(throttle.hit("race", 20, 60) for _ in range(5))
        connection.close()

    threads = [threading.Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(allowed), sum(allowed)) == (40, 20)
    assert Window.objects.get().hits == 40
