"""Which program baked the pages: after an update, or under another address, all are due."""

import hashlib
import os
from pathlib import Path

from django.conf import settings

from konfluenz.publishing.baking import bakers, marks

STAMP = ".stamp"
LEFT_OUT = {".pyc", ".po"}


def begin() -> None:
    """Bring the list of addresses up to date; mark all pages that another program has baked."""
    marks.settle()
    stamp, present = bakers.root() / STAMP, _present()
    if _recall(stamp) == present:
        return
    marks.everything()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    fresh = stamp.with_name(f"{STAMP}-{os.getpid()}")
    fresh.write_text(present)
    fresh.replace(stamp)


def _recall(stamp: Path) -> str:
    try:
        return stamp.read_text()
    except FileNotFoundError:
        return ""


def _present() -> str:
    """Return a digest of the program and of the settings that stand in its pages."""
    digest = hashlib.sha256(f"{settings.BASE_URL}\0{settings.DEMO}\0".encode())
    styles = Path(settings.STATIC_ROOT) / "staticfiles.json"
    for file in [*sorted(Path(settings.SOURCE).rglob("*")), styles]:
        if file.suffix not in LEFT_OUT and file.is_file():
            there = file.stat()
            digest.update(f"{file}\0{there.st_size}\0{there.st_mtime_ns}\n".encode())
    return digest.hexdigest()
