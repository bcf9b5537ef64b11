"""Both sides of a match as arrays: volunteers are takers, opportunities items.

The week is in bits (see `week`). Skills, interests and offers are bits of one 64-bit word.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from konfluenz.planning.problem import Bits, Flags, Integers

Floats = NDArray[np.float32]
Degrees = NDArray[np.float64]


@dataclass(frozen=True)
class Takers:
    """One entry per volunteer.

    `slots` (n, 6) when they can; `any_time` where they said nothing. `languages` (n, L)
    levels from 0. `place` (n, 2) latitude and longitude in degrees, NaN: unknown.
    `reach` km they are ready to go, infinite: no limit. `age` in years, -1: unknown.
    `waited` days since they were last asked. `cleared`: certificate seen and in force.
    `turns` how many more opportunities they can have, `minutes` how much of a week is free.
    """

    slots: Bits
    any_time: Flags
    languages: Floats
    skills: Bits
    interests: Bits
    wishes: Bits
    place: Degrees
    reach: Floats
    age: Integers
    waited: Floats
    cleared: Flags
    turns: Integers
    minutes: Integers


@dataclass(frozen=True)
class Items:
    """One entry per opportunity.

    `slots` (m, 6) when help is needed, `halves` how many half hours in a row one visit takes;
    `any_time`: to be agreed; `fixed`: it takes all its slots, not one visit within them.
    `required` (m, L) least level of each language, `useful` (m, L) 1 where a language helps.
    `needed_skills`, `skills`, `interests`, `offers` as bits. `from_home`: no way to go. Ages in
    years. `cleared`: only with a certificate. `minutes` a week, `wanted` places still open.
    """

    slots: Bits
    halves: Integers
    any_time: Flags
    fixed: Flags
    required: Floats
    useful: Floats
    needed_skills: Bits
    skills: Bits
    interests: Bits
    offers: Bits
    place: Degrees
    from_home: Flags
    youngest: Integers
    oldest: Integers
    cleared: Flags
    minutes: Integers
    wanted: Integers

    def only(self, items: Integers) -> "Items":
        """Return the opportunities at the indices `items`, in that order."""
        return Items(*(getattr(self, field.name)[items] for field in fields(self)))

    def exchanged(self, item: int, changed: "Items") -> "Items":
        """Return all of them with the only one in `changed` in the place of `item`."""
        columns = {field.name: getattr(self, field.name).copy() for field in fields(self)}
        for name, column in columns.items():
            column[item] = getattr(changed, name)[0]
        return replace(self, **columns)
