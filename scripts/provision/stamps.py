"""A stamp remembers the content that a step was done for, so that it is done again only then."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from provision.places import ROOT


def digest(files: Iterable[Path], *more: str) -> str:
    """Return a digest of the names and contents of `files`, and of `more`."""
    total = hashlib.sha256("\0".join(more).encode())
    for file in sorted(files):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"\n{file.relative_to(ROOT)}\0{content}".encode())
    return total.hexdigest()


def is_current(stamp: Path, present: str) -> bool:
    """Tell whether `stamp` was written for the content `present`."""
    return stamp.is_file() and stamp.read_text() == present


def write(stamp: Path, present: str) -> None:
    """Remember that the step is done for the content `present`."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(present)
