"""The columns of all who can be asked, kept between two questions, and as good as read anew.

Reading ten thousand volunteers takes half a second, a question a few milliseconds. What is
kept holds for one day and one state of the trail: whom later entries mention is read again,
and nobody else. It holds numbers and keys, no words about people, in the memory of a process.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import Q, QuerySet

from konfluenz.directory.models import District
from konfluenz.ground import marks, references
from konfluenz.ground.marks import Mark
from konfluenz.people.models import Person
from konfluenz.volunteering import commitments, taker_columns
from konfluenz.volunteering.models import Opportunity, Volunteer
from konfluenz.volunteering.models.volunteers import ASKABLE
from konfluenz.volunteering.taker_columns import Columns

Named = Mapping[str, set[int]]
"""The keys of records by their kind."""


@dataclass(frozen=True)
class Kept:
    """Columns as they stood on `day` at `mark`."""

    day: dt.date
    mark: Mark
    columns: Columns


_kept: dict[str, Kept] = {}


def askable(day: dt.date) -> Columns:
    """Return all volunteers who can be asked, as they stand now; `day` is today."""
    kept = _kept.get("askable")
    came = marks.since(kept.mark) if kept and kept.day == day else None
    if kept is None or came is None:
        mark = marks.now()
        columns = taker_columns.read(_everybody(), day)
    else:
        mark = came.mark
        columns = _renewed(kept.columns, _named(came.records), day)
    _kept["askable"] = Kept(day, mark, columns)
    return columns


def _everybody(which: Q | None = None) -> QuerySet[Volunteer]:
    return Volunteer.objects.filter(which or Q(), state__in=ASKABLE)


def _named(records: frozenset[references.Reference]) -> Named:
    named: dict[str, set[int]] = defaultdict(set)
    for label, key in records:
        if label in CONCERNED:
            named[label].add(int(key))
    return named


def _renewed(columns: Columns, named: Named, day: dt.date) -> Columns:
    """Return the columns with those read again whom `named` concerns."""
    if not named:
        return columns
    if named[DISTRICT]:
        return taker_columns.read(_everybody(), day)
    volunteers = named[VOLUNTEER] | commitments.committed(named[OPPORTUNITY])
    persons = named[PERSON]
    which = Q(pk__in=volunteers) | Q(person__in=persons)
    gone = np.isin(columns.keys, list(volunteers)) | np.isin(columns.persons, list(persons))
    return columns.renewed(gone, taker_columns.read(_everybody(which), day))


VOLUNTEER, PERSON, OPPORTUNITY, DISTRICT = CONCERNED = tuple(
    map(references.label, (Volunteer, Person, Opportunity, District))
)
"""What volunteers are read from: entries about anything else change no column."""
