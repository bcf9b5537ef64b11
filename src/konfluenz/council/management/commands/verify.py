"""``konfluenz verify FILE``: whether a report still says what it said when it was sealed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from konfluenz.council.reporting import as_pdf, verifying
from konfluenz.council.reporting.as_pdf import NotAReport


class Command(BaseCommand):
    """Computes every number of a sealed PDF again, without database or network."""

    help = "Check a sealed report: every number is computed again [--seal HEX]"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and the seal it should have."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--seal", default="", metavar="HEX", help="the seal it must have")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Print what differs; fail when something does."""
        try:
            content = options["file"].read_bytes()
            document, seal, printed = as_pdf.carried(content)
        except (OSError, NotAReport) as problem:
            raise CommandError(str(problem)) from None
        wanted = options["seal"].strip().lower()
        findings = verifying.check(document, wanted or seal, printed)
        for finding in findings:
            self.stdout.write(f"{finding.where}: {finding.says}")
        count = len(document["numbers"])
        if findings:
            raise CommandError(f"{len(findings)} of {count} numbers and parts differ.")
        self.stdout.write(
            f"{document['title']} ({document['cut_off']}): {count} numbers, seal {seal}"
        )
        self.stdout.write("All as it was sealed.")
