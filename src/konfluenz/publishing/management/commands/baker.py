"""``konfluenz baker``: keep the public pages ready as files."""

import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from konfluenz.publishing.baking.shifts import Shift

NICE = 5
"""It gives way to the web and the worker: a bake never delays a page or a mail."""


class Command(BaseCommand):
    """Bake until SIGTERM or SIGINT."""

    help = "Keep the public pages ready as files, bake again what has changed."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Run."""
        os.nice(NICE)
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_signal: stop.set())
        Shift(stop).run()
