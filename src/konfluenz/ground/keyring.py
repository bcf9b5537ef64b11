"""One key ring for everything encrypted at rest, and the keyed digests that find it again.

The ring is a JSON file under the home directory, readable by its owner alone, or the same
JSON in the environment (``KONFLUENZ_KEYRING``). ``encryption`` lists Fernet keys, newest
first: the first one writes, all of them read, so that keys rotate without a stop.
``index`` and ``trail`` are the keys of the blind index and of the audit trail's digests.
"""

import hashlib
import hmac
import json
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class KeyringError(Exception):
    """The key ring is missing, unreadable, or does not hold the key a value was written with."""


def create(path: Path) -> None:
    """Write a new ring to `path` unless one is there already; never overwrites."""
    ring = {
        "encryption": [Fernet.generate_key().decode()],
        "index": secrets.token_hex(32),
        "trail": secrets.token_hex(32),
    }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        json.dump(ring, file, indent=1)


def encrypt(text: str) -> str:
    """Return `text` sealed with the newest key."""
    return _fernet().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Return the text behind `token`; raises KeyringError when no key of the ring opens it."""
    try:
        return _fernet().decrypt(token.encode()).decode()
    except InvalidToken:
        raise KeyringError("No key of the ring opens this value.") from None


def blind_index(purpose: str, text: str) -> str:
    """Return the digest (64 hex digits) by which an encrypted value of `purpose` is found again."""
    return _digest("index", f"{purpose}\0{text}")


def trail_digest(text: str) -> str:
    """Return the keyed digest (64 hex digits) that stands for `text` in the audit trail."""
    return _digest("trail", text)


def _digest(key: str, text: str) -> str:
    return hmac.new(bytes.fromhex(_ring()[key]), text.encode(), hashlib.sha256).hexdigest()


@lru_cache
def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in _ring()["encryption"]])


@lru_cache
def _ring() -> dict:
    source = settings.KEYRING
    try:
        text = source.read_text() if isinstance(source, Path) else source
        return json.loads(text)
    except (OSError, ValueError) as error:
        raise KeyringError(
            "The key ring cannot be read. Restore it from your backup: without it, "
            "phone numbers, addresses and notes stay closed."
        ) from error
