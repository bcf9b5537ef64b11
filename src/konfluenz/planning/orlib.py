"""Generalised assignment problems in the format of the OR-Library (Beasley 1990).

Agents and items; a row of costs for each agent; a row of weights for each agent; the
capacities. Every item goes to exactly one agent, at the least cost.
"""

import numpy as np

from konfluenz.planning.problem import Integers, Loads, Problem

LARGEST = 10**9
"""No number may be larger, so that sums stay exact."""


class FileRefused(Exception):
    """The file is not of this format; the message says where it ends or goes wrong."""


def read(text: str) -> Problem:
    """Return the problem in `text`: gains are costs below zero. Raises FileRefused."""
    agents, items, numbers = _numbers(text)
    costs, weights = numbers[: 2 * agents * items].reshape(2, agents * items)
    return Problem(
        taker=np.repeat(np.arange(agents), items),
        item=np.tile(np.arange(items), agents),
        gain=-costs,
        most=np.full(agents, items),
        wanted=np.ones(items, np.int64),
        needed=np.ones(items, np.int64),
        loads=Loads(weights, numbers[-agents:]),
    )


def _numbers(text: str) -> tuple[int, int, Integers]:
    """Return how many agents and items there are, and all numbers after these two."""
    try:
        numbers = np.array(text.split(), dtype=np.int64)
    except (ValueError, OverflowError) as error:
        raise FileRefused(f"It may hold whole numbers only: {error}") from None
    if len(numbers) < 2 or numbers[0] < 1 or numbers[1] < 1:
        raise FileRefused("It must begin with the numbers of agents and items.")
    agents, items = (int(number) for number in numbers[:2])
    expected = 2 + 2 * agents * items + agents
    if len(numbers) != expected:
        raise FileRefused(
            f"{agents} agents and {items} items need {expected} numbers; it has {len(numbers)}."
        )
    if numbers.min() < 0 or numbers.max() > LARGEST:
        raise FileRefused(f"Every number must lie between 0 and {LARGEST}.")
    return agents, items, numbers[2:]
