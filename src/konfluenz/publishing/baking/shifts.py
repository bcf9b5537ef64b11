"""The baker at work: bake what is due; with nothing due, compress better and wait."""

import logging
import threading
import time

from django.db import connection
from django.utils import timezone

from konfluenz.ground import garbage
from konfluenz.ground.models.schedule import Heartbeat
from konfluenz.publishing.baking import bakers, stamps

NAME = "baker"
"""The name of its heartbeat."""

REST_SECONDS = 0.25
BEAT_SECONDS = 5.0
AFTER_FAILURE = (1.0, 30.0)

log = logging.getLogger(__name__)


class Shift:
    """One baker, from its start until `stop` is set."""

    def __init__(self, stop: threading.Event) -> None:
        self.failures = 0
        self.error = ""
        self._stop = stop
        self._begun = False
        self._beat_at = 0.0

    def run(self) -> None:
        """Work until `stop` is set. What fails is logged and tried again, ever more rarely."""
        while not self._stop.is_set():
            self._stop.wait(self.turn())
        connection.close()

    def turn(self) -> float:
        """Do one thing, and return how many seconds to rest after it."""
        try:
            rest = self._work()
            self.failures, self.error = 0, ""
        except Exception as error:
            log.exception("The baker failed.")
            connection.close()
            self.failures, self.error = self.failures + 1, type(error).__name__
            first, longest = AFTER_FAILURE
            rest = min(first * 2.0 ** min(self.failures - 1, 10), longest)
        return rest

    def _work(self) -> float:
        if not self._begun:
            stamps.begin()
            garbage.settle()
            self._begun = True
        self._beat()
        if bakers.turn():
            return 0.0
        bakers.polish_one()
        return REST_SECONDS

    def _beat(self) -> None:
        if time.monotonic() < self._beat_at:
            return
        self._beat_at = time.monotonic() + BEAT_SECONDS
        Heartbeat.objects.update_or_create(
            name=NAME, defaults={"at": timezone.now(), "error": self.error}
        )
