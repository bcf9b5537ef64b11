"""Writes the lock files: ``./konfluenz lock [--upgrade]``."""

from provision import environment, steps
from provision.places import ROOT

OPTIONS = [
    "--python-version=3.11",
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
    "--quiet",
]


def renew(*, upgrade: bool) -> None:
    """Bring the locks in line with pyproject.toml; `upgrade`: to the newest versions allowed."""
    project = ROOT / "pyproject.toml"
    more = [*OPTIONS, *(["--upgrade"] if upgrade else [])]
    _compile(project, "--extra=test", *more, "-o", environment.TEST)
    _compile(project, *more, "-c", environment.TEST, "-o", environment.RUN)
    for lock in (environment.SETUP, environment.NODE):
        _compile(lock.with_suffix(".in"), *more, "-o", lock)


def _compile(*words: object) -> None:
    command = [str(environment.UV), "pip", "compile", *map(str, words)]
    steps.run("Locking the packages", command, environment.UV_SETTINGS)
