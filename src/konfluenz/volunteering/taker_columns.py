"""Volunteers as columns of numbers, all that matching wants to know of them: no objects.

There may be ten thousand. Columns of some volunteers can take the place of what was read of
them before, see :meth:`Columns.renewed`; `kept_columns` lives by that.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import numpy as np
from django.db.models import CharField, FloatField, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce

from konfluenz.people.models import SpokenLanguage
from konfluenz.planning import week
from konfluenz.planning.parties import Degrees, Floats
from konfluenz.planning.problem import Bits, Flags, Integers
from konfluenz.volunteering import array_items, clearances, commitments
from konfluenz.volunteering.array_items import LEVELS, WISHES
from konfluenz.volunteering.models import Availability, Volunteer
from konfluenz.volunteering.models.volunteers import ASKABLE

WEEK_MINUTES = 7 * 24 * 60
DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Noted:
    """What is noted of volunteers by word: row n of `table` is theirs, 0 where nothing is."""

    words: tuple[Any, ...]
    table: Floats

    def of(self, words: Sequence[Any]) -> Floats:
        """Return the table of these `words` alone, in their order; nobody writes into it."""
        if tuple(words) == self.words:
            return self.table
        found = np.zeros((len(self.table), len(words)), np.float32)
        place = {word: at for at, word in enumerate(self.words)}
        for at, word in enumerate(words):
            if word in place:
                found[:, at] = self.table[:, place[word]]
        return found

    def bits(self, words: Sequence[Any]) -> Bits:
        """Return for each volunteer which of at most 64 `words` are noted."""
        places = np.arange(len(words), dtype=np.uint64)
        said = (self.of(words) > 0).astype(np.uint64) << places
        return np.bitwise_or.reduce(said, axis=1, initial=np.uint64(0))

    def chosen(self, rows: Integers) -> "Noted":
        """Return what is noted in these `rows`."""
        return Noted(self.words, self.table[rows])

    def joined(self, other: "Noted") -> "Noted":
        """Return what is noted here and, below, in `other`."""
        words = tuple(dict.fromkeys([*self.words, *other.words]))
        return Noted(words, np.concatenate([self.of(words), other.of(words)]))


@dataclass(frozen=True)
class Columns:
    """One entry per volunteer, in the order of their keys, as things stand on one day.

    `askable`: their state allows to ask them. `since`: seconds of the epoch when they were last
    asked, else of the first contact. `born`: the year, 0: unknown. `slots`: when they can, before
    what they do already; `said`: they said so. `taken_…` is that. `skills` and `topics` are noted
    by key. Only `cleared` and `taken_…` are of the day, see `kept_columns`.
    """

    keys: Integers
    persons: Integers
    askable: Flags
    place: Degrees
    reach: Floats
    born: Integers
    wishes: Bits
    places: Integers
    minutes: Integers
    since: Degrees
    asked: Flags
    cleared: Flags
    slots: Bits
    said: Flags
    taken_places: Integers
    taken_minutes: Integers
    taken_slots: Bits
    languages: Noted
    skills: Noted
    topics: Noted

    def chosen(self, rows: Integers) -> "Columns":
        """Return what is noted in these `rows`."""
        return Columns(*(_chosen(getattr(self, one.name), rows) for one in fields(self)))

    def renewed(self, gone: Flags, new: "Columns") -> "Columns":
        """Return these without the rows `gone`, and with those of `new` in their places."""
        kept = np.flatnonzero(~gone)
        order = np.argsort(np.concatenate([self.keys[kept], new.keys]), kind="stable")
        pairs = ((getattr(self, one.name), getattr(new, one.name)) for one in fields(self))
        return Columns(*(_spliced(old, kept, fresh, order) for old, fresh in pairs))


def read(volunteers: QuerySet[Volunteer], day: dt.date) -> Columns:
    """Return `volunteers` as columns; the number of queries is the same for any number."""
    rows = list(zip(*_rows(volunteers), strict=True)) or [()] * len(COLUMNS)
    keys, persons, states, north, east, reach, born, wishes, places, minutes, since, last = rows
    whose = volunteers.order_by().values("pk")
    index = {key: at for at, key in enumerate(keys)}
    slots, said = _times(whose, index)
    taken = commitments.taken(whose, index, day)
    seen = clearances.cleared(day).filter(volunteer__in=whose)
    return Columns(
        keys=np.array(keys, np.int64),
        persons=np.array(persons, np.int64),
        askable=np.array([state in ASKABLE for state in states], bool),
        place=np.array([north, east], np.float64).T.reshape(-1, 2),
        reach=np.array([np.inf if km is None else km for km in reach], np.float32),
        born=np.array([year or 0 for year in born], np.int64),
        wishes=np.array([_wishes(text) for text in wishes], np.uint64),
        places=np.array(places, np.int64),
        minutes=np.array([WEEK_MINUTES if some is None else some for some in minutes], np.int64),
        since=np.array([at.timestamp() for at in since], np.float64),
        asked=np.array([at is not None for at in last], bool),
        cleared=_flags(index, seen.values_list("volunteer", flat=True)),
        slots=slots,
        said=said,
        taken_places=taken.places,
        taken_minutes=taken.minutes,
        taken_slots=taken.slots,
        languages=_spoken(volunteers, persons),
        skills=_related(Volunteer.skills.through, "skill_id", whose, index),
        topics=_related(Volunteer.topics.through, "topic_id", whose, index),
    )


COLUMNS = (
    *("pk", "person_id", "state", "north", "east", "reach_km", "birth_year", "liked", "places"),
    *("weekly_minutes", "since", "asked_once"),
)


def _rows(volunteers: QuerySet[Volunteer]) -> Iterable[tuple]:
    """Return the rows of COLUMNS. Casts spare what turns text into decimals and JSON row by row."""
    return (
        volunteers.order_by("pk")
        .annotate(
            north=Cast(Coalesce("latitude", "district__latitude"), FloatField()),
            east=Cast(Coalesce("longitude", "district__longitude"), FloatField()),
            liked=Cast("wishes", TextField()),
            since=Coalesce("last_asked_at", "first_contact_at"),
            asked_once=Cast("last_asked_at", TextField()),
        )
        .values_list(*COLUMNS)
    )


@cache
def _wishes(text: str) -> int:
    """Return the wishes in one word; of all that people choose there are few different ones."""
    return array_items.bit(WISHES.index(one) for one in json.loads(text) if one in WISHES)


def _times(whose: Any, index: dict[int, int]) -> tuple[Bits, Flags]:
    """Return the weeks, and who said anything of theirs; who did not may always be asked."""
    begins, ends = Cast("starts_at", CharField()), Cast("ends_at", CharField())
    rows = Availability.objects.filter(volunteer__in=whose).order_by()
    spans = rows.values_list("volunteer", "weekday", begins, ends)
    found = np.array(
        [
            (index[key], day * DAY_MINUTES + _minute(begin), day * DAY_MINUTES + _last(end))
            for key, day, begin, end in spans
        ],
        np.int64,
    ).reshape(-1, 3)
    said = np.zeros(len(index), bool)
    said[found[:, 0]] = True
    slots = week.weeks(len(index), *found.T)
    slots[~said] = week.bits([(0, 0, WEEK_MINUTES)])
    return slots, said


@cache
def _minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:5])


def _last(text: str) -> int:
    """Return the last minute; midnight ends the day."""
    return _minute(text) or DAY_MINUTES


def _spoken(volunteers: QuerySet[Volunteer], persons: Sequence[int]) -> Noted:
    index = {person: at for at, person in enumerate(persons)}
    rows = SpokenLanguage.objects.filter(person__in=volunteers.order_by().values("person"))
    noted = rows.order_by().values_list("person", "language", "level")
    return _noted(index, [(one, word, LEVELS[level]) for one, word, level in noted])


def _related(table: Any, column: str, whose: Any, index: dict[int, int]) -> Noted:
    rows = table.objects.filter(volunteer__in=whose).values_list("volunteer", column)
    return _noted(index, [(one, word, 1.0) for one, word in rows])


def _noted(index: dict[int, int], rows: Sequence[tuple[int, Any, float]]) -> Noted:
    words = {word: at for at, word in enumerate(dict.fromkeys(word for _one, word, _ in rows))}
    table = np.zeros((len(index), len(words)), np.float32)
    if rows:
        whose, which, much = zip(*rows, strict=True)
        table[[index[one] for one in whose], [words[word] for word in which]] = much
    return Noted(tuple(words), table)


def _flags(index: dict[int, int], keys: Iterable[int]) -> Flags:
    found = np.zeros(len(index), bool)
    found[[index[key] for key in keys]] = True
    return found


def _chosen(column: Any, rows: Integers) -> Any:
    return column.chosen(rows) if isinstance(column, Noted) else column[rows]


def _spliced(old: Any, kept: Integers, fresh: Any, order: Integers) -> Any:
    if isinstance(old, Noted):
        return old.chosen(kept).joined(fresh).chosen(order)
    return np.concatenate([old[kept], fresh])[order]
