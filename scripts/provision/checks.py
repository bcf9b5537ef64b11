"""``./konfluenz test``: all checks one after another, and a table at the end."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from provision.places import BUILD, ROOT, SOURCE, VENV

JOURNEYS = "tests/journeys"


@dataclass(frozen=True)
class Check:
    """One step: a headline and the command, whose first word lies in the virtual environment."""

    headline: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """How a check ended, and after how many seconds."""

    headline: str
    passed: bool
    seconds: float


NOT_OF_THE_DATABASE = (
    "--ignore=tests/house",
    "--ignore=tests/setup",
    "--ignore=tests/planning",
    "--ignore-glob=tests/council/test_reading*",
)
"""The rules of the house, the launcher, arithmetic and reading: the same on every database."""

UNIT_TESTS = ("pytest", "-n", "3", "--dist", "worksteal", "-m", "not journey")
"""Three workers for two cores: some tests wait. Who has nothing left takes from the others."""

CHECKS = (
    Check("Style (ruff)", ("ruff", "check", ".")),
    Check("Format (ruff)", ("ruff", "format", "--check", ".")),
    Check("Templates (djlint)", ("djlint", str(SOURCE.relative_to(ROOT)), "--lint", "--quiet")),
    Check("Floors (import-linter)", ("lint-imports",)),
    Check("Types (mypy)", ("mypy",)),
    Check("Migrations", ("konfluenz", "manage", "makemigrations", "--check", "--dry-run")),
    Check("Tests on SQLite", UNIT_TESTS),
    Check("Tests on PostgreSQL", (*UNIT_TESTS, "--postgres", *NOT_OF_THE_DATABASE)),
    Check("Journeys in a browser", ("pytest", "-n", "2", "--dist", "loadfile", JOURNEYS)),
)


def run(arguments: list[str], missing: list[str]) -> int:
    """Run pytest with `arguments`, or without any all checks; return the exit code.

    `missing` are sentences about what the system lacks; they count as a failure.
    """
    for sentence in missing:
        sys.stdout.write(f"konfluenz: {sentence}\n")
    if arguments:
        return _call(Check("Tests", ("pytest", *arguments)))
    with _templates_built_meanwhile():
        results = [_timed(check) for check in CHECKS]
    sys.stdout.write(table(results))
    return 1 if missing or not all(result.passed for result in results) else 0


@contextmanager
def _templates_built_meanwhile() -> Iterator[None]:
    """Let the databases for the tests be made while the first checks need one core only.

    Whether that succeeds is no matter: the tests make what they miss, and say why they cannot.
    """
    if not any("pytest" in check.words for check in CHECKS):
        yield
        return
    command = [VENV / "bin" / "python", ROOT / "tests" / "plugins" / "testbed_ahead.py"]
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=ROOT, env=_environment(), stdin=nowhere, stdout=nowhere, stderr=nowhere
    ):
        yield


def table(results: list[Result]) -> str:
    """Return the closing table: each check with its seconds, and one line that says it all."""
    lines = [
        f"  {result.headline:<26}{verdict(result):<8}{result.seconds:7.1f} s" for result in results
    ]
    failed = [result.headline for result in results if not result.passed]
    total = sum(result.seconds for result in results)
    closing = f"{len(failed)} failed: {', '.join(failed)}." if failed else "All checks passed."
    return "\n".join(["", *lines, "", f"{closing} {total / 60:.1f} minutes."]) + "\n"


def verdict(result: Result) -> str:
    """Return the word that stands in the table; a failure is written so that it is seen."""
    return "passed" if result.passed else "FAILED"


def _timed(check: Check) -> Result:
    sys.stdout.write(f"\n── {check.headline} ──\n")
    sys.stdout.flush()
    begin = time.monotonic()
    code = _call(check)
    return Result(check.headline, code == 0, time.monotonic() - begin)


def _call(check: Check) -> int:
    command = [str(VENV / "bin" / check.words[0]), *check.words[1:]]
    return subprocess.run(
        command, cwd=ROOT, env=_environment(), stdin=subprocess.DEVNULL, check=False
    ).returncode


def _environment() -> dict[str, str]:
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    home = BUILD / "checks"
    home.mkdir(parents=True, exist_ok=True)
    return os.environ | {"PATH": path, "KONFLUENZ_HOME": str(home)}
