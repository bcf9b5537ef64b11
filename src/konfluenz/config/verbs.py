"""All verbs of the command line, one line each.

Standard library alone, and found without Django: ``./konfluenz help`` works before any set-up.
"""

import ast
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1]

OWN = {
    "run": "Set up, then serve the program [--port N] [--host H] [--home DIR] [--empty]",
    "test": "Run all checks, or pytest alone with the arguments given",
    "prepare": "Do all that run does before it serves: keys, database, static files, demo city",
    "bench NAME": "Run the benchmark bench/NAME.py",
    "manage WORDS": "Run one of Django's own commands",
    "lock": "Write the lock files anew [--upgrade]",
    "help": "Show this list",
}
"""The verbs that are no management commands."""


def text() -> str:
    """Return the list of verbs as `help` shows it."""
    verbs = OWN | _commands()
    lines = [f"  {verb:<16}{sentence}" for verb, sentence in verbs.items()]
    return "\n".join(["Konfluenz. Type ./konfluenz followed by a verb:", "", *lines, ""])


def _commands() -> dict[str, str]:
    files = SOURCE.glob("*/management/commands/[!_]*.py")
    return {file.stem: _help(file) for file in sorted(files, key=lambda file: file.stem)}


def _help(file: Path) -> str:
    """Return the command's `help` as it is written in its source."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "help":
            return str(ast.literal_eval(node.value))
    return ""


if __name__ == "__main__":
    sys.stdout.write(text())
