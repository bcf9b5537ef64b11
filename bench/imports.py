"""A list of opportunities read in, and read in again.

Usage: ``./konfluenz bench imports FILE``. Into an empty database, as ``konfluenz import needs``
does it; the limit is 20 s for 1,600 rows, and so for each as many.
"""

import argparse
import tempfile
import time
from pathlib import Path

from stage import homes

LIMIT, ROWS = 20.0, 1600


def main() -> None:
    """Read the file in twice and print what it took."""
    parser = argparse.ArgumentParser(prog="konfluenz bench imports")
    parser.add_argument("file", type=Path, metavar="FILE")
    file = parser.parse_args().file
    with tempfile.TemporaryDirectory() as home:
        homes.prepare(Path(home))
        for what in ("first", "again"):
            _read(file, what)


def _read(file: Path, what: str) -> None:
    from konfluenz.ground import imports

    begun, worked = time.perf_counter(), time.process_time()
    count = imports.importer("needs")(file, lambda _line: None)
    took, worked = time.perf_counter() - begun, time.process_time() - worked
    rows = count.new + count.changed + count.unchanged + count.refused
    limit = LIMIT * max(rows, 1) / ROWS
    print(f"{what:6} {count}")
    print(
        f"       {took:.1f} s, limit {limit:.1f} s, {took / limit:.2f} of it; {worked:.1f} s work"
    )


if __name__ == "__main__":
    main()
