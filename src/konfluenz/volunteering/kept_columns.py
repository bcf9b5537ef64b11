"""The columns of all volunteers, kept between two questions, and as good as read anew.

Reading ten thousand volunteers takes half a second, a question a few milliseconds. What is
kept holds for one day and one state of the trail: whom later entries mention, or whom the new
day concerns, is read again, and nobody else. It holds numbers and keys, no words about people,
in the memory of a process.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np
from django.db.models import Q, QuerySet

from konfluenz.directory.models import District
from konfluenz.ground import marks, references
from konfluenz.ground.marks import Mark, Since
from konfluenz.people.models import Person
from konfluenz.volunteering import clearances, commitments, taker_columns
from konfluenz.volunteering.models import Opportunity, Volunteer, VolunteerState
from konfluenz.volunteering.taker_columns import Columns

Named = Mapping[str, set[int]]
"""The keys of records by their kind."""


@dataclass(frozen=True)
class Kept:
    """Columns as they stood on `day` at `mark`: of all who are `here`, and who can be asked."""

    day: dt.date
    mark: Mark
    here: Columns
    askable: Columns


_kept: dict[str, Kept] = {}
_reading = Lock()
"""Held while everybody is read: who comes meanwhile waits for it instead of reading as well."""


def askable(day: dt.date) -> Columns:
    """Return all volunteers who can be asked, as they stand now; `day` is today."""
    return _current(day).askable


def here(day: dt.date) -> Columns:
    """Return all volunteers who have not left, as they stand now; `day` is today."""
    return _current(day).here


def _current(day: dt.date) -> Kept:
    with _reading:
        return _renewed(_kept.get("here"), day) or _anew(day)


def _anew(day: dt.date) -> Kept:
    mark = marks.now()
    return _keep(_of(day, mark, taker_columns.read(_everybody(), day)))


def _renewed(kept: Kept | None, day: dt.date) -> Kept | None:
    """Return `kept` with those read again who are concerned; None: everybody has to be read."""
    came = marks.since(kept.mark) if kept and kept.day <= day else None
    if kept is None or came is None:
        return None
    named = _named(came)
    if named[DISTRICT]:
        return None
    if kept.day < day:
        named[VOLUNTEER] |= _of_the_day(kept.day, day)
    if not any(named.values()):
        return _keep(replace(kept, day=day, mark=came.mark))
    return _keep(_of(day, came.mark, _again(kept.here, named, day)))


def _keep(made: Kept) -> Kept:
    _kept["here"] = made
    return made


def _of(day: dt.date, mark: Mark, columns: Columns) -> Kept:
    return Kept(day, mark, columns, columns.chosen(np.flatnonzero(columns.askable)))


def _again(columns: Columns, named: Named, day: dt.date) -> Columns:
    """Return the columns with those read again whom `named` concerns."""
    volunteers = named[VOLUNTEER] | commitments.committed(named[OPPORTUNITY])
    persons = named[PERSON]
    which = Q(pk__in=volunteers) | Q(person__in=persons)
    gone = np.isin(columns.keys, list(volunteers)) | np.isin(columns.persons, list(persons))
    return columns.renewed(gone, taker_columns.read(_everybody(which), day))


def _everybody(which: Q | None = None) -> QuerySet[Volunteer]:
    return Volunteer.objects.filter(which or Q()).exclude(state=VolunteerState.LEFT)


def _named(came: Since) -> defaultdict[str, set[int]]:
    named: defaultdict[str, set[int]] = defaultdict(set)
    for label, key in came.records:
        if label in CONCERNED:
            named[label].add(int(key))
    return named


def _of_the_day(since: dt.date, until: dt.date) -> set[int]:
    """Return the volunteers who stand otherwise on `until` than on `since`, without any entry."""
    expired = clearances.expired(since, until).values_list("volunteer", flat=True)
    return {*expired, *commitments.over(since, until)}


VOLUNTEER, PERSON, OPPORTUNITY, DISTRICT = CONCERNED = tuple(
    map(references.label, (Volunteer, Person, Opportunity, District))
)
"""What volunteers are read from: entries about anything else change no column."""
