"""Opportunities as the items of planning: their times, needs and places as columns."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from konfluenz.people.models.languages import Level
from konfluenz.planning import week
from konfluenz.planning.parties import Degrees, Items
from konfluenz.planning.problem import Bits
from konfluenz.volunteering.models import (
    Opportunity,
    OpportunityTime,
    Timing,
    Wish,
)

LEVELS = {level: float(place) for place, level in enumerate(Level.values, start=1)}
ANY_LEVEL = LEVELS[Level.A1]
GERMAN = "de"
ENOUGH_GERMAN = LEVELS[Level.B1]
"""What is needed where an opportunity does not say that little German is enough."""

OLDEST = 200
BITS = 64
WISHES = tuple(Wish.values)
Span = tuple[int, int, int]


@dataclass(frozen=True)
class Words:
    """Which column or bit stands for which language, skill and topic: those asked for."""

    languages: tuple[str, ...]
    skills: tuple[int, ...]
    topics: tuple[int, ...]


def words(opportunities: Iterable[Opportunity]) -> Words:
    """Return the words in use, the most used first; of skills and topics the first 64."""
    languages: Counter[str] = Counter([GERMAN])
    skills: Counter[int] = Counter()
    topics: Counter[int] = Counter()
    for each in opportunities:
        languages.update(row.language for row in each.languages.all())
        skills.update(skill.pk for skill in each.skills.all())
        topics.update([each.topic_id] if each.topic_id else [])
    return Words(
        tuple(languages),
        tuple(key for key, _count in skills.most_common(BITS)),
        tuple(key for key, _count in topics.most_common(BITS)),
    )


def items(
    opportunities: Sequence[Opportunity], known: Words, day: dt.date, taken: Mapping[int, int]
) -> Items:
    """Return the columns of planning; `taken` counts who is there, `wanted` what is then free."""
    times = [spans(each, day) for each in opportunities]
    slots = [week.bits(found, outward=True) for found in times]
    halves = [_halves(*pair) for pair in zip(opportunities, times, strict=True)]
    fixed = [_fixed(*row) for row in zip(opportunities, slots, halves, strict=True)]
    return Items(
        slots=stacked(slots),
        halves=np.array(halves, np.int64),
        any_time=np.array([not each.times.all() for each in opportunities], bool),
        fixed=np.array(fixed, bool),
        required=_levels([required(each) for each in opportunities], known),
        useful=_levels([_useful(each) for each in opportunities], known),
        needed_skills=np.zeros(len(opportunities), np.uint64),
        skills=_bits(
            [[one.pk for one in each.skills.all()] for each in opportunities], known.skills
        ),
        interests=_bits([[each.topic_id] for each in opportunities], known.topics),
        offers=_bits([offered(each) for each in opportunities], WISHES),
        place=places(_point(each) for each in opportunities),
        from_home=np.array([each.from_home for each in opportunities], bool),
        youngest=np.array([each.youngest or 0 for each in opportunities], np.int64),
        oldest=np.array([each.oldest or OLDEST for each in opportunities], np.int64),
        cleared=np.array([each.with_minors for each in opportunities], bool),
        minutes=np.array(
            [weekly(*row) for row in zip(opportunities, slots, fixed, strict=True)], np.int64
        ),
        wanted=np.array([_free(each, taken, day) for each in opportunities], np.int64),
    )


def spans(opportunity: Opportunity, day: dt.date) -> list[Span]:
    """Return when help is needed from `day` on: weekday, first and last minute."""
    return [
        span(_weekday(row), row.starts_at, row.ends_at)
        for row in opportunity.times.all()
        if row.date is None or row.date >= day
    ]


def span(weekday: int, begins: dt.time, ends: dt.time) -> Span:
    """Return a time of the week in minutes; midnight ends the day."""
    return weekday, _minute(begins), _minute(ends) or 1440


def settled(opportunity: Opportunity, day: dt.date) -> Bits:
    """Return the half hours that `opportunity` takes of a helper's week for certain."""
    found = spans(opportunity, day)
    taken = week.bits(found, outward=True)
    if _fixed(opportunity, taken, _halves(opportunity, found)):
        return taken
    return np.zeros_like(taken)


def weekly(opportunity: Opportunity, slots: Bits, fixed: bool) -> int:
    """Return how many minutes of a week `opportunity` takes."""
    return 30 * int(np.bitwise_count(slots).sum()) if fixed else opportunity.minutes


def required(opportunity: Opportunity) -> dict[str, float]:
    """Return the least level of each language that one must speak there."""
    needed = {} if opportunity.without_german else {GERMAN: ENOUGH_GERMAN}
    asked = [row for row in opportunity.languages.all() if row.required]
    return needed | {row.language: LEVELS.get(row.level, ANY_LEVEL) for row in asked}


def offered(opportunity: Opportunity) -> list[str]:
    """Return the kinds of help, with those that follow from the rest."""
    follow = {Wish.FROM_HOME: opportunity.from_home, Wish.WITH_CHILDREN: opportunity.with_minors}
    return [*opportunity.offers, *(wish for wish, holds in follow.items() if holds)]


def bit(places: Iterable[int]) -> int:
    """Return the word with the bits at `places`."""
    found = 0
    for place in places:
        found |= 1 << place
    return found


def places(points: Iterable[tuple[Decimal | None, Decimal | None]]) -> Degrees:
    """Return latitude and longitude in degrees, NaN where unknown."""
    rows = [
        (np.nan, np.nan)
        if point[0] is None or point[1] is None
        else (float(point[0]), float(point[1]))
        for point in points
    ]
    return np.array(rows, np.float64).reshape(-1, 2)


def stacked(weeks: Sequence[Bits]) -> Bits:
    """Return the weeks as rows, also where there are none."""
    return np.array(weeks, np.uint64).reshape(-1, week.WORDS)


def _weekday(row: OpportunityTime) -> int:
    return row.date.weekday() if row.date is not None else int(row.weekday or 0)


def _minute(at: dt.time) -> int:
    return at.hour * 60 + at.minute


def _halves(opportunity: Opportunity, found: Sequence[Span]) -> int:
    """Return the half hours of one visit, no more than its longest time has."""
    wanted = -(-opportunity.minutes // 30)
    room = max((-(-end // 30) - begin // 30 for _day, begin, end in found), default=wanted)
    return min(wanted, room)


def _fixed(opportunity: Opportunity, slots: Bits, halves: int) -> bool:
    """Return whether all its times are taken: fixed days, or a window of just one visit."""
    count = int(np.bitwise_count(slots).sum())
    return count > 0 and (opportunity.timing == Timing.FIXED or count == halves)


def _levels(rows: Sequence[dict[str, float]], known: Words) -> np.typing.NDArray[np.float32]:
    column = {language: place for place, language in enumerate(known.languages)}
    found = np.zeros((len(rows), len(column)), np.float32)
    for number, row in enumerate(rows):
        for language, level in row.items():
            found[number, column[language]] = level
    return found


def _useful(opportunity: Opportunity) -> dict[str, float]:
    return {row.language: 1.0 for row in opportunity.languages.all()}


def _bits(rows: Sequence[Iterable[object]], known: Sequence[object]) -> Bits:
    place = {word: number for number, word in enumerate(known)}
    return np.array([bit(place[word] for word in row if word in place) for row in rows], np.uint64)


def _point(each: Opportunity) -> tuple[Decimal | None, Decimal | None]:
    if each.latitude is not None or each.district is None:
        return each.latitude, each.longitude
    return each.district.latitude, each.district.longitude


def _free(each: Opportunity, taken: Mapping[int, int], day: dt.date) -> int:
    """Return the places still free; none where all its days are over."""
    times = each.times.all()
    if times and all(row.date is not None and row.date < day for row in times):
        return 0
    return max(0, each.wanted - taken.get(each.pk, 0))
