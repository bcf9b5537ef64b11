"""What is due in a room. Each room offers it from its own `due.py`; *Heute* gathers and orders.

A room never repeats an *Aufgabe*: those come from `actions` alone.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Harm(IntEnum):
    """What happens if it waits, worst last."""

    UNTIDY = 1
    """The records say something that is no longer so."""

    WORK_STOPS = 2
    """A colleague or a group cannot go on."""

    PROMISE_BROKEN = 3
    """A day that somebody was told has passed or will pass."""

    SOMEBODY_ALONE = 4
    """A person who asked is left without an answer or help."""


@dataclass(frozen=True)
class Due:
    """One thing to do. `purpose` and `public_id` make its link, as in ``settings.LINKS``."""

    title: str
    since: dt.date
    harm: Harm
    purpose: str
    public_id: uuid.UUID


def ordered(found: Iterable[Due]) -> list[Due]:
    """Return what was found, the greatest harm first and the oldest first among equals."""
    return sorted(found, key=lambda due: (-due.harm, due.since, due.title))
