"""``konfluenz messages``: bring the catalogues of translations up to date."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from konfluenz.config import catalogues


class Command(BaseCommand):
    """Merge the texts of the source into each room's catalogues, or compile them."""

    help = "Collect translatable texts into each room's catalogues; --compile makes them usable."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take ``--compile`` and the names of rooms (all if none)."""
        parser.add_argument("rooms", nargs="*", metavar="ROOM")
        parser.add_argument("--compile", action="store_true", help="compile only")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Merge and say what is missing, or compile."""
        if options["compile"]:
            self.stdout.write(f"{catalogues.compile_all()} catalogues compiled")
            return
        for room in catalogues.rooms():
            if not options["rooms"] or room.name in options["rooms"]:
                self._merge(room)

    def _merge(self, room: Any) -> None:
        for code in catalogues.languages(room):
            catalogue = catalogues.merged(room, code)
            if len(catalogue) == 0:
                continue
            catalogues.write(room, code, catalogue)
            missing = sum(1 for message in catalogue if message.id and not _is_done(message.string))
            self.stdout.write(f"{room.name} {code}: {len(catalogue)} texts, {missing} missing")


def _is_done(string: Any) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)
