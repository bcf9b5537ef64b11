"""Volunteers as the takers of planning, by the words that the opportunities at hand use."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from django.utils import timezone

from konfluenz.planning.parties import Floats, Takers
from konfluenz.planning.problem import Flags, Integers
from konfluenz.volunteering.array_items import GERMAN, LEVELS, Words
from konfluenz.volunteering.taker_columns import Columns

DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Read:
    """The volunteers as planning takes them, and what the reasons must not guess.

    `keys` are theirs. `said`: they said when they can. `asked`: they were asked before.
    `spoken`: levels as noted, 0 where nothing is.
    """

    keys: Integers
    takers: Takers
    said: Flags
    asked: Flags
    spoken: Floats


def of(columns: Columns, known: Words, now: dt.datetime) -> Read:
    """Return the volunteers in `columns`; `known` are the words that the opportunities use."""
    spoken = columns.languages.of(known.languages)
    waited = (now.timestamp() - columns.since) // DAY_SECONDS
    takers = Takers(
        slots=columns.slots & ~columns.taken_slots,
        any_time=~columns.said & ~columns.taken_slots.any(axis=1),
        languages=_german_unsaid(spoken, known),
        skills=columns.skills.bits(known.skills),
        interests=columns.topics.bits(known.topics),
        wishes=columns.wishes,
        place=columns.place,
        reach=columns.reach,
        age=_ages(columns.born, timezone.localdate(now)),
        waited=np.maximum(waited, 0).astype(np.float32),
        cleared=columns.cleared,
        turns=np.maximum(columns.places - columns.taken_places, 0),
        minutes=np.maximum(columns.minutes - columns.taken_minutes, 0),
    )
    return Read(columns.keys, takers, columns.said, columns.asked, spoken)


def _ages(born: Integers, day: dt.date) -> Integers:
    """Return the age that those born in these years have surely reached, -1 where unknown."""
    return np.where(born > 0, np.maximum(day.year - born - 1, 0), -1)


def _german_unsaid(spoken: Floats, known: Words) -> Floats:
    """Return the levels with German as enough where nothing is noted: a person will ask."""
    levels, german = spoken.copy(), known.languages.index(GERMAN)
    unsaid = levels[:, german] == 0
    levels[unsaid, german] = max(LEVELS.values())
    return levels
