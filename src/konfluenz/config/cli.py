"""The console script: ``konfluenz VERB``; every verb is a management command."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run a verb; ``manage`` gives access to Django's own commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konfluenz.config.settings")
    words = sys.argv[1:]
    if words[:1] == ["manage"]:
        words = words[1:]
    execute_from_command_line(["konfluenz", *words])
