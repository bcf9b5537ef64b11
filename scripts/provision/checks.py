"""``./konfluenz test``: all checks, and a table at the end."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from provision.places import BUILD, ROOT, SOURCE, VENV

JOURNEYS = "tests/journeys"
SLOWING = {"PYTHONDONTWRITEBYTECODE"}


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


UNIT_TESTS = ("pytest", "--dist", "worksteal", "-m", "not journey")
"""Who has nothing left takes from the others."""

BROWSER_TESTS = ("pytest", "-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder", JOURNEYS)
"""Each process has a city of its own; `tests/journeys` says which journeys stay together."""

CHECKS = (
    Check("Types (mypy)", ("mypy",)),
    Check("Style (ruff)", ("ruff", "check", ".")),
    Check("Format (ruff)", ("ruff", "format", "--check", ".")),
    Check("Templates (djlint)", ("djlint", str(SOURCE.relative_to(ROOT)), "--lint", "--quiet")),
    Check("Floors (import-linter)", ("lint-imports",)),
    Check("Migrations", ("konfluenz", "manage", "makemigrations", "--check", "--dry-run")),
    Check("Tests on SQLite", (*UNIT_TESTS, "-n", "3")),
    Check("Tests on PostgreSQL", (*UNIT_TESTS, "-n", "2", "--postgres", "--differing")),
    Check("Journeys in a browser", BROWSER_TESTS),
)
"""What looks at the source comes first, side by side and the longest at the head.

Of the tests the first have both cores to themselves, with three workers, because some tests
wait. The others wait more, for PostgreSQL and for a browser: they run side by side.
"""

CORES = 2
"""So many checks of the source run at a time."""


def run(arguments: list[str], missing: list[str]) -> int:
    """Run pytest with `arguments`, or without any all checks; return the exit code.

    `missing` are sentences about what the system lacks; they count as a failure.
    """
    for sentence in missing:
        sys.stdout.write(f"konfluenz: {sentence}\n")
    if arguments:
        return _call(Check("Tests", ("pytest", *arguments))).returncode
    begin = time.monotonic()
    tests = [check for check in CHECKS if "pytest" in check.words]
    with _templates_built_meanwhile():
        results = _side_by_side([check for check in CHECKS if check not in tests])
        results += [_timed(check) for check in tests[:1]]
        results += _side_by_side(tests[1:])
    sys.stdout.write(table(results, time.monotonic() - begin))
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


def table(results: list[Result], seconds: float) -> str:
    """Return the closing table: each check with its seconds, and one line that says it all.

    `seconds`: how long all took together.
    """
    lines = [
        f"  {result.headline:<26}{verdict(result):<8}{result.seconds:7.1f} s" for result in results
    ]
    failed = [result.headline for result in results if not result.passed]
    closing = f"{len(failed)} failed: {', '.join(failed)}." if failed else "All checks passed."
    return "\n".join(["", *lines, "", f"{closing} {seconds / 60:.1f} minutes."]) + "\n"


def verdict(result: Result) -> str:
    """Return the word that stands in the table; a failure is written so that it is seen."""
    return "passed" if result.passed else "FAILED"


def _side_by_side(checks: list[Check]) -> list[Result]:
    """Run `checks`, as many at a time as there are cores; each tells what it printed at its end."""
    with ThreadPoolExecutor(CORES) as pool:
        return list(pool.map(_kept, checks))


def _kept(check: Check) -> Result:
    begin = time.monotonic()
    outcome = _call(check, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    sys.stdout.write(f"\n── {check.headline} ──\n{outcome.stdout}")
    sys.stdout.flush()
    return Result(check.headline, outcome.returncode == 0, time.monotonic() - begin)


def _timed(check: Check) -> Result:
    sys.stdout.write(f"\n── {check.headline} ──\n")
    sys.stdout.flush()
    begin = time.monotonic()
    code = _call(check).returncode
    return Result(check.headline, code == 0, time.monotonic() - begin)


def _call(check: Check, **output: Any) -> subprocess.CompletedProcess[str]:
    command = [str(VENV / "bin" / check.words[0]), *check.words[1:]]
    return subprocess.run(
        command, cwd=ROOT, env=_environment(), stdin=subprocess.DEVNULL, check=False, **output
    )


def _environment() -> dict[str, str]:
    """Return the environment of the checks, whose processes are to find compiled what others read.

    A process that compiles all it imports starts in three times the seconds.
    """
    outer = {name: text for name, text in os.environ.items() if name not in SLOWING}
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    home = BUILD / "checks"
    home.mkdir(parents=True, exist_ok=True)
    return outer | {"PATH": path, "KONFLUENZ_HOME": str(home)}
