"""The console script: ``konfluenz VERB``. What is no verb of its own is a management command."""

import os
import runpy
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from django.core.management import execute_from_command_line

from konfluenz.config import problems, run, verbs

ROOT = Path(__file__).resolve().parents[3]


def main() -> int:
    """Do what the words on the command line say and return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konfluenz.config.settings")
    verb, *words = sys.argv[1:] or ["help"]
    with problems.explained():
        return OWN[verb](words) if verb in OWN else manage([verb, *words])


def help_(words: Sequence[str]) -> int:  # noqa: ARG001
    """List all verbs."""
    sys.stdout.write(verbs.text())
    return 0


def manage(words: Sequence[str]) -> int:
    """Run a management command, ours or Django's."""
    execute_from_command_line(["konfluenz", *words])
    return 0


def bench(words: Sequence[str]) -> int:
    """Run a benchmark by its name; what follows the name is for the benchmark."""
    names = sorted(file.stem for file in (ROOT / "bench").glob("*.py"))
    if not words or words[0] not in names:
        raise problems.Problem(f"Type: ./konfluenz bench NAME, with one of: {', '.join(names)}")
    script = ROOT / "bench" / f"{words[0]}.py"
    sys.argv = [str(script), *words[1:]]
    sys.path.insert(0, str(script.parent))
    runpy.run_path(str(script), run_name="__main__")
    return 0


OWN: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run.run,
    "prepare": run.prepare,
    "bench": bench,
    "manage": manage,
    "help": help_,
    "--help": help_,
    "-h": help_,
}
