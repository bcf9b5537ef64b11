"""One key ring for everything encrypted at rest, and the keyed digests that find it again.

The ring is a JSON file under the home directory, readable by its owner alone, or the same
JSON in the environment (``KONFLUENZ_KEYRING``). ``encryption`` lists Fernet keys, newest
first: the first one writes, all of them read, so that keys rotate without a stop.
``index`` and ``trail`` are the keys of the blind index and of the audit trail's digests.
A process reads the ring once: after a change, restart it.
"""

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class KeyringError(Exception):
    """The key ring is missing, unreadable, or does not hold the key a value was written with."""


@dataclass(frozen=True)
class Ring:
    """The keys, ready for use."""

    fernet: MultiFernet
    index: bytes
    trail: bytes


def create(path: Path) -> None:
    """Write a new ring to `path` unless one is there already; never overwrites.

    Nobody ever sees half a ring, even when two processes start at once or one is killed.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    ring = {
        "encryption": [Fernet.generate_key().decode()],
        "index": secrets.token_hex(32),
        "trail": secrets.token_hex(32),
    }
    draft = _draft(path, ring)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def add_encryption_key(path: Path) -> None:
    """Put a new key in front of the ring at `path`: it writes from the next start, old ones read.

    Raises KeyringError when there is no readable ring.
    """
    ring = _parsed(path)
    ring["encryption"].insert(0, Fernet.generate_key().decode())
    _draft(path, ring).replace(path)


def encrypt(text: str) -> str:
    """Return `text` sealed with the newest key."""
    return _ring().fernet.encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Return the text behind `token`; raises KeyringError when no key of the ring opens it."""
    try:
        return _ring().fernet.decrypt(token.encode()).decode()
    except InvalidToken:
        raise KeyringError("No key of the ring opens this value.") from None


def renew(token: str) -> str:
    """Return `token` sealed again with the newest key; raises KeyringError like `decrypt`."""
    return encrypt(decrypt(token))


def blind_index(purpose: str, text: str) -> str:
    """Return the digest (64 hex digits) by which an encrypted value of `purpose` is found again."""
    return _digest(_ring().index, f"{purpose}\0{text}")


def trail_digest(text: str) -> str:
    """Return the keyed digest (64 hex digits) that stands for `text` in the audit trail."""
    return _digest(_ring().trail, text)


def _digest(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode(), hashlib.sha256).hex()


def _ring() -> Ring:
    return _opened(settings.KEYRING)


@lru_cache(maxsize=4)
def _opened(source: Path | str) -> Ring:
    ring = _parsed(source)
    try:
        return Ring(
            fernet=MultiFernet([Fernet(key) for key in ring["encryption"]]),
            index=bytes.fromhex(ring["index"]),
            trail=bytes.fromhex(ring["trail"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KeyringError("The key ring is incomplete. Restore it from your backup.") from error


def _parsed(source: Path | str) -> dict[str, Any]:
    try:
        ring: dict[str, Any] = json.loads(
            source.read_text() if isinstance(source, Path) else source
        )
    except (OSError, ValueError) as error:
        raise KeyringError(
            "The key ring cannot be read. Restore it from your backup: without it, "
            "phone numbers, addresses and notes stay closed."
        ) from error
    return ring


def _draft(path: Path, ring: dict[str, Any]) -> Path:
    """Write `ring` beside `path`, for its owner's eyes only, and return where."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".keyring-")
    with os.fdopen(handle, "w") as file:
        json.dump(ring, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)
