"""``konfluenz import KIND FILE…``: read a file, several or an address in."""  # noqa: N999

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from konfluenz.ground import imports


class Command(BaseCommand):
    """Hands what was named to the room that reads its kind, and says last what came of it."""

    help = (
        "Read in: import events|figures|mailbox|needs|paper|persons|volunteers FILE,"
        " integreat|oparl URL|FILE…"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the kind, and where it lies."""
        parser.add_argument("kind")
        parser.add_argument("sources", nargs="+", metavar="FILE")
        parser.add_argument(
            "--pictures", action="store_true", help="integreat: fetch pictures into the library"
        )
        parser.add_argument(
            "--draft", action="store_true", help="integreat: new pages are not public yet"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read what was named; what came of it stands on the last line."""
        kind, names = options["kind"], [str(name) for name in options["sources"]]
        if kind in imports.gatherers():
            wishes = {name: options[name] for name in ("pictures", "draft")}
            count = imports.gatherer(kind)(names, self.stdout.write, **wishes)
        else:
            count = self._file(kind, names)
        self.stdout.write(str(count))

    def _file(self, kind: str, names: list[str]) -> imports.Count:
        try:
            read = imports.importer(kind)
        except imports.UnknownKind:
            known = ", ".join(sorted([*imports.known(), *imports.gatherers()]))
            raise CommandError(f"“{kind}” cannot be read in. There is: {known}.") from None
        if len(names) > 1:
            raise CommandError("One file at a time.")
        file = Path(names[0])
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        return read(file, self.stdout.write)
