"""How a process that lives long collects its garbage: seldom, and not what stays for good."""

import ctypes
import gc
from importlib import import_module

from django.conf import settings

YOUNG, MIDDLE, OLD = 10_000, 10, 50
"""A whole collection after so many times so many new objects: once in some hundred requests."""


def settle() -> None:
    """Import what requests need, and set all that is there now aside for good.

    A whole collection goes over every object of the program, half a million of them, and the
    request in which it falls waits for it: a tenth of a second, by Python's own measure several
    times in a hundred requests. What was set aside it does not look at (`gc.freeze`).
    """
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


def give_back() -> None:
    """Give memory that is free again back to the system, after work that took much at once.

    glibc keeps it, in case as much is wanted once more; other C libraries have no such call.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
