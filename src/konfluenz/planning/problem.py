"""What is to be assigned to whom, and what came of it. Arrays, no objects: there are millions.

Takers (volunteers) take items (places in opportunities). A pair says that a taker may take
an item, what that gains, and how much of the taker's capacity it uses.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Bits = NDArray[np.uint64]
Flags = NDArray[np.bool_]


class Status(StrEnum):
    """How good a solution is known to be."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Loads:
    """What each pair weighs, and the sum that each taker can carry. Nothing weighs less than 0."""

    weight: Integers
    capacity: Integers


@dataclass(frozen=True)
class Problem:
    """An assignment with capacities.

    `taker`, `item`, `gain` have one entry per pair that may be, and no pair twice; `most[t]`
    is how many items taker `t` may have, `wanted[i]` how many takers item `i` can use,
    `needed[i]` how many it must have. `loads` adds what a pair weighs and what a taker can
    carry, such as minutes a week. `times` (items, words) are the bits, such as half hours of
    the week, that an item occupies: nobody has two items that share one. Gains are whole
    numbers, and may be negative where every item must be taken.
    """

    taker: Integers
    item: Integers
    gain: Integers
    most: Integers
    wanted: Integers
    needed: Integers
    loads: Loads | None = None
    times: Bits | None = None

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit together; raises ValueError."""
        if not len(self.taker) == len(self.item) == len(self.gain):
            raise ValueError("taker, item and gain need one entry per pair.")
        _refuse_strangers(self.taker, len(self.most))
        _refuse_strangers(self.item, len(self.wanted))
        if np.any(self.most < 0):
            raise ValueError("Nobody has fewer than no items.")
        if len(self.wanted) != len(self.needed):
            raise ValueError("wanted and needed need one entry per item.")
        if np.any(self.needed < 0) or np.any(self.needed > self.wanted):
            raise ValueError("needed lies between 0 and wanted.")
        self._refuse_misfit()

    def _refuse_misfit(self) -> None:
        if self.times is not None and len(self.times) != len(self.wanted):
            raise ValueError("times needs one row per item.")
        if self.loads is None:
            return
        if len(self.loads.weight) != len(self.taker):
            raise ValueError("weight needs one entry per pair.")
        if len(self.loads.capacity) != len(self.most):
            raise ValueError("capacity needs one entry per taker.")
        if np.any(self.loads.weight < 0):
            raise ValueError("Nothing weighs less than 0.")

    @property
    def is_flow(self) -> bool:
        """Whether it is a plain flow: no loads and no times."""
        return self.loads is None and self.times is None

    @property
    def weight(self) -> Integers:
        """What each pair weighs: nothing where there are no loads."""
        return np.zeros_like(self.taker) if self.loads is None else self.loads.weight

    def relaxed(self) -> "Problem":
        """Return the problem without loads and times: whatever gains most there is a bound."""
        return replace(self, loads=None, times=None)

    def only(self, pairs: Integers) -> "Problem":
        """Return the problem with only the pairs at the indices `pairs`, in that order."""
        return replace(
            self,
            taker=self.taker[pairs],
            item=self.item[pairs],
            gain=self.gain[pairs],
            loads=self.loads and replace(self.loads, weight=self.loads.weight[pairs]),
        )

    def unmet(self, chosen: Integers) -> int:
        """Return how many takers the items lack that must be taken."""
        taken = np.bincount(self.item[chosen], minlength=len(self.wanted))
        return int(np.maximum(self.needed - taken, 0).sum())


def _refuse_strangers(ends: Integers, count: int) -> None:
    if len(ends) and (ends.min() < 0 or ends.max() >= count):
        raise ValueError("A pair names a taker or an item that is not there.")


@dataclass(frozen=True)
class Solution:
    """`chosen` are indices of pairs, rising. `bound`: no solution gains more than this."""

    chosen: Integers
    objective: int
    bound: float
    status: Status
    seconds: float

    @property
    def gap(self) -> float:
        """How far the solution may be from the best one, as a share of the bound."""
        if self.objective == self.bound:
            return 0.0
        return abs(self.bound - self.objective) / max(abs(self.bound), 1e-9)
