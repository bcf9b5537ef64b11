"""What can go wrong during set-up, each as one sentence that says what to type."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

EXIT_CODE = 2
DISK_FULL = "The disk is full. Free some space (2 GB suffice), then type the same again."

NETWORK = (
    "ENOTFOUND",
    "ECONNREFUSED",
    "ECONNRESET",
    "EAI_AGAIN",
    "ETIMEDOUT",
    "ENETUNREACH",
    "Max retries exceeded",
    "NewConnectionError",
    "error sending request",
    "Failed to fetch",
    "Temporary failure in name resolution",
    "Network is unreachable",
)
"""What pip, uv and npm print when no registry answers."""


class Problem(Exception):
    """Something the person at the keyboard can mend; the message says how."""


@contextmanager
def explained() -> Iterator[None]:
    """Turn a problem into one sentence on standard error and exit code 2."""
    try:
        yield
    except Problem as problem:
        _leave(str(problem))
    except OSError as error:
        if (sentence := of_disk(error)) is None:
            raise
        _leave(sentence)
    except KeyboardInterrupt:
        _leave("Stopped.")


def of_disk(error: OSError) -> str | None:
    """Return the sentence for a full or closed disk; None when `error` is something else."""
    if error.errno == errno.ENOSPC:
        return DISK_FULL
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        place = error.filename or "this directory"
        return f"{place} cannot be written. Type: sudo chown -R $(id -un) {place}"
    return None


def of_output(what: str, output: str) -> Problem:
    """Return the problem that a tool's `output` speaks of while `what` was being done."""
    if "No space left on device" in output or "ENOSPC" in output:
        return Problem(DISK_FULL)
    if "ensurepip is not" in output:
        return Problem("Python lacks its venv module. Type: sudo apt install python3-venv")
    if any(sign in output for sign in NETWORK):
        return Problem(
            f"{what} failed because no package registry answers. Check the network (behind"
            " a proxy, type: export HTTPS_PROXY=http://proxy:port), then type the same again."
        )
    last = "\n".join(output.strip().splitlines()[-12:])
    return Problem(f"{what} failed. This is what the tool said:\n{last}")


def _leave(sentence: str) -> None:
    sys.stderr.write(f"konfluenz: {sentence}\n")
    sys.exit(EXIT_CODE)
