"""Tables as they were last written: whoever asks next gets the file until something changes.

A hundred thousand values take seconds to write and less than a second to send. Files are
packed; a new one takes its place when it is whole, so a crash leaves the old one or none.
"""

import datetime as dt
import fcntl
import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from konfluenz.exchange.open_data import tables
from konfluenz.exchange.open_data.tables import Table

LEVEL = 6
PIECE = 64 * 1024


def opened(table: Table, stamp: str, day: dt.date) -> BinaryIO:
    """Return the CSV of `table`, packed by gzip, open for reading; written now if it must be.

    `stamp` tells one state of the data from another. What stands in it can also depend on the
    `day` on which it is read. Of those who ask at once one writes and the others wait.
    """
    file = _shelf() / f"{table.slug}.{day.isoformat()}.{stamp}.csv.gz"
    with suppress(FileNotFoundError):
        return file.open("rb")
    with _alone(table):
        if not file.exists():
            _write(file, table)
            _clear(file, table)
        return file.open("rb")


def pieces(packed: BinaryIO, *, unpack: bool) -> Iterator[bytes]:
    """Yield what is in `packed` piece by piece, as it lies there or unpacked, and close it."""
    with packed:
        source = gzip.GzipFile(fileobj=packed) if unpack else packed
        while piece := source.read(PIECE):
            yield piece


def _write(file: Path, table: Table) -> None:
    fresh = file.with_name(f".{os.getpid()}.{file.name}")
    try:
        with gzip.open(fresh, "wt", LEVEL, encoding="utf-8", newline="") as target:
            target.writelines(tables.written(table))
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def _clear(present: Path, table: Table) -> None:
    """Throw away what was written before, or in part by who was killed; who reads it reads on."""
    for file in _shelf().glob(f"*{table.slug}.*.csv.gz"):
        if file != present:
            file.unlink(missing_ok=True)


@contextmanager
def _alone(table: Table) -> Iterator[None]:
    with (_shelf() / f".{table.slug}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _shelf() -> Path:
    folder = Path(settings.HOME) / "open-data"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
