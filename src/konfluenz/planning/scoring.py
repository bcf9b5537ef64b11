"""Who fits what, and how well: hard limits and a score whose every part can be shown.

Numpy arrays in, numpy arrays out, some items at a time: what rules most pairs out comes first
and for all at once, the rest is worked out for the pairs that are left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from konfluenz.planning import limits
from konfluenz.planning.limits import Barred
from konfluenz.planning.parties import Floats, Items, Takers
from konfluenz.planning.problem import Bits, Flags, Integers, Loads, Problem

PARTS = ("time", "distance", "languages", "skills", "interests", "wishes", "turn")
SCALE = 1000
"""Scores are whole numbers up to this: the parts, each by its share of all weights."""

FAIR_DAYS = 90.0
"""Who was not asked for so many days has the full turn."""

NEUTRAL = np.float32(0.5)
"""A part nobody can judge, such as the distance to an unknown place, decides nothing."""

FAR_KM = 10.0
"""From here on distance gains nothing."""

BLOCK = 64


@dataclass(frozen=True)
class Scores:
    """The pairs that may be, item by item: `parts` (p, 7) from 0 to 1 in the order of PARTS."""

    taker: Integers
    item: Integers
    score: Integers
    parts: Floats

    def chosen(self, rows: Integers) -> "Scores":
        """Return the pairs at `rows`, in their order."""
        return Scores(self.taker[rows], self.item[rows], self.score[rows], self.parts[rows])


def suggestions(
    takers: Takers,
    items: Items,
    weights: Floats,
    *,
    best: int,
    never: Barred = frozenset(),
) -> Scores:
    """Return the `best` takers of each item with the parts of their scores, best first.

    `weights` are seven, in the order of PARTS, none below 0. `never` are (taker, item) that
    must not meet. Equal scores: who waited longer, then the lower number, so that a run can be
    repeated. Raises ValueError where nothing weighs anything.
    """
    blocks = _blocks(takers, items, _shares(weights), never)
    return _joined([_best(takers, scores, best) for scores in blocks])


def eligible(
    takers: Takers, items: Items, weights: Floats, *, never: Barred = frozenset()
) -> Scores:
    """Return all pairs that may be, item by item, with their scores and no parts."""
    none = np.empty((0, len(PARTS)), np.float32)
    blocks = _blocks(takers, items, _shares(weights), never)
    return _joined([replace(scores, parts=none) for scores in blocks])


def problem(takers: Takers, items: Items, scores: Scores) -> Problem:
    """Return the assignment of all open places among the pairs in `scores`.

    Weekly minutes are loads. Fixed times are occupied; within a window something can be agreed.
    """
    settled = items.fixed & ~items.any_time
    return Problem(
        taker=scores.taker,
        item=scores.item,
        gain=scores.score,
        most=takers.turns,
        wanted=items.wanted,
        needed=np.zeros_like(items.wanted),
        loads=Loads(items.minutes[scores.item], takers.minutes),
        times=np.where(settled[:, None], items.slots, np.uint64(0)),
    )


def _shares(weights: Floats) -> Floats:
    if len(weights) != len(PARTS) or np.any(weights < 0) or not weights.sum() > 0:
        raise ValueError(f"Weights are {len(PARTS)}, none below 0 and one above.")
    return (weights / weights.sum() * SCALE).astype(np.float32)


def _blocks(takers: Takers, items: Items, shares: Floats, never: Barred) -> Iterator[Scores]:
    points, there = limits.unit_vectors(takers.place), limits.unit_vectors(items.place)
    for start in range(0, len(items.halves), BLOCK):
        block = np.arange(start, min(start + BLOCK, len(items.halves)))
        fits = np.logical_and.reduce(list(limits.met(takers, items, block).values()))
        fits &= ~_barred(never, block, len(takers.age))
        row, taker = np.nonzero(fits)
        item = block[row]
        km = limits.kilometres(points[taker], there[item])
        near = limits.in_reach(takers, items, taker, item, km)
        yield _scored(takers, items, shares, taker[near], item[near], km[near])


def _barred(never: Barred, block: Integers, count: int) -> Flags:
    """Return, item by taker, who must not meet."""
    found = np.zeros((len(block), count), dtype=bool)
    for taker, item in never:
        if block[0] <= item <= block[-1]:
            found[item - block[0], taker] = True
    return found


def _scored(
    takers: Takers, items: Items, shares: Floats, taker: Integers, item: Integers, km: Floats
) -> Scores:
    """Return the pairs whose weeks agree. The parts are added one by one: the same sum always."""
    shared = limits.overlap(takers, items, taker, item)
    fits = limits.in_time(takers, items, taker, item, shared)
    taker, item, km, shared = taker[fits], item[fits], km[fits], shared[fits]
    columns = [
        _time(takers, items, taker, item, shared),
        _distance(items, item, km),
        _languages(takers, items, taker, item),
        _held(items.skills[item], takers.skills[taker]),
        _held(items.interests[item], takers.interests[taker]),
        _held(takers.wishes[taker], items.offers[item]),
        np.minimum(takers.waited[taker] / FAIR_DAYS, 1.0).astype(np.float32),
    ]
    score = np.zeros(len(taker), np.float32)
    for share, column in zip(shares, columns, strict=True):
        score += share * column
    return Scores(taker, item, np.rint(score).astype(np.int64), np.stack(columns, axis=1))


def _time(
    takers: Takers, items: Items, taker: Integers, item: Integers, shared: Integers
) -> Floats:
    """Return how well the weeks agree: in full with room for two visits, or fixed times kept."""
    free = items.any_time[item] | takers.any_time[taker]
    roomy = np.minimum(shared / (2.0 * np.maximum(items.halves[item], 1)), 1.0)
    agreed = np.where(items.fixed[item], np.float32(1.0), roomy.astype(np.float32))
    return np.where(free, NEUTRAL, agreed)


def _distance(items: Items, item: Integers, km: Floats) -> Floats:
    """Return nearness: 1 at the door and 0 from FAR_KM on."""
    part = np.where(np.isnan(km), NEUTRAL, np.maximum(1.0 - km / FAR_KM, 0.0))
    return np.where(items.from_home[item], np.float32(1.0), part).astype(np.float32)


def _languages(takers: Takers, items: Items, taker: Integers, item: Integers) -> Floats:
    """Return the share of the useful languages that they speak, at whatever level."""
    count = items.useful.sum(axis=1)[item]
    spoken = (takers.languages > 0).astype(np.float32)[taker]
    heard = np.einsum("pl,pl->p", items.useful[item], spoken)
    return np.where(count > 0, heard / np.maximum(count, 1.0), NEUTRAL).astype(np.float32)


def _held(wanted: Bits, had: Bits) -> Floats:
    """Return the share of the bits wanted that are had; neutral where nothing is wanted."""
    count = np.bitwise_count(wanted)
    share = np.bitwise_count(wanted & had) / np.maximum(count, 1).astype(np.float32)
    return np.where(count > 0, share, NEUTRAL).astype(np.float32)


def _best(takers: Takers, scores: Scores, best: int) -> Scores:
    """Return the best of each item, best first."""
    order = np.lexsort((scores.taker, -takers.waited[scores.taker], -scores.score, scores.item))
    ordered = scores.item[order]
    place = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    return scores.chosen(order[place < best])


def _joined(found: list[Scores]) -> Scores:
    if not found:
        none = np.empty(0, np.int64)
        return Scores(none, none, none, np.empty((0, len(PARTS)), np.float32))
    return Scores(
        np.concatenate([scores.taker for scores in found]),
        np.concatenate([scores.item for scores in found]),
        np.concatenate([scores.score for scores in found]),
        np.concatenate([scores.parts for scores in found]),
    )
