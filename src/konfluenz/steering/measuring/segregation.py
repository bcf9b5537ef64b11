"""How unevenly a group lives over the districts: the index of dissimilarity (A9).

1/2 * sum |a_i/A - b_i/B|: `a` counts the group in a district, `b` the others, A and B both in
the city. 0: everywhere the same share; 1: nobody of the group lives beside one of the others.
It says which part of the group would have to move for the shares to be the same.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konfluenz.directory.models import District
from konfluenz.ground.dates import Precision
from konfluenz.steering import days
from konfluenz.steering.models import Indicator, Observation, Unit

NAMED = 3
"""So many missing districts are named."""

SLACK = Decimal("1.01")
"""Districts may add up to so much of the city: more than that, they overlap."""

Pair = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Segregation:
    """The index on a day; no `value`: `reason` says why."""

    date: dt.date
    value: Decimal | None = None
    reason: str = ""


def dissimilarity(pairs: Iterable[Pair]) -> Decimal | None:
    """Return the index of (group, others) by district; None when one of the two is nobody."""
    pairs = list(pairs)
    group, others = sum(a for a, _b in pairs), sum(b for _a, b in pairs)
    if group <= 0 or others <= 0:
        return None
    return sum((abs(a / group - b / others) for a, b in pairs), Decimal()) / 2


def of(
    part: Indicator,
    whole: Indicator | None,
    date: dt.date,
    precision: str = Precision.DAY,
    *,
    category: str = "",
) -> Segregation:
    """Return the index of `part` among `whole` on `date`. Three queries.

    `part` counts persons, or is a share with its base beside it; then `whole` is not needed.
    Without a value for every district there is no index: what was not collected is not 0.
    """
    rows = Observation.objects.filter(date=date, precision=precision, elsewhere="")
    counted = {row.district_id: row for row in rows.filter(indicator=part, category=category)}
    if part.unit == Unit.PERCENT:
        pairs = {key: _of_share(row) for key, row in counted.items()}
    else:
        around = {row.district_id: row.value for row in rows.filter(indicator=whole, category="")}
        pairs = {key: _of_count(row.value, around.get(key)) for key, row in counted.items()}
    city = pairs.pop(None, None)
    districts = list(District.objects.on(days.last(date, precision)).order_by("name"))
    missing = [one.name for one in districts if pairs.get(one.pk) is None]
    if missing or not districts:
        return Segregation(date, reason=_missing(missing))
    known = [pair for pair in pairs.values() if pair is not None]
    return _judged(date, known, city)


def _judged(date: dt.date, pairs: Sequence[Pair], city: Pair | None) -> Segregation:
    if any(others < 0 for _group, others in pairs):
        return Segregation(date, reason=_("In a district the part is greater than the whole."))
    if city is not None and sum(map(sum, pairs)) > sum(city) * SLACK:
        return Segregation(
            date, reason=_("The districts add up to more than the city: some lie in others.")
        )
    value = dissimilarity(pairs)
    if value is None:
        return Segregation(date, reason=_("Nobody is counted on one of the two sides."))
    return Segregation(date, value)


def _of_share(row: Observation) -> Pair | None:
    return None if row.base is None else _of_count(row.value * row.base / 100, row.base)


def _of_count(part: Decimal, whole: Decimal | None) -> Pair | None:
    return None if whole is None else (part, whole - part)


def _missing(names: Sequence[str]) -> str:
    if not names:
        return _("No districts are on record.")
    listed = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        listed = _("%(names)s and others") % {"names": listed}
    return ngettext(
        "Not collected for %(n)s district: %(names)s.",
        "Not collected for %(n)s districts: %(names)s.",
        len(names),
    ) % {"n": len(names), "names": listed}
