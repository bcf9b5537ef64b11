"""What a counting returns, and the small sums that all of them need.

A counting is a function of the first and the last day of a period, both in it, that returns
:class:`Counted` rows. Without anything to count from it returns none: what was not collected
is never 0.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from statistics import median

from django.utils import timezone
from django.utils.functional import Promise

from konfluenz.directory.models import District

EXACT = Decimal("0.0001")
"""So exactly a value is kept, as the tables of observations and facts keep it."""

HUNDRED = Decimal(100)
NEAR = dt.timedelta(days=31)
"""So long after the cut-off a thing is still counted whose rows tell no history."""


@dataclass(frozen=True)
class Counted:
    """A value as it was counted, `base` under it. `category`: the part it counts, a slug."""

    value: Decimal
    base: Decimal | None = None
    district: District | None = None
    category: str = ""


Count = Callable[[dt.date, dt.date], list[Counted]]


@dataclass(frozen=True)
class Counting:
    """A registered counting. `version` counts up when what it returns for the same rows changes.

    `sentence` says in one sentence what is counted, `labels` what its categories are called;
    `headline` is the category that stands for the whole where there is no whole.
    """

    name: str
    count: Count
    sentence: str | Promise
    version: int = 1
    labels: Mapping[str, str | Promise] = field(default_factory=dict)
    headline: str = ""


def number(value: int | Decimal, base: int | Decimal | None = None) -> list[Counted]:
    """Return one plain value, counted out of `base` if there is one."""
    return [Counted(exact(value), None if base is None else exact(base))]


def share(part: int | Decimal, whole: int | Decimal, category: str = "") -> list[Counted]:
    """Return `part` in percent of `whole`; nothing where there is no whole."""
    if not whole:
        return []
    return [Counted(exact(part * HUNDRED / whole), exact(whole), category=category)]


def middle(values: Sequence[int | Decimal]) -> list[Counted]:
    """Return the median of `values`, counted under it how many there were; nothing for none."""
    if not values:
        return []
    return [Counted(exact(median(map(Decimal, values))), exact(len(values)))]


def nine_in_ten(values: Sequence[int | Decimal], category: str) -> list[Counted]:
    """Return the value that nine in ten of `values` do not exceed (nearest rank)."""
    if not values:
        return []
    rank = ceil(len(values) * 9 / 10)
    return [Counted(exact(sorted(values)[rank - 1]), exact(len(values)), category=category)]


def exact(value: int | Decimal) -> Decimal:
    """Return `value` with four decimals, as it is kept."""
    return Decimal(value).quantize(EXACT)


def begin(day: dt.date) -> dt.datetime:
    """Return the moment at which `day` begins in the city."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def end(day: dt.date) -> dt.datetime:
    """Return the moment at which `day` is over in the city: the first that is not in it."""
    return begin(day + dt.timedelta(days=1))


def is_near(cut_off: dt.date) -> bool:
    """Return whether what is on record today may stand for `cut_off`."""
    return timezone.localdate() - cut_off <= NEAR
