"""Which frozen values the public does not see, so that nobody is counted out of a table."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from konfluenz.steering.freezing import suppression
from konfluenz.steering.freezing.suppression import Sum
from konfluenz.steering.models import WHOLE, Fact, Hidden, Unit

Cell = tuple[dt.date | None, int | None, str]
"""Date, district and category of a fact."""


def conceal(facts: Iterable[Fact], unit: str) -> None:
    """Mark those `facts` of one indicator that counts single persons and must not be shown.

    Counts below 5, and further ones so that no sum gives them back. Of shares and of ratios to
    100 those that tell such a count through what was counted under them; of medians those of
    fewer than five.
    """
    cells = {_cell(fact): fact for fact in facts}
    if unit in WHOLE:
        found = _counts(cells)
    elif unit == Unit.PERCENT:
        counts = {cell: _count(fact) for cell, fact in cells.items()}
        found = suppression.hidden(counts, _districts(cells))
        telling = (cell for cell, fact in cells.items() if _tells(fact))
        found = dict.fromkeys(telling, Hidden.SMALL) | found
    elif unit == Unit.RATIO:
        told = (cell for cell, fact in cells.items() if suppression.small(_count(fact)))
        found = dict.fromkeys(told, Hidden.SMALL)
    else:
        found = {cell: Hidden.SMALL for cell, fact in cells.items() if suppression.small(fact.base)}
    for cell, why in found.items():
        cells[cell].hidden = why


def _counts(cells: Mapping[Cell, Fact]) -> dict[Cell, Hidden]:
    """Return which counts are hidden; districts and parts are margins of one table a day."""
    values = {cell: fact.value for cell, fact in cells.items()}
    return suppression.hidden(values, [*_districts(values), *_parts(values)])


def _cell(fact: Fact) -> Cell:
    return fact.date, fact.district_id, fact.category


def _count(fact: Fact) -> int | None:
    """Return how many a share stands for, None where nobody can know."""
    if fact.value is None or fact.base is None:
        return None
    return round(fact.value * fact.base / 100)


def _tells(fact: Fact) -> bool:
    return fact.value is not None and suppression.share_tells(fact.value, fact.base)


def _districts(cells: Iterable[Cell]) -> list[Sum[Cell]]:
    """Return that a value of the city is the sum of those of its districts."""
    parts: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in cells:
        date, district, category = cell
        if district is not None:
            parts[date, None, category].append(cell)
    return [Sum(total, tuple(found)) for total, found in parts.items()]


def _parts(cells: Iterable[Cell]) -> list[Sum[Cell]]:
    """Return that a value is the sum of its parts by category."""
    parts: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in cells:
        date, district, category = cell
        if category:
            parts[date, district, ""].append(cell)
    return [Sum(total, tuple(found)) for total, found in parts.items()]
