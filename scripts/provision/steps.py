"""Runs the tools of the set-up, quietly, and says what it is at."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from provision.places import ROOT
from provision.problems import of_output


def run(what: str, command: Sequence[str | Path], more: Mapping[str, str] | None = None) -> None:
    """Run `command` in the checkout with `more` environment; raises Problem when it fails."""
    outcome = attempt(command, more)
    if outcome.returncode:
        raise of_output(what, outcome.stdout)


def attempt(
    command: Sequence[str | Path], more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `command` and return its outcome with all it printed in `stdout`."""
    return subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        env=os.environ | dict(more or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


@contextmanager
def announced(what: str) -> Iterator[None]:
    """Say on standard error what is being set up, and how many seconds it took."""
    sys.stderr.write(f"{what} … ")
    sys.stderr.flush()
    begin = time.monotonic()
    try:
        yield
    except BaseException:
        sys.stderr.write("\n")
        raise
    sys.stderr.write(f"{time.monotonic() - begin:.0f} s\n")
