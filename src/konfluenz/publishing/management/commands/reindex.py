"""``konfluenz reindex``: build the index of the portal's search anew."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from konfluenz.publishing.finding import indexing


class Command(BaseCommand):
    """Index all that is public. Readers go on searching meanwhile."""

    help = "Build the index of the public search anew"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Do it and say how much that was."""
        begin = time.monotonic()
        count = indexing.rebuild()
        seconds = time.monotonic() - begin
        self.stdout.write(f"{count} records can be found; {seconds:.1f} s.")
