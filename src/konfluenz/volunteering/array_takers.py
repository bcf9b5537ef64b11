"""Volunteers as the takers of planning. Rows, not objects: there may be ten thousand."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from django.db.models import QuerySet

from konfluenz.people.models import SpokenLanguage
from konfluenz.planning import week
from konfluenz.planning.parties import Floats, Takers
from konfluenz.planning.problem import Bits, Flags, Integers
from konfluenz.volunteering import array_items, clearances
from konfluenz.volunteering.array_items import GERMAN, LEVELS, WISHES, Words
from konfluenz.volunteering.models import (
    Availability,
    Opportunity,
    Placement,
    PlacementState,
    Proposal,
    ProposalState,
    Volunteer,
)

WEEK_MINUTES = 7 * 24 * 60


class Row(NamedTuple):
    """What is read of one volunteer."""

    pk: int
    person_id: int
    latitude: Any
    longitude: Any
    district__latitude: Any
    district__longitude: Any
    reach_km: int | None
    birth_year: int | None
    wishes: list[str]
    places: int
    weekly_minutes: int | None
    first_contact_at: dt.datetime
    last_asked_at: dt.datetime | None


@dataclass(frozen=True)
class Read:
    """The volunteers as planning takes them, and what the reasons must not guess.

    `said`: they said when they can. `spoken`: levels as noted, 0 where nothing is.
    """

    rows: tuple[Row, ...]
    takers: Takers
    said: Flags
    spoken: Floats


def read(volunteers: QuerySet[Volunteer], known: Words, now: dt.datetime, day: dt.date) -> Read:
    """Return `volunteers` as columns; `known` are the words that the opportunities use."""
    ordered = volunteers.order_by("pk").values_list(*Row._fields)
    rows = tuple(Row(*row) for row in ordered)
    index = {row.pk: number for number, row in enumerate(rows)}
    keys = volunteers.order_by().values("pk")
    slots, said = _times(keys, index)
    spoken = _spoken(volunteers.order_by().values("person"), rows, known)
    taken = _taken(keys, index, day)
    takers = Takers(
        slots=slots & ~taken.slots,
        any_time=~said & ~taken.slots.any(axis=1),
        languages=_german_unsaid(spoken, known),
        skills=_related(Volunteer.skills.through, "skill_id", keys, index, known.skills),
        interests=_related(Volunteer.topics.through, "topic_id", keys, index, known.topics),
        wishes=np.array([_wishes(row) for row in rows], np.uint64),
        place=array_items.places(map(_point, rows)),
        reach=np.array(
            [np.inf if row.reach_km is None else row.reach_km for row in rows], np.float32
        ),
        age=np.array([_age(row, day) for row in rows], np.int64),
        waited=np.array([_waited(row, now) for row in rows], np.float32),
        cleared=_cleared(keys, index, day),
        turns=np.maximum(np.array([row.places for row in rows], np.int64) - taken.places, 0),
        minutes=np.maximum(np.array([_minutes(row) for row in rows], np.int64) - taken.minutes, 0),
    )
    return Read(rows, takers, said, spoken)


class _Taken(NamedTuple):
    """What volunteers have already: how many, how long a week, and when for certain."""

    places: Integers
    minutes: Integers
    slots: Bits


def _taken(keys: Any, index: dict[int, int], day: dt.date) -> _Taken:
    """Return what running placements and unanswered proposals take."""
    taken = _Taken(
        np.zeros(len(index), np.int64),
        np.zeros(len(index), np.int64),
        np.zeros((len(index), week.WORDS), np.uint64),
    )
    pairs = list(commitments(keys))
    rows = Opportunity.objects.prefetch_related("times").in_bulk({pair[1] for pair in pairs})
    slots = {key: array_items.settled(row, day) for key, row in rows.items()}
    for volunteer, opportunity in pairs:
        at, own = index[volunteer], slots[opportunity]
        taken.places[at] += 1
        taken.minutes[at] += array_items.weekly(rows[opportunity], own, bool(own.any()))
        taken.slots[at] |= own
    return taken


def commitments(keys: Any) -> Iterator[tuple[int, int]]:
    """Yield (volunteer, opportunity) of what is running or asked."""
    wanted = {"volunteer__in": keys}
    running = Placement.objects.filter(**wanted).exclude(state=PlacementState.ENDED)
    asked = Proposal.objects.filter(state=ProposalState.ASKED, **wanted)
    yield from running.values_list("volunteer_id", "opportunity_id")
    yield from asked.values_list("volunteer_id", "opportunity_id")


def _times(keys: Any, index: dict[int, int]) -> tuple[Bits, Flags]:
    """Return the weeks, and who said anything of theirs; who did not may always be asked."""
    spans: dict[int, list[array_items.Span]] = defaultdict(list)
    fields = ("volunteer_id", "weekday", "starts_at", "ends_at")
    for key, day, begins, ends in Availability.objects.filter(volunteer__in=keys).values_list(
        *fields
    ):
        spans[key].append(array_items.span(day, begins, ends))
    always = week.bits([(0, 0, WEEK_MINUTES)])
    found = [week.bits(spans[key]) if key in spans else always for key in index]
    return array_items.stacked(found), np.array([key in spans for key in index], bool)


def _spoken(persons: Any, rows: Sequence[Row], known: Words) -> Floats:
    column = {language: number for number, language in enumerate(known.languages)}
    at = {row.person_id: number for number, row in enumerate(rows)}
    found = np.zeros((len(rows), len(column)), np.float32)
    noted = SpokenLanguage.objects.filter(person__in=persons, language__in=known.languages)
    for person, language, level in noted.values_list("person_id", "language", "level"):
        found[at[person], column[language]] = LEVELS[level]
    return found


def _german_unsaid(spoken: Floats, known: Words) -> Floats:
    """Return the levels with German as enough where nothing is noted: a person will ask."""
    levels, german = spoken.copy(), known.languages.index(GERMAN)
    unsaid = levels[:, german] == 0
    levels[unsaid, german] = max(LEVELS.values())
    return levels


def _related(
    table: Any, column: str, keys: Any, index: dict[int, int], known: Sequence[int]
) -> Bits:
    found = np.zeros(len(index), np.uint64)
    place = {key: number for number, key in enumerate(known)}
    rows = table.objects.filter(volunteer__in=keys, **{f"{column}__in": known})
    for volunteer, key in rows.values_list("volunteer_id", column):
        found[index[volunteer]] |= np.uint64(1 << place[key])
    return found


def _wishes(row: Row) -> int:
    return array_items.bit(WISHES.index(wish) for wish in row.wishes if wish in WISHES)


def _point(row: Row) -> tuple[Any, Any]:
    own = row.latitude, row.longitude
    return own if row.latitude is not None else (row.district__latitude, row.district__longitude)


def _age(row: Row, day: dt.date) -> int:
    """Return the age surely reached: only the year is known. -1: not even that."""
    return -1 if row.birth_year is None else max(0, day.year - row.birth_year - 1)


def _waited(row: Row, now: dt.datetime) -> int:
    return max(0, (now - (row.last_asked_at or row.first_contact_at)).days)


def _minutes(row: Row) -> int:
    return WEEK_MINUTES if row.weekly_minutes is None else row.weekly_minutes


def _cleared(keys: Any, index: dict[int, int], day: dt.date) -> Flags:
    seen = clearances.cleared(day).filter(volunteer__in=keys)
    found = np.zeros(len(index), bool)
    found[[index[key] for key in seen.values_list("volunteer_id", flat=True)]] = True
    return found
