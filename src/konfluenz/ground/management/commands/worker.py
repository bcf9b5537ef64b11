"""``konfluenz worker``: deliver messages, seal the trail, feed the rooms, run the schedule."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from konfluenz.ground import delivery, worker


class Command(BaseCommand):
    """Turn the worker's loops until SIGTERM or SIGINT."""

    help = "Deliver messages, seal the audit trail, drive the change feed and the schedule."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take ``--once``, ``--lease SECONDS`` and ``--hand-over SECONDS``."""
        parser.add_argument(
            "--once", action="store_true", help="End as soon as nothing is left to do."
        )
        self._seconds(
            parser, "--lease", delivery.LEASE_SECONDS, "How long a batch of messages is ours."
        )
        self._seconds(
            parser, "--hand-over", delivery.HAND_OVER_SECONDS, "How long one message is ours."
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Run."""
        stop = threading.Event()
        turning = worker.loops(
            stop.is_set,
            lease_seconds=options["lease"],
            hand_over_seconds=options["hand_over"],
        )
        if options["once"]:
            worker.run_once(turning)
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_signal: stop.set())
        worker.run(stop, turning)

    def _seconds(self, parser: CommandParser, name: str, default: float, text: str) -> None:
        parser.add_argument(
            name, type=float, default=default, metavar="SECONDS", help=f"{text} (%(default)s)"
        )
