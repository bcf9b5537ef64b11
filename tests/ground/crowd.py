"""Real processes on the test database, for races and for kills."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess

from django.db import connection, connections

FORK = multiprocessing.get_context("fork")
SECONDS = 120


def start(work: Callable[..., None], *arguments: object) -> BaseProcess:
    """Run `work` in a process of its own, with connections of its own."""
    connections.close_all()
    process = FORK.Process(target=work, args=arguments)
    process.start()
    return process


def kill(process: BaseProcess) -> None:
    """Kill as a power cut does: no handler runs, no connection is closed."""
    os.kill(process.pid, signal.SIGKILL)
    process.join(SECONDS)


def finish(*processes: BaseProcess) -> list[int | None]:
    """Wait for all and return their exit codes."""
    deadline = time.monotonic() + SECONDS
    for process in processes:
        process.join(max(0, deadline - time.monotonic()))
    return [process.exitcode for process in processes]


def make_table(name: str) -> None:
    """Make a table (number) that keeps the order of its rows and allows everything twice."""
    key = "bigserial" if connection.vendor == "postgresql" else "integer PRIMARY KEY"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {name} (id {key}, number bigint)")


def note(name: str, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {name} (number) VALUES (%s)", [number])


def noted(name: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM {name} ORDER BY id")
        return [number for (number,) in cursor.fetchall()]
