"""Remembers what a home was prepared for, so that a second start need not look again.

Standard library alone: reading the whole program just to find nothing to do costs seconds.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[1]
ROOT = SOURCE.parents[1]
STAMP = "prepared.json"
DATABASE = "konfluenz.sqlite3"


def recall(home: Path) -> dict[str, Any] | None:
    """Return what `remember` was given, if neither the program nor the database changed since."""
    try:
        memory = json.loads((home / STAMP).read_text())
    except (OSError, ValueError):
        return None
    return memory["told"] if memory["of"] == _state(home) and memory["of"]["database"] else None


def remember(home: Path, told: dict[str, Any]) -> None:
    """Note that `home` is prepared for the present program, and `told` with it."""
    (home / STAMP).write_text(json.dumps({"of": _state(home), "told": told}))


def _state(home: Path) -> dict[str, str]:
    settings = {name: text for name, text in os.environ.items() if name.startswith("KONFLUENZ_")}
    settings.pop("KONFLUENZ_BASE_URL", None)
    words = hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()
    return {"program": _program(), "settings": words, "database": _database(home)}


def _program() -> str:
    """Return a digest of the names, sizes and times of all that the program consists of."""
    digest = hashlib.sha256()
    for file in sorted(_files()):
        there = file.stat()
        digest.update(f"{file}\0{there.st_size}\0{there.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files() -> Iterable[Path]:
    """Yield the source without what Python and Babel write, the built assets, and the locks."""
    yield from ROOT.glob("requirements*.lock")
    for folder in (SOURCE, ROOT / "build" / "assets"):
        for file in folder.rglob("*"):
            if file.suffix not in {".pyc", ".po", ".mo"} and file.is_file():
                yield file


def _database(home: Path) -> str:
    """Return which migrations the database under `home` has had; empty: unknown, look again."""
    database = home / DATABASE
    if "KONFLUENZ_DATABASE_URL" in os.environ or not database.exists():
        return ""
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    try:
        rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        applied = json.dumps(rows.fetchall())
    except sqlite3.Error:
        return ""
    finally:
        connection.close()
    return hashlib.sha256(f"{database.stat().st_ino}{applied}".encode()).hexdigest()
