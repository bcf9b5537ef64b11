"""What runs beside the web processes: each loop in its own thread, with its own connection.

A loop that fails is logged, waits and turns again; the others do not notice. Any number of
workers may run at once: every loop shares its work by leases and locks. A supervisor starts
the worker again when it ends.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import connection
from django.utils import timezone

from konfluenz.ground import delivery, feed, jobs, runs, sealer
from konfluenz.ground.models.schedule import WORKER, Heartbeat

log = logging.getLogger(__name__)

BEAT_SECONDS = 5.0
GRACE_SECONDS = 5.0
"""How long the loops have to end their turn; what they hold is leased and not lost."""

SHORTEST_REST = 0.1
AFTER_FAILURE = (1.0, 30.0)


@dataclass
class Loop:
    """A step that is repeated. It returns how much it did; 0: rest, up to `rest` seconds."""

    name: str
    step: Callable[[], int]
    rest: float
    turned_at: datetime = field(default_factory=timezone.now)
    error: str = ""


def loops(
    stop: Callable[[], bool],
    *,
    lease_seconds: float = delivery.LEASE_SECONDS,
    hand_over_seconds: float = delivery.HAND_OVER_SECONDS,
) -> list[Loop]:
    """Return the worker's loops. `stop` is asked between two messages."""
    outbox = partial(
        delivery.hand_over,
        lease_seconds=lease_seconds,
        hand_over_seconds=hand_over_seconds,
        stop=stop,
    )
    return [
        Loop("sealer", sealer.seal, rest=1.0),
        Loop("feed", feed.catch_up, rest=1.0),
        Loop("outbox", outbox, rest=1.0),
        Loop("sweep", delivery.sweep, rest=15.0),
        Loop("schedule", jobs.run_due, rest=5.0),
        Loop("runs", partial(runs.step, stop), rest=1.0),
    ]


def run(stop: threading.Event, turning: list[Loop]) -> None:
    """Turn the loops until `stop` is set, then return within the grace period."""
    threads = [
        threading.Thread(target=_turn, args=(loop, stop), name=loop.name, daemon=True)
        for loop in turning
    ]
    for thread in threads:
        thread.start()
    while not stop.is_set():
        _beat_safely(turning, threads)
        stop.wait(BEAT_SECONDS)
    deadline = time.monotonic() + GRACE_SECONDS
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    connection.close()


def run_once(turning: list[Loop]) -> int:
    """Turn every loop until none of them finds anything to do; return how much they did."""
    total = 0
    while done := sum(loop.step() for loop in turning):
        total += done
    return total


def _turn(loop: Loop, stop: threading.Event) -> None:
    rest, failures = SHORTEST_REST, 0
    while not stop.is_set():
        try:
            done, failures = loop.step(), 0
            loop.error = ""
        except Exception as error:
            done, failures = 0, failures + 1
            loop.error = type(error).__name__
            log.exception("The loop %s failed.", loop.name)
            connection.close()
        loop.turned_at = timezone.now()
        rest = SHORTEST_REST if done else min(rest * 1.5, loop.rest)
        if not done:
            stop.wait(_after(failures) if failures else rest)
    connection.close()


def _after(failures: int) -> float:
    first, longest = AFTER_FAILURE
    return min(first * 2 ** min(failures - 1, 10), longest)


def _beat_safely(turning: list[Loop], threads: list[threading.Thread]) -> None:
    try:
        _beat(turning, threads)
    except Exception:
        log.exception("The heartbeat failed.")
        connection.close()


def _beat(turning: list[Loop], threads: list[threading.Thread]) -> None:
    """Write down that we live: the worker itself only while all of its threads do."""
    beats = [Heartbeat(name=loop.name, at=loop.turned_at, error=loop.error) for loop in turning]
    if all(thread.is_alive() for thread in threads):
        beats.append(Heartbeat(name=WORKER, at=timezone.now(), error=""))
    Heartbeat.objects.bulk_create(
        beats, update_conflicts=True, unique_fields=["name"], update_fields=["at", "error"]
    )
