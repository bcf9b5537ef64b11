# ruff: noqa: N999, a verb of two words
"""``konfluenz export-site DIR``: the whole public site as files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from konfluenz.publishing.baking import exports


class Command(BaseCommand):
    """Write all public pages with styles and pictures."""

    help = "Write the whole public site to DIR, as files for any web server."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the directory."""
        parser.add_argument("directory", type=Path, metavar="DIR")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Write it, or say why not."""
        target: Path = options["directory"].resolve()
        try:
            site = exports.export(target)
        except exports.ExportRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{site.written} pages and {len(site.wanted)} files are in {target}.")
