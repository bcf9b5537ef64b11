"""Hide small numbers in a table of counts, and so many others that no sum gives them back.

Protected against: whoever sees the shown cells, knows which cells are sums of which, and knows
that a cell hidden as small is 0 to 4 and every other one at least 5. For each hidden cell at
least two values remain possible. (`domain.md` section 8, number 16.)

Not protected against: knowledge from elsewhere (who is the only one in the house), two tables
that overlap and were not given together, the same table at two dates, and a margin of more
than one: two neighbouring values may be all that is left. A shown share together with its base
gives the count back: ask :func:`share_tells` for every share, and hide the share of a count
that is hidden here.
"""

import heapq
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from konfluenz.steering.freezing import networks
from konfluenz.steering.freezing.networks import Network
from konfluenz.steering.models import Hidden

FEW = 5
"""Values from 0 to 4 are small."""

PATIENCE = 20_000
"""Where sums form no network: so many steps of the search before whole sums are hidden."""

Key = TypeVar("Key", bound=Hashable)
Number = Decimal | int
Moves = dict[int, int]


@dataclass(frozen=True)
class Sum(Generic[Key]):
    """That the cell `total` is the sum of the cells `parts`."""

    total: Key
    parts: tuple[Key, ...]


def small(value: Number | None) -> bool:
    """Return whether `value` counts so few that it is hidden; nothing collected is not few."""
    return value is not None and 0 <= value < FEW


def share_tells(percent: Number, base: Number | None) -> bool:
    """Return whether a share gives a small count back: of those counted, or of the others.

    Without a base nobody can count back; with fewer than `FEW` in it, everything is told.
    """
    if base is None:
        return False
    counted = Decimal(percent) * Decimal(base) / 100
    return round(counted) < FEW or round(Decimal(base) - counted) < FEW


def hidden(values: Mapping[Key, Number | None], sums: Sequence[Sum[Key]]) -> dict[Key, Hidden]:
    """Return which cells of `values` are hidden, and why.

    Where it can choose it leaves the totals, hides few cells, and small ones. None is a cell that
    was not collected: nobody knows it, so it is never hidden. The same table always gives the same
    answer. Cells of `sums` that are not in `values` are not known.
    """
    table = _Table(values, sums)
    for cell, value in enumerate(table.values):
        if small(value):
            table.hidden[cell] = Hidden.SMALL
    safe: set[int] = set()
    for cell in list(table.hidden):
        if cell in safe:
            continue
        found = table.move(cell)
        safe |= set(found or ())
        more = table.around(cell) if found is None else found
        table.hidden |= {one: Hidden.SECONDARY for one in more if table.can_hide(one)}
    return {table.keys[cell]: why for cell, why in sorted(table.hidden.items())}


class _Table(Generic[Key]):
    """The cells by number, and which sums they stand in.

    A cell is protected by a move: it and others one more or one less, so that all sums hold and
    each hidden cell keeps to what is known of it. Then the table that was moved to looks the same.
    """

    def __init__(self, values: Mapping[Key, Number | None], sums: Sequence[Sum[Key]]) -> None:
        self.keys = list(values)
        self.values = list(values.values())
        self.hidden: dict[int, Hidden] = {}
        number = {key: at for at, key in enumerate(self.keys)}
        told = [_equation(one, values, number) for one in sums]
        self.sums = [equation for equation in told if equation]
        self.within: list[list[int]] = [[] for _key in self.keys]
        for at, equation in enumerate(self.sums):
            for cell in equation:
                self.within[cell].append(at)
        self.totals = {
            cell for equation in self.sums for cell, sign in equation.items() if sign < 0
        }
        self.network = networks.of(self.sums)
        self.prices: dict[tuple[int, int], int] = {}
        self.dearest = sum(map(self._size, range(len(self.keys)))) + 1
        for cell, value in enumerate(self.values):
            self._price(cell, hidden=small(value))

    def can_hide(self, cell: int) -> bool:
        """Return whether `cell` is shown by now, and known."""
        return cell not in self.hidden and self.values[cell] is not None

    def around(self, cell: int) -> list[int]:
        """Return every cell that stands in a sum with `cell`."""
        return sorted({one for at in self.within[cell] for one in self.sums[at]})

    def move(self, cell: int) -> list[int] | None:
        """Return the cells of the cheapest move that protects `cell`; None when none is found."""
        return self._searched(cell) if self.network is None else self._cycle(self.network, cell)

    def _cycle(self, network: Network, cell: int) -> list[int] | None:
        found = network.cycle(cell, self.prices)
        for one in found or ():
            self._price(one, hidden=True)
        return found

    def _price(self, cell: int, *, hidden: bool) -> None:
        """Note what a step of `cell` costs, in the order of `_cost`."""
        dear = 0 if hidden or self.values[cell] is None else self.dearest + self._size(cell)
        if dear and cell in self.totals:
            dear += 2 * self.dearest * len(self.keys)
        for step in (1, -1):
            if self._possible(cell, step):
                self.prices[cell, step] = dear * len(self.keys) + 1

    def _size(self, cell: int) -> int:
        return abs(round(self.values[cell] or 0))

    def _searched(self, cell: int) -> list[int] | None:
        heap: list[tuple[tuple, list[tuple[int, int]]]] = []
        for step in (1, -1):
            self._push(heap, {}, cell, step)
        seen: set[tuple] = set()
        for _turn in range(PATIENCE):
            if not heap:
                return None
            _cost, pairs = heapq.heappop(heap)
            if tuple(pairs) in seen:
                continue
            seen.add(tuple(pairs))
            moves = dict(pairs)
            open_sum = self._unbalanced(moves)
            if open_sum is None:
                return list(moves)
            for one, step in self._mending(moves, open_sum):
                self._push(heap, moves, one, step)
        return None

    def _push(self, heap: list, moves: Moves, cell: int, step: int) -> None:
        if self._possible(cell, step):
            wider = {**moves, cell: step}
            heapq.heappush(heap, (self._cost(wider), sorted(wider.items())))

    def _cost(self, moves: Moves) -> tuple:
        """Return how dear a move is: totals hidden, cells hidden, how large; how far it goes."""
        new = [cell for cell in moves if self.can_hide(cell)]
        return (len(self.totals & set(new)), len(new), sum(map(self._size, new)), len(moves))

    def _possible(self, cell: int, step: int) -> bool:
        """Return whether the cell may be one step up or down, for all that is known of it."""
        value = self.values[cell]
        if value is None:
            return step > 0
        moved = value + step
        if small(value):
            return small(moved)
        return moved >= FEW or value < 0

    def _unbalanced(self, moves: Moves) -> dict[int, int] | None:
        touched = sorted({at for cell in moves for at in self.within[cell]})
        return next((self.sums[at] for at in touched if _excess(self.sums[at], moves)), None)

    def _mending(self, moves: Moves, equation: dict[int, int]) -> Iterator[tuple[int, int]]:
        """Yield the steps that bring a sum nearer to balance."""
        wanted = -1 if _excess(equation, moves) > 0 else 1
        for cell, sign in equation.items():
            if cell not in moves:
                yield cell, sign * wanted


def _excess(equation: dict[int, int], moves: Moves) -> int:
    return sum(sign * moves.get(cell, 0) for cell, sign in equation.items())


def _equation(
    one: Sum[Key], values: Mapping[Key, Number | None], number: Mapping[Key, int]
) -> dict[int, int]:
    """Return a sum as {cell: sign}, {} when nobody can calculate with it.

    A part that was not collected counts for nothing when the others make up the total, else it
    is one more unknown. A sum that is wrong by a bit is taken as known all the same.
    """
    total = values.get(one.total)
    if total is None:
        return {}
    collected = [value for part in one.parts if (value := values.get(part)) is not None]
    complete = sum(collected) == total
    parts = [part for part in one.parts if part in number]
    if complete:
        parts = [part for part in parts if values[part] is not None]
    return {number[one.total]: -1} | {number[part]: 1 for part in parts}
