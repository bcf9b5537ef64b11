"""``konfluenz import KIND FILE``: read a file in."""  # noqa: N999

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from konfluenz.ground import imports


class Command(BaseCommand):
    """Hands the file to the room that reads its kind, and says last what came of it."""

    help = "Read a file in: import needs|paper|volunteers FILE"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the kind of the file, and where it lies."""
        parser.add_argument("kind")
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read the file; what came of it stands on the last line."""
        kind, file = options["kind"], options["file"]
        try:
            read = imports.importer(kind)
        except imports.UnknownKind:
            known = ", ".join(imports.known())
            raise CommandError(f"“{kind}” cannot be read in. There is: {known}.") from None
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        self.stdout.write(str(read(file, self.stdout.write)))
