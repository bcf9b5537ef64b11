"""The virtual environment: exactly the locked packages, fetched by uv, or by pip where uv fails."""

import shutil
import sys
from pathlib import Path

from provision import stamps, steps
from provision.places import PYTHON, ROOT, VENV
from provision.problems import of_output

WHAT = "Installing the Python packages"
STAMP = VENV / "konfluenz-stamp"
TESTS_MARK = VENV / "konfluenz-tests"
"""There once tests were set up: later set-ups keep the packages they need."""

SETUP = ROOT / "requirements-setup.lock"
RUN = ROOT / "requirements.lock"
TEST = ROOT / "requirements-test.lock"
NODE = ROOT / "requirements-node.lock"
UV = VENV / "bin" / "uv"
PIP = (PYTHON, "-m", "pip", "install", "--quiet")
ITSELF = ("--no-deps", "--no-build-isolation", "-e", ROOT)
UV_SETTINGS = {"VIRTUAL_ENV": str(VENV), "UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}


def set_up(*, tests: bool, node: bool) -> None:
    """Install what the lock files name unless it is installed; `node`: Node.js from PyPI too."""
    tests = tests or TESTS_MARK.exists()
    locks = [SETUP, TEST if tests else RUN, *([NODE] if node else [])]
    present = stamps.digest([*locks, ROOT / "pyproject.toml"], sys.version, str(VENV))
    if stamps.is_current(STAMP, present):
        return
    with steps.announced("Python packages"):
        _create()
        if not _install_by_uv(locks):
            _install_by_pip(locks)
    if tests:
        TESTS_MARK.touch()
    stamps.write(STAMP, present)


def _create() -> None:
    if _works():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    outcome = steps.attempt([sys.executable, "-m", "venv", VENV])
    if outcome.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise of_output("Creating the virtual environment", outcome.stdout)


def _works() -> bool:
    return PYTHON.exists() and steps.attempt([PYTHON, "-c", "import sys"]).returncode == 0


def _install_by_uv(locks: list[Path]) -> bool:
    """Tell whether uv did it; it knows nothing of pip's configuration, so it may fail."""
    pip: list[str | Path] = [*PIP, "--require-hashes", "-r", SETUP]
    if not UV.exists() and steps.attempt(pip).returncode:
        return False
    sync = steps.attempt([UV, "pip", "sync", "--quiet", "--require-hashes", *locks], UV_SETTINGS)
    if sync.returncode:
        return False
    return steps.attempt([UV, "pip", "install", "--quiet", *ITSELF], UV_SETTINGS).returncode == 0


def _install_by_pip(locks: list[Path]) -> None:
    steps.run(WHAT, [PYTHON, "-m", "ensurepip", "--upgrade"])
    for lock in locks:
        steps.run(WHAT, [*PIP, "--require-hashes", "-r", lock])
    steps.run(WHAT, [*PIP, *ITSELF])
