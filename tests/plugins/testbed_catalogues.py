"""Message catalogues, compiled before the first test when one has changed since."""

from pathlib import Path

import testbed_home

from konfluenz.config import catalogues


def compile_changed() -> None:
    """Compile all when one is newer than what was compiled; the controlling process does it."""
    sources = catalogues.ROOMS.glob("*/locale/*/LC_MESSAGES/django.po")
    if not testbed_home.is_xdist_worker() and any(_changed(source) for source in sources):
        catalogues.compile_all()


def _changed(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime
