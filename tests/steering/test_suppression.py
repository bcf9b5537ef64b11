"""Small numbers stay hidden: every table that looks the same is counted through."""

import itertools
import random
from decimal import Decimal

import pytest

from konfluenz.steering.freezing import suppression
from konfluenz.steering.freezing.suppression import Sum
from konfluenz.steering.models import Hidden

SMALL, SECONDARY = Hidden.SMALL, Hidden.SECONDARY


def _left(values, sums, found):
    """Return the values that each hidden cell may have, for one who knows why it is hidden.

    Every table of whole numbers is tried that keeps what is shown and all sums. Above 5 a
    hidden cell is tried up to 3 beside its value: more can only leave more.
    """
    cells = list(found)
    ranges = [
        range(5)
        if found[cell] == SMALL
        else range(max(5, int(values[cell]) - 3), int(values[cell]) + 4)
        for cell in cells
    ]
    left = {cell: set() for cell in cells}
    for guess in itertools.product(*ranges):
        table = {**values, **dict(zip(cells, guess, strict=True))}
        if all(table[one.total] == sum(table[part] for part in one.parts) for one in sums):
            for cell, value in zip(cells, guess, strict=True):
                left[cell].add(value)
    return left


def _two_ways(rows, columns, numbers):
    """Return a table of districts and categories with its margins, and its sums."""
    values = {(row, column): next(numbers) for row in range(rows) for column in range(columns)}
    for row in range(rows):
        values[row, "all"] = sum(values[row, column] for column in range(columns))
    for column in [*range(columns), "all"]:
        values["all", column] = sum(values[row, column] for row in range(rows))
    sums = [Sum((row, "all"), tuple((row, at) for at in range(columns))) for row in range(rows)]
    sums += [
        Sum(("all", at), tuple((row, at) for row in range(rows))) for at in [*range(columns), "all"]
    ]
    sums.append(Sum(("all", "all"), tuple(("all", at) for at in range(columns))))
    return values, sums


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"all": 40, "a": 3, "b": 12, "c": 25}, {"a": SMALL, "b": SECONDARY}),
        ({"all": 39, "a": 3, "b": 4, "c": 32}, {"a": SMALL, "b": SMALL}),
        ({"all": 40, "a": 4, "b": 4, "c": 32}, {"a": SMALL, "b": SMALL, "c": SECONDARY}),
        ({"all": 25, "a": 0, "b": 5, "c": 20}, {"a": SMALL, "c": SECONDARY}),
        ({"all": 3, "a": 1, "b": 2, "c": 0}, dict.fromkeys(("all", "a", "b", "c"), SMALL)),
        ({"all": 37, "a": 5, "b": 12, "c": 20}, {}),
        ({"all": None, "a": 3, "b": 12, "c": 25}, {"a": SMALL}),
        ({"all": 40, "a": 3, "b": None, "c": 37}, {"a": SMALL, "c": SECONDARY}),
        ({"all": 47, "a": 3, "b": None, "c": 37}, {"a": SMALL}),
        (
            {"all": Decimal("40.0000"), "a": Decimal(3), "b": 12, "c": 25},
            {"a": SMALL, "b": SECONDARY},
        ),
    ],
)
def test_one_sum(values, expected):
    assert suppression.hidden(values, [Sum("all", ("a", "b", "c"))]) == expected


@pytest.mark.parametrize("seed", range(60))
def test_no_sum_gives_one_back_in_tables_of_two_ways(seed):
    chance = random.Random(seed)
    rows, columns = chance.choice([(2, 2), (2, 3), (3, 2), (3, 3)])
    numbers = (chance.choice([0, 1, 2, 3, 4, 5, 6, 9, 14, 30, 55]) for _cell in range(99))
    values, sums = _two_ways(rows, columns, numbers)
    found = suppression.hidden(values, sums)
    assert all(why == SMALL for key, why in found.items() if values[key] < 5)
    assert {key for key, value in values.items() if value < 5} <= set(found)
    alone = _alone(values, sums, found)
    assert alone == {}, (values, found)


def _alone(values, sums, found):
    """Return the hidden cells with one value only. Wide tables are solved row by row."""
    if len(found) <= 5:
        return {cell: left for cell, left in _left(values, sums, found).items() if len(left) < 2}
    return {cell: left for cell in found if len(left := _narrowed(values, sums, found, cell)) < 2}


def _narrowed(values, sums, found, cell):
    """Return two values of `cell` that are possible, by trying every hidden cell in turn."""
    left = set()
    for wanted in range(max(0, int(values[cell]) - 2), int(values[cell]) + 3):
        if _fits(values, sums, found, {cell: wanted}):
            left.add(wanted)
    return left


def _fits(values, sums, found, fixed):
    if any(
        not _bounds(values, found, cell)[0] <= value <= _bounds(values, found, cell)[1]
        for cell, value in fixed.items()
    ):
        return False
    for one in sums:
        cells = [one.total, *one.parts]
        free = [cell for cell in cells if cell in found and cell not in fixed]
        known = {cell: fixed.get(cell, values[cell]) for cell in cells if cell not in free}
        if not free:
            if known[one.total] != sum(known[part] for part in one.parts):
                return False
        elif len(free) == 1:
            rest = sum(known.get(part, 0) for part in one.parts)
            value = rest if free[0] == one.total else known[one.total] - rest
            return _fits(values, sums, found, {**fixed, free[0]: value})
    free = next((cell for cell in found if cell not in fixed), None)
    if free is None:
        return True
    low, high = _bounds(values, found, free)
    near = sorted(range(low, high + 1), key=lambda value: abs(value - values[free]))
    return any(_fits(values, sums, found, {**fixed, free: value}) for value in near)


def _bounds(values, found, cell):
    return (0, 4) if found[cell] == SMALL else (5, int(values[cell]) + 3)


def test_few_and_small_ones_are_hidden_and_always_the_same():
    values, sums = _two_ways(3, 3, iter([2, 30, 90, 40, 35, 80, 70, 60, 50]))
    found = suppression.hidden(values, sums)
    assert found == {(0, 0): SMALL, (0, 1): SECONDARY, (1, 0): SECONDARY, (1, 1): SECONDARY}
    assert found == suppression.hidden(values, sums)


def test_a_city_of_sixty_districts_takes_no_time():
    chance = random.Random(1)
    numbers = (chance.choice([0, 2, 4, 7, 30, 200, 900]) for _cell in range(9999))
    values, sums = _two_ways(60, 5, numbers)
    found = suppression.hidden(values, sums)
    assert all((key in found) for key, value in values.items() if value < 5)
    for one in sums:
        inside = [cell for cell in (one.total, *one.parts) if cell in found]
        assert len(inside) != 1


@pytest.mark.parametrize(
    ("percent", "base", "tells"),
    [
        ("17.7", None, False),
        ("17.7", 1000, False),
        ("3", 100, True),
        ("97", 100, True),
        ("5", 100, False),
        ("95", 100, False),
        ("0", 100, True),
        ("50", 4, True),
        ("4.6", 100, False),
    ],
)
def test_a_share_with_its_base_gives_the_count_back(percent, base, tells):
    assert suppression.share_tells(Decimal(percent), base) is tells
