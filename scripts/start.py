"""What ``./konfluenz`` runs: all set-up with the standard library alone, then the verb."""

import os
import runpy
import sys
from collections.abc import Callable

from provision import assets, catalogues, checks, environment, locks, system
from provision.places import BUILD, ROOT, VENV
from provision.problems import explained
from provision.turns import one_at_a_time

HELP = {"help", "-h", "--help"}


def main(words: list[str]) -> int:
    """Set up what is not set up, then do what `words` say; return the exit code."""
    verb = words[0] if words else "help"
    if verb in HELP:
        runpy.run_path(str(ROOT / "src" / "konfluenz" / "config" / "verbs.py"), run_name="__main__")
        return 0
    own: dict[str, Callable[[list[str]], int]] = {"test": test, "lock": lock}
    return own[verb](words[1:]) if verb in own else hand_over(words)


def set_up(*, tests: bool) -> None:
    """Bring Python packages, assets and message catalogues up to date."""
    BUILD.mkdir(exist_ok=True)
    with one_at_a_time(BUILD / "setup.lock"):
        node_is_there = assets.node_is_there()
        environment.set_up(tests=tests, node=not node_is_there)
        assets.set_up()
        catalogues.set_up()


def test(arguments: list[str]) -> int:
    """Set up for tests, then run all checks, or pytest alone with `arguments`."""
    missing = system.install(system.FOR_TESTS)
    set_up(tests=True)
    return checks.run(arguments, missing)


def lock(arguments: list[str]) -> int:
    """Write the lock files anew from pyproject.toml."""
    set_up(tests=True)
    locks.renew(upgrade="--upgrade" in arguments)
    return 0


def hand_over(words: list[str]) -> int:
    """Become the console script in the virtual environment."""
    set_up(tests=False)
    if words[0] == "run":
        system.require(system.PANGO)
    os.environ.setdefault("KONFLUENZ_HOME", str(ROOT / "var"))
    script = str(VENV / "bin" / "konfluenz")
    os.execv(script, [script, *words])


if __name__ == "__main__":
    with explained():
        sys.exit(main(sys.argv[1:]))
