"""``konfluenz bake``: bake what is due, or everything, and say how far it is."""

import subprocess
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from konfluenz.publishing.baking import bakers, claims, marks, stamps
from konfluenz.publishing.models import BakedAddress

SAY_EVERY_SECONDS = 2.0


class Command(BaseCommand):
    """Bake until nothing is due. Interrupted, it goes on where it stopped."""

    help = "Bake the public pages that are due [--all] [--jobs N]"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take ``--all``, ``--jobs N`` and ``--join``."""
        parser.add_argument("--all", action="store_true", help="Bake every page again.")
        parser.add_argument("--jobs", type=int, default=1, metavar="N", help="Processes at once.")
        parser.add_argument("--join", action="store_true", help="Help one that runs already.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Mark, bake, count."""
        if not options["join"]:
            stamps.begin()
        if options["all"]:
            marks.everything()
        others = [self._join() for _ in range(options["jobs"] - 1)]
        begin, self._said_at = time.monotonic(), 0.0
        total = bakers.bake_due(self._say)
        for other in others:
            other.wait()
        seconds = time.monotonic() - begin
        if not options["join"]:
            ready = BakedAddress.objects.exclude(digest="").count()
            self.stdout.write(f"{ready} pages are ready; {total} baked here in {seconds:.1f} s.")

    def _join(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*_konfluenz(), "bake", "--join"])  # noqa: S603, our own

    def _say(self) -> bool:
        """Say how many are left, now and then; never stop."""
        if time.monotonic() >= self._said_at + SAY_EVERY_SECONDS:
            self._said_at = time.monotonic()
            self.stderr.write(f"{claims.due().count()} pages to bake …")
        return False


def _konfluenz() -> list[str]:
    return [sys.executable, "-c", "from konfluenz.config.cli import main; main()"]
