"""The hard limits: who can have what at all. Each says for itself whom it lets through."""

import numpy as np

from konfluenz.planning import week
from konfluenz.planning.parties import Degrees, Floats, Items, Takers
from konfluenz.planning.problem import Flags, Integers

EARTH_KM = 6371.0

Barred = frozenset[tuple[int, int]]
"""Pairs (taker, item) that must not meet."""


def met(takers: Takers, items: Items, block: Integers) -> dict[str, Flags]:
    """Return, item by taker, who keeps each limit that needs no sum over a pair."""
    return {
        "age": _of_age(takers, items, block),
        "certificate": ~items.cleared[block, None] | takers.cleared,
        "skill": _skilled(takers, items, block),
        "language": _spoken(takers, items, block),
        "capacity": (takers.turns > 0) & (takers.minutes >= items.minutes[block, None]),
    }


def missed(
    takers: Takers, items: Items, item: int, never: Barred = frozenset()
) -> dict[str, Flags]:
    """Return for one item, limit by limit, which takers it rules out."""
    everybody = np.arange(len(takers.age))
    same = np.full(len(everybody), item)
    found = {name: ~kept[0] for name, kept in met(takers, items, np.array([item])).items()}
    shared = overlap(takers, items, everybody, same)
    found["time"] = ~in_time(takers, items, everybody, same, shared)
    points, there = unit_vectors(takers.place), unit_vectors(items.place[same])
    found["distance"] = ~in_reach(takers, items, everybody, same, kilometres(points, there))
    found["barred"] = np.isin(everybody, [taker for taker, barred in never if barred == item])
    return found


def overlap(takers: Takers, items: Items, taker: Integers, item: Integers) -> Integers:
    """Return how many half hours of their weeks agree."""
    shared = np.zeros(len(taker), np.int64)
    for word in range(week.WORDS):
        shared += np.bitwise_count(items.slots[item, word] & takers.slots[taker, word])
    return shared


def in_time(
    takers: Takers, items: Items, taker: Integers, item: Integers, shared: Integers
) -> Flags:
    """Return whether one whole visit fits into both weeks, or all of it where it is fixed."""
    fits = items.any_time[item] | takers.any_time[taker]
    needed = np.where(items.fixed, np.bitwise_count(items.slots).sum(axis=1), items.halves)
    ask = np.flatnonzero(~fits & (shared >= needed[item]))
    fits[ask] = items.fixed[item[ask]]
    ask = ask[~items.fixed[item[ask]]]
    both = items.slots[item[ask]] & takers.slots[taker[ask]]
    fits[ask] = week.has_run(both, items.halves[item[ask]])
    return fits


def in_reach(takers: Takers, items: Items, taker: Integers, item: Integers, km: Floats) -> Flags:
    """Return whether the way is as short as they want; an unknown one always is."""
    return items.from_home[item] | np.isnan(km) | ~(km > takers.reach[taker])


def kilometres(here: Degrees, there: Degrees) -> Floats:
    """Return the way along the great circle between points on the unit sphere."""
    cosine = np.einsum("pk,pk->p", here, there)
    return (EARTH_KM * np.arccos(np.clip(cosine, -1.0, 1.0))).astype(np.float32)


def unit_vectors(place: Degrees) -> Degrees:
    """Return latitude and longitude as points on the unit sphere."""
    latitude, longitude = np.radians(place).T
    level = np.cos(latitude)
    return np.stack([level * np.cos(longitude), level * np.sin(longitude), np.sin(latitude)], 1)


def _of_age(takers: Takers, items: Items, block: Integers) -> Flags:
    young, old = items.youngest[block, None], items.oldest[block, None]
    return (takers.age < 0) | ((takers.age >= young) & (takers.age <= old))


def _skilled(takers: Takers, items: Items, block: Integers) -> Flags:
    must = items.needed_skills[block, None]
    return (takers.skills & must) == must


def _spoken(takers: Takers, items: Items, block: Integers) -> Flags:
    fits = np.ones((len(block), len(takers.age)), dtype=bool)
    for language in range(takers.languages.shape[1]):
        asking = np.flatnonzero(items.required[block, language])
        needed = items.required[block[asking], language]
        fits[asking] &= takers.languages[:, language] >= needed[:, None]
    return fits
