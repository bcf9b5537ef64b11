"""Generalised assignment problems of the OR-Library, solved by the core that matching uses.

Usage: ``./konfluenz bench assignment [--seconds N] FILE…``. A line for each file: its name, the
cost, a bound that no assignment can be below, how good it is known to be, and the seconds it
took. `--seconds` is the most for one file (60 unless told); what is not proven by then is called
feasible, what is not found unknown, without a cost. A file that cannot be read gets one line of
explanation; the others are solved, and the exit code is 1.
"""

import argparse
import sys
from pathlib import Path

from konfluenz.planning import joint, orlib
from konfluenz.planning.problem import Problem, Status


def main() -> None:
    """Solve the files one after another; exit with 1 when one could not be read."""
    parser = argparse.ArgumentParser(prog="konfluenz bench assignment")
    parser.add_argument("--seconds", type=_seconds, default=60.0, help="the most for one file")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    words = parser.parse_args()
    read = [_solve(file, words.seconds) for file in words.files]
    if not all(read):
        sys.exit(1)


def _solve(file: Path, seconds: float) -> bool:
    """Print the line of one file; return whether it could be read."""
    try:
        problem = _read(file)
    except orlib.FileRefused as refused:
        print(f"{file.name}: {refused}", file=sys.stderr, flush=True)
        return False
    found = joint.solve(problem, seconds=seconds)
    known = found.status in (Status.OPTIMAL, Status.FEASIBLE)
    cost = str(-found.objective) if known else "-"
    bound = "-" if found.status is Status.INFEASIBLE else f"{-found.bound:.0f}"
    print(file.name, cost, bound, found.status, f"{found.seconds:.2f}", flush=True)
    return True


def _read(file: Path) -> Problem:
    try:
        return orlib.read(file.read_text(encoding="ascii"))
    except OSError as error:
        raise orlib.FileRefused(f"It cannot be opened: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise orlib.FileRefused("It is not a text of numbers.") from None


def _seconds(word: str) -> float:
    seconds = float(word)
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError("It must be a number above 0.")
    return seconds


if __name__ == "__main__":
    main()
