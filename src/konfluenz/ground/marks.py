"""Where the trail stands at a moment, and what was written in it since.

For what is kept in memory and must be as good as read anew: take a mark, then read; later ask
what came since the mark. Positions alone would not do: an entry gets its position from the
sealer in the worker, a moment after it can be read.
"""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from konfluenz.ground import chain
from konfluenz.ground.chain import Head
from konfluenz.ground.models.trail import Entry, Mention
from konfluenz.ground.references import Reference

MOST = 400
"""So many new entries are looked at; after more, reading everything anew is no slower."""


class Waiting(NamedTuple):
    """An entry without a position; the moment tells it from another one with the same key."""

    key: int
    at: dt.datetime


@dataclass(frozen=True)
class Mark:
    """All entries up to `head`, and those `waiting` for their position."""

    head: Head
    waiting: frozenset[Waiting]


@dataclass(frozen=True)
class Since:
    """The `mark` of now, and which records are mentioned in what was written before it."""

    mark: Mark
    records: frozenset[Reference]


def now() -> Mark:
    """Return where the trail stands. Take it before you read what it is to stand for."""
    head = chain.head()
    found = Entry.objects.filter(Q(position__gt=head.position) | Q(position__isnull=True))
    return Mark(head, frozenset(Waiting(*row) for row in found.values_list("pk", "at")))


def since(mark: Mark) -> Since | None:
    """Return what was written since `mark`; None: too much, or the mark is of another trail.

    That is so when what was marked was taken back: a transaction that came to nothing.
    """
    wanted = Q(position__gte=mark.head.position) | Q(position__isnull=True)
    found = list(Entry.objects.filter(wanted).values_list("pk", "at", "position", "link"))
    sealed = {position: link for _pk, _at, position, link in found if position is not None}
    if mark.head.position and sealed.get(mark.head.position) != mark.head.link:
        return None
    later = {Waiting(pk, at) for pk, at, position, _ in found if position != mark.head.position}
    new = later - mark.waiting
    if not mark.waiting <= later or len(new) > MOST:
        return None
    last = max(sealed, default=0)
    waiting = frozenset(Waiting(pk, at) for pk, at, position, _ in found if position is None)
    return Since(Mark(Head(last, sealed.get(last, "")), waiting), _mentioned(new))


def _mentioned(entries: set[Waiting]) -> frozenset[Reference]:
    if not entries:
        return frozenset()
    rows = Mention.objects.filter(entry__in=[entry.key for entry in entries])
    return frozenset(Reference(*row) for row in rows.values_list("label", "record_id"))
