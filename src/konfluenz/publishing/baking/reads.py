"""What a public page has read, and until when it says the truth.

A view of a bakeable page tells it while it works::

    reads.note("directory.topic", service, "directory.orgunit:7")
    reads.true_until(closing_time)

While a page is baked a collector listens; a live request has none, and both calls do nothing.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import models
from django.utils import timezone

from konfluenz.ground import references


@dataclass
class Reads:
    """What one page has read. `until`: the first moment at which it stops being true."""

    keys: set[str] = field(default_factory=set)
    until: dt.datetime | None = None


_listening: ContextVar[Reads | None] = ContextVar("reads", default=None)


def note(*keys: str | models.Model) -> None:
    """Note what the page depends on.

    A key is a record, its name ("directory.service:12"), or a label ("directory.service"):
    then any change to any record of that kind bakes the page again. A room ("council") stands
    for all its kinds. "directory.service+" is which of them have a page: for a page that names
    some and could name others. Note the records themselves, or it is baked too often.
    """
    if (listening := _listening.get()) is not None:
        listening.keys.update(key if isinstance(key, str) else _name(key) for key in keys)


def true_until(moment: dt.datetime | None) -> None:
    """Note that the page is right until `moment` only; the earliest counts, None is never."""
    listening = _listening.get()
    if listening is not None and moment is not None:
        listening.until = moment if listening.until is None else min(listening.until, moment)


def true_today() -> None:
    """Note that the page is right until midnight, by the clock of the city."""
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    true_until(timezone.make_aware(dt.datetime.combine(tomorrow, dt.time.min)))


@contextmanager
def collecting() -> Iterator[Reads]:
    """Listen to `note` and `true_until` in this thread for the length of a block."""
    listening = Reads()
    token = _listening.set(listening)
    try:
        yield listening
    finally:
        _listening.reset(token)


def _name(record: models.Model) -> str:
    return str(references.to(record))
