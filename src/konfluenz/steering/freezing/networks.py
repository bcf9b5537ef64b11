"""The cheapest way to balance one cell of a table whose sums form a network, as of margins.

In such a table each cell stands in two sums at most, and every sum can be turned so that a cell
enters one of its two and leaves the other. Then what balances a step of one cell is a path from
one sum to the other, and the cheapest is found by Dijkstra's algorithm (network models of
complementary cell suppression: Cox, Journal of the American Statistical Association 90, 1995).
"""

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Step = tuple[int, int]
"""A cell, and +1 or -1."""

Prices = Mapping[Step, int]
"""What each step costs; a step that is not possible is missing."""


@dataclass(frozen=True)
class Network:
    """Sums as nodes, cells as edges.

    `ends`: of each cell, the sums that a step up enters and leaves. `leaving`: of each sum, the
    steps that take one from it, each with the sum they carry it to.
    """

    ends: Mapping[int, tuple[int, int]]
    leaving: Mapping[int, Sequence[tuple[Step, int]]]

    def cycle(self, cell: int, prices: Prices) -> list[int] | None:
        """Return the cells of the cheapest cycle through `cell`, it first; None without any.

        A cell that stands in no sum is a cycle by itself.
        """
        if cell not in self.ends:
            return [cell]
        entered, left = self.ends[cell]
        ways = [
            way
            for step, begin, end in ((1, entered, left), (-1, left, entered))
            if (cell, step) in prices and (way := self._path(begin, end, cell, prices)) is not None
        ]
        return [cell, *min(ways)[1]] if ways else None

    def _path(
        self, begin: int, end: int, without: int, prices: Prices
    ) -> tuple[int, list[int]] | None:
        """Return the cheapest way that carries one from sum `begin` to sum `end`."""
        heap = [(0, begin)]
        least = {begin: 0}
        came: dict[int, Step] = {}
        while heap:
            cost, node = heapq.heappop(heap)
            if node == end:
                return cost, self._back(begin, end, came)
            if cost > least[node]:
                continue
            for step, other in self.leaving[node]:
                more = prices.get(step)
                if more is None or step[0] == without:
                    continue
                reached = cost + more
                if other not in least or reached < least[other]:
                    least[other], came[other] = reached, step
                    heapq.heappush(heap, (reached, other))
        return None

    def _back(self, begin: int, end: int, came: Mapping[int, Step]) -> list[int]:
        """Return the cells of a way, from its end back to its beginning."""
        way, node = [], end
        while node != begin:
            cell, up = came[node]
            way.append(cell)
            entered, left = self.ends[cell]
            node = left if up == 1 else entered
        return way


def of(sums: Sequence[Mapping[int, int]]) -> Network | None:
    """Return the network of `sums` ({cell: sign} each); None where they form none."""
    within: dict[int, list[int]] = defaultdict(list)
    for number, equation in enumerate(sums):
        for cell in equation:
            within[cell].append(number)
    if any(len(found) > 2 for found in within.values()):
        return None
    turned = _turned(sums, within)
    if turned is None:
        return None
    ends: dict[int, tuple[int, int]] = {}
    leaving: dict[int, list[tuple[Step, int]]] = defaultdict(list)
    for cell, found in within.items():
        first = found[0]
        outside = len(sums) + turned[first][1]
        second = found[1] if len(found) == 2 else outside
        up = sums[first][cell] * turned[first][0] > 0
        entered, left = ends[cell] = (first, second) if up else (second, first)
        leaving[entered].append(((cell, -1), left))
        leaving[left].append(((cell, 1), entered))
    return Network(ends, leaving)


def _turned(
    sums: Sequence[Mapping[int, int]], within: Mapping[int, Sequence[int]]
) -> dict[int, tuple[int, int]] | None:
    """Return of each sum how it is turned (1 or -1), and the first of those it hangs together with.

    None where a cell would enter both its sums however they are turned.
    """
    turned: dict[int, tuple[int, int]] = {}
    for begin in range(len(sums)):
        if begin in turned:
            continue
        turned[begin] = (1, begin)
        waiting = [begin]
        while waiting:
            here = waiting.pop()
            for cell, other in _beside(here, sums, within):
                side = -turned[here][0] * sums[here][cell] * sums[other][cell]
                if other not in turned:
                    turned[other] = (side, begin)
                    waiting.append(other)
                elif turned[other][0] != side:
                    return None
    return turned


def _beside(
    here: int, sums: Sequence[Mapping[int, int]], within: Mapping[int, Sequence[int]]
) -> Iterator[tuple[int, int]]:
    """Yield the cells that stand in another sum, too, and that sum."""
    for cell in sums[here]:
        for other in within[cell]:
            if other != here:
                yield cell, other
