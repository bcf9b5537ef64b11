"""Why an opportunity stays open, and the smallest change that would help, checked by trying it.

Every single change is made in fact and the takers are scored again; what is then promised of
the joint solution is promised because it was solved again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from konfluenz.planning import joint, limits, scoring, week
from konfluenz.planning.limits import Barred
from konfluenz.planning.parties import Floats, Items, Takers
from konfluenz.planning.problem import Flags
from konfluenz.planning.scoring import Scores


class Kind(StrEnum):
    """What is changed; among equals the first is the smallest."""

    WEEKDAY = "weekday"
    SHORTER = "shorter"
    NEARER = "nearer"
    LANGUAGE = "language"
    SKILL = "skill"


ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Change:
    """One change: `detail` says which; `fitting` takers then fit, and `new` of them do not now.

    WEEKDAY: from and to, Monday is 0. SHORTER: half hours less. NEARER: km more that everybody
    goes. LANGUAGE: the column, one level less. SKILL: the bit, no longer needed. `filled` is how
    many places a new joint solution then filled, None where none was sought.
    """

    kind: Kind
    detail: tuple[int, ...]
    fitting: int = 0
    new: int = 0
    filled: int | None = None


@dataclass(frozen=True)
class Advice:
    """How many takers fit an item, how many each limit rules out, and what would help.

    `only` counts those whom this limit alone rules out. The changes are those with which
    somebody new fits, most new ones first.
    """

    item: int
    fitting: int
    ruled_out: dict[str, int]
    only: dict[str, int]
    changes: tuple[Change, ...]


def of(takers: Takers, items: Items, item: int, *, never: Barred = frozenset()) -> Advice:
    """Return why so many or few fit `item`, and every single change with which others would."""
    missed = limits.missed(takers, items, item, never)
    reasons = np.sum(list(missed.values()), axis=0)
    fits = reasons == 0
    tried = [_tried(takers, items, item, change, never, fits) for change in _changes(items, item)]
    helpful = [change for change in tried if change.new]
    return Advice(
        item,
        _count(fits),
        {name: _count(out) for name, out in missed.items()},
        {name: _count(out & (reasons == 1)) for name, out in missed.items()},
        tuple(sorted(helpful, key=lambda change: (-change.new, ORDER[change.kind]))),
    )


def confirmed(
    takers: Takers,
    items: Items,
    weights: Floats,
    scores: Scores,
    item: int,
    change: Change,
    *,
    seconds: float,
    never: Barred = frozenset(),
) -> Change:
    """Return `change` with how many places of `item` the joint solution then fills.

    `scores` are all eligible pairs as things stand. The pairs of `item` are scored anew, and the
    whole is solved again, for at most `seconds`.
    """
    then = items.exchanged(item, relaxed(items, item, change))
    one = then.only(np.array([item]))
    new = scoring.eligible(further(takers, change), one, weights, never=_of_one(never, item))
    others = scores.item != item
    pairs = replace(
        scores,
        taker=np.concatenate([scores.taker[others], new.taker]),
        item=np.concatenate([scores.item[others], np.full(len(new.item), item)]),
        score=np.concatenate([scores.score[others], new.score]),
        parts=new.parts[:0],
    )
    whole = scoring.problem(takers, then, pairs)
    found = joint.solve(whole, seconds=seconds)
    return replace(change, filled=_count(whole.item[found.chosen] == item))


def _changes(items: Items, item: int) -> Iterator[Change]:
    """Yield every single change that can be tried on the item."""
    if not items.any_time[item]:
        used = week.days(items.slots[item])
        free = [day for day in range(week.DAYS) if day not in used]
        yield from (Change(Kind.WEEKDAY, (day, to)) for day in used for to in free)
    if items.halves[item] > 1:
        yield Change(Kind.SHORTER, (1,))
    if not items.from_home[item]:
        yield Change(Kind.NEARER, (1,))
    for language in np.flatnonzero(items.required[item]).tolist():
        yield Change(Kind.LANGUAGE, (language,))
    needed = int(items.needed_skills[item])
    yield from (Change(Kind.SKILL, (bit,)) for bit in range(64) if needed >> bit & 1)


def relaxed(items: Items, item: int, change: Change) -> Items:
    """Return the item alone, with the change."""
    one = items.only(np.array([item]))
    return RELAXED[change.kind](one, change.detail) if change.kind in RELAXED else one


def _other_day(one: Items, detail: tuple[int, ...]) -> Items:
    return replace(one, slots=week.moved(one.slots[0], *detail)[None])


def _shorter(one: Items, detail: tuple[int, ...]) -> Items:
    """Return the item half an hour shorter; fixed times end so much earlier."""
    slots, less = one.slots, np.int64(1)
    if one.fixed[0]:
        slots = week.shortened(one.slots)
        less = np.bitwise_count(one.slots).sum() - np.bitwise_count(slots).sum()
    minutes = np.maximum(one.minutes - 30 * less.astype(np.int64), 0)
    return replace(one, slots=slots, halves=one.halves - detail[0], minutes=minutes)


def _easier_language(one: Items, detail: tuple[int, ...]) -> Items:
    required = one.required.copy()
    required[0, detail[0]] -= 1
    return replace(one, required=required)


def _without_skill(one: Items, detail: tuple[int, ...]) -> Items:
    return replace(one, needed_skills=one.needed_skills & ~(np.uint64(1) << np.uint64(detail[0])))


RELAXED = {
    Kind.WEEKDAY: _other_day,
    Kind.SHORTER: _shorter,
    Kind.LANGUAGE: _easier_language,
    Kind.SKILL: _without_skill,
}


def further(takers: Takers, change: Change) -> Takers:
    """Return the takers as they are for the item with the change: ready to go further, or not."""
    if change.kind is not Kind.NEARER:
        return takers
    return replace(takers, reach=takers.reach + np.float32(change.detail[0]))


def _tried(
    takers: Takers, items: Items, item: int, change: Change, never: Barred, fits: Flags
) -> Change:
    """Return the change with how many keep all limits then, and how many of them are new."""
    one = relaxed(items, item, change)
    missed = limits.missed(further(takers, change), one, 0, _of_one(never, item))
    then = ~np.logical_or.reduce(list(missed.values()))
    return replace(change, fitting=_count(then), new=_count(then & ~fits))


def _of_one(never: Barred, item: int) -> Barred:
    """Return who must not meet the item, when it is the only one."""
    return frozenset((taker, 0) for taker, barred in never if barred == item)


def _count(flags: Flags) -> int:
    return int(np.count_nonzero(flags))
