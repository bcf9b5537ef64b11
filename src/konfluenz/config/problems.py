"""What can go wrong when somebody types a verb, each as one sentence that says what to type."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, OperationalError
from pydantic import ValidationError

from konfluenz.ground.keyring import KeyringError

EXIT_CODE = 2
CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}
DISK_FULL = "The disk is full. Free some space, then type the same again."
NOT_REACHED = (
    "The database cannot be reached: {reason}. Start it, or correct its address:"
    " export KONFLUENZ_DATABASE_URL=postgresql://user:password@host:5432/name"
)


class Problem(Exception):
    """Something the person at the keyboard can mend; the message says how."""


@contextmanager
def explained() -> Iterator[None]:
    """Turn what somebody can mend into one sentence on standard error and exit code 2."""
    try:
        yield
    except (Problem, KeyringError, ValidationError, OSError, DatabaseError) as error:
        if (sentence := explanation(error)) is None:
            raise
        sys.stderr.write(f"konfluenz: {sentence}\n")
        sys.exit(EXIT_CODE)


def explanation(error: Exception) -> str | None:
    """Return the sentence for `error`, or None where nobody at the keyboard can mend it."""
    match error:
        case OSError():
            return _of_disk(error)
        case OperationalError():
            return _of_database(str(error))
        case ValidationError():
            return _of_environment(error)
        case Problem() | KeyringError():
            return str(error)
    return None


def _of_disk(error: OSError) -> str | None:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DISK_FULL
    if error.errno in CLOSED:
        place = error.filename or "The home directory"
        return f"{place} cannot be written. Type: ./konfluenz run --home DIRECTORY"
    return None


def _of_database(text: str) -> str | None:
    if "disk is full" in text or "No space left" in text:
        return DISK_FULL
    if "readonly database" in text or "unable to open database file" in text:
        return f"The database cannot be written ({text}). Type: ./konfluenz run --home DIRECTORY"
    signs = ("connection", "could not translate host name", "does not exist", "authentication")
    if any(sign in text for sign in signs):
        return NOT_REACHED.format(reason=text.strip().splitlines()[0].rstrip(".?"))
    return None


def _of_environment(error: ValidationError) -> str:
    first = error.errors()[0]
    name = "_".join(["KONFLUENZ", *(str(part) for part in first["loc"])]).upper()
    return f"{name} is set to something unusable: {first['msg']}. Type: unset {name}"
