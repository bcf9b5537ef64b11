"""Migrated databases, kept under ``build/testdb/`` by the hash of all that migrations depend on."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from konfluenz.ground import keyring

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "build" / "testdb"
KEEP_SECONDS = 24 * 60 * 60
ATTEMPTS = 3


class TemplateError(Exception):
    """The migrations did not run; the message is what they printed."""


def cached(kind: str, build: Callable[[Path], None], *more: bytes) -> Path:
    """Return the template of `kind`, calling `build(path)` when none fits the present source.

    `more` is what else the template depends on. One process builds, others wait for it.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    for _attempt in range(ATTEMPTS):
        path = CACHE / f"{kind}-{fingerprint(*more)}"
        with _lock(kind):
            if not path.exists():
                _build(path, build)
                _forget_old(kind, path)
        if path.name == f"{kind}-{fingerprint(*more)}":
            path.touch()
            return path
        shutil.rmtree(path, ignore_errors=True)
    raise TemplateError("The migrations changed again and again while they ran.")


def fingerprint(*more: bytes) -> str:
    """Return a digest of our migrations, the locked versions, the settings and `more`."""
    source = ROOT / "src" / "konfluenz"
    digest = hashlib.sha256()
    files = [*source.glob("*/migrations/*.py"), source / "config" / "settings.py"]
    for file in [ROOT / "requirements.lock", *sorted(files)]:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    for part in more:
        digest.update(part + b"\0")
    return digest.hexdigest()[:16]


def migrate(home: Path, url: str = "") -> None:
    """Run all migrations on the database at `url`, or on SQLite under `home`.

    A new field that is sealed needs keys for its default, though no row is there to hold it.
    """
    ring = home / "keys" / "keyring.json"
    if not ring.exists():
        keyring.create(ring)
    konfluenz(home, url, "manage", "migrate", "--verbosity=0", "--skip-checks")


def konfluenz(home: Path, url: str, *words: str) -> str:
    """Run a verb of the program in a process of its own and return what it printed.

    Raises TemplateError when it fails.
    """
    environment = os.environ | {"KONFLUENZ_HOME": str(home), "KONFLUENZ_DATABASE_URL": url}
    outcome = subprocess.run(
        [Path(sys.executable).with_name("konfluenz"), *words],
        env=environment,
        cwd=ROOT,
        text=True,
        capture_output=True,
    )
    if outcome.returncode:
        raise TemplateError(outcome.stderr[-4000:])
    return outcome.stdout


def _build(path: Path, build: Callable[[Path], None]) -> None:
    draft = path.with_name(f"draft-{os.getpid()}-{path.name}")
    try:
        build(draft)
        draft.rename(path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _forget_old(kind: str, present: Path) -> None:
    for path in [*CACHE.glob(f"{kind}-*"), *CACHE.glob(f"draft-*-{kind}-*")]:
        if path != present and time.time() - path.stat().st_mtime > KEEP_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _lock(kind: str) -> Iterator[None]:
    with (CACHE / f"{kind}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
