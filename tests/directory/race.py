"""Several people at once: each in a thread and a transaction of their own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def together(*acts: Callable[[], object]) -> list[str]:
    """Run all `acts` at the same moment and return "done", or the name of what refused each.

    This thread stays connected: SQLite locks its file while the last connection closes.
    """
    connection.ensure_connection()
    gate = threading.Barrier(len(acts))

    def one(act: Callable[[], object]) -> str:
        try:
            gate.wait(20)
            act()
        except Exception as refusal:  # noqa: BLE001
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts))
