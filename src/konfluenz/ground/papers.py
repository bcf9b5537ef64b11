"""PDFs made aside (`ground/press.py`), one at a time, kept as long as they say the same.

Chosen instead of the worker: a reader who asks for a page on paper waits two seconds once; the
next one gets the file. Nothing is made that nobody asked for.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

MOST = 500
"""So many are kept, those asked for last."""

WAIT_SECONDS = 15
PRESS_SECONDS = 60
REST_SECONDS = 0.1


class PressBusy(Exception):
    """Others are being made; who asks again in a moment gets theirs."""


class PressFailed(Exception):
    """The engine could not make it; the message is its own."""


def pdf(html: str, folders: Sequence[Path] = ()) -> bytes:
    """Return `html`, a whole document, as a tagged PDF (PDF/UA-1).

    Pictures and fonts are ``file:`` addresses below `folders`. Raises PressBusy, PressFailed.
    """
    file = _shelf() / f"{hashlib.sha256(html.encode()).hexdigest()}.pdf"
    if (there := _kept(file)) is not None:
        return there
    with _alone():
        return _kept(file) or _make(file, html, folders)


def _make(file: Path, html: str, folders: Sequence[Path]) -> bytes:
    made = _press(html, folders)
    fresh = file.with_suffix(f".{os.getpid()}.new")
    fresh.write_bytes(made)
    fresh.replace(file)
    _clear()
    return made


def _press(html: str, folders: Sequence[Path]) -> bytes:
    words = [sys.executable, "-m", "konfluenz.ground.press", *map(str, folders)]
    try:
        done = subprocess.run(  # noqa: S603
            words, input=html.encode(), capture_output=True, timeout=PRESS_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise PressFailed(f"It took more than {PRESS_SECONDS} s.") from None
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise PressFailed(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout


def _kept(file: Path) -> bytes | None:
    """Return what was made before, and note that somebody asked for it."""
    try:
        content = file.read_bytes()
        os.utime(file)
    except FileNotFoundError:
        return None
    return content


def _shelf() -> Path:
    folder = Path(settings.HOME) / "papers"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the one press of this machine; raises PressBusy when it is not free in time."""
    end = time.monotonic() + WAIT_SECONDS
    with (_shelf() / ".lock").open("w") as lock:
        while not _locked(lock.fileno()):
            if time.monotonic() > end:
                raise PressBusy
            time.sleep(REST_SECONDS)
        yield


def _locked(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _clear() -> None:
    """Throw away what nobody has asked for longest."""
    found = sorted(_shelf().glob("*.pdf"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in found[MOST:]:
        with suppress(FileNotFoundError):
            file.unlink()
