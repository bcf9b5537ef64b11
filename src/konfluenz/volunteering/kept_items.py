"""The columns of all open opportunities, kept between two questions, and as good as read anew.

What `kept_columns` is for volunteers, this is for opportunities: reading two thousand takes a
second, choosing among them a few hundredths. It holds what planning reckons with, no words.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

import numpy as np

from konfluenz.directory.models import District
from konfluenz.ground import marks, references
from konfluenz.ground.marks import Mark
from konfluenz.planning.parties import Items
from konfluenz.planning.problem import Integers
from konfluenz.volunteering import array_items, opportunities
from konfluenz.volunteering.array_items import Words
from konfluenz.volunteering.models import Opportunity, Skill

READ = (
    *("timing", "minutes", "wanted", "offers", "expires_on"),
    *("from_home", "with_minors", "without_german", "youngest", "oldest"),
    *("latitude", "longitude", "topic_id"),
    *("district__latitude", "district__longitude"),
)


@dataclass(frozen=True)
class Columns:
    """Open opportunities as planning takes them; the key of item n is ``keys[n]``.

    `items.wanted` are all places, taken or not.
    """

    keys: Integers
    items: Items
    words: Words


@dataclass(frozen=True)
class Kept:
    """What was open on `day` at `mark`, in rising order of keys."""

    day: dt.date
    mark: Mark
    rows: Mapping[int, Opportunity]
    columns: Columns


_kept: dict[str, Kept] = {}
_reading = Lock()


def open_on(day: dt.date) -> Columns:
    """Return all that is open as it stands now; `day` is today."""
    with _reading:
        kept = _kept.get("open")
        made = _kept["open"] = (kept and _renewed(kept, day)) or _anew(day)
        return made.columns


def _anew(day: dt.date) -> Kept:
    mark = marks.now()
    return _of(day, mark, _read(day))


def _renewed(kept: Kept, day: dt.date) -> Kept | None:
    """Return `kept` with those read again that changed; None: all have to be read."""
    came = marks.since(kept.mark) if kept.day == day else None
    if came is None or any(each.label in ELSEWHERE for each in came.records):
        return None
    changed = {int(each.id) for each in came.records if each.label == OPPORTUNITY}
    if not changed:
        return Kept(day, came.mark, kept.rows, kept.columns)
    left = {key: row for key, row in kept.rows.items() if key not in changed}
    return _of(day, came.mark, left | _read(day, changed))


def _read(day: dt.date, keys: Iterable[int] | None = None) -> dict[int, Opportunity]:
    """Return those of `keys` that are open, or all, with no more than planning reckons with."""
    found = opportunities.open_on(day).order_by("pk")
    if keys is not None:
        found = found.filter(pk__in=keys)
    rows = found.select_related("district").only(*READ)
    return {row.pk: row for row in rows.prefetch_related(*opportunities.RELATED)}


def _of(day: dt.date, mark: Mark, rows: Mapping[int, Opportunity]) -> Kept:
    ordered = [rows[key] for key in sorted(rows)]
    words = array_items.words(ordered)
    items = array_items.items(ordered, words, day, {})
    keys = np.array([row.pk for row in ordered], np.int64)
    return Kept(day, mark, rows, Columns(keys, items, words))


OPPORTUNITY = references.label(Opportunity)
ELSEWHERE = frozenset(map(references.label, (District, Skill)))
"""Changes of these change columns of opportunities that no entry names."""
