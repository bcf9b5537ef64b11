"""Small worlds for the countings: rows with days of their own, as they would be after years."""

import datetime as dt
from decimal import Decimal

from tests.volunteering import town

from konfluenz.steering.counting.counted import begin
from konfluenz.steering.counting.register import COUNTINGS
from konfluenz.volunteering.models import Hours, Opportunity, Placement, Volunteer

SINCE, CUT_OFF = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
AFTER = dt.date(2026, 1, 1)


def counted(name, since=SINCE, cut_off=CUT_OFF):
    """Return what a counting gives: {category, or (category, district)}: (value, base)."""
    rows = COUNTINGS[name].count(since, cut_off)
    return {
        (one.category, one.district.name) if one.district else one.category: (
            plain(one.value),
            plain(one.base),
        )
        for one in rows
    }


def plain(value):
    """Return a decimal as the number that one would write down."""
    if value is None:
        return None
    return (
        int(value) if value == value.to_integral_value() else float(value.quantize(Decimal("0.01")))
    )


def moment(day, hour=12):
    """Return the moment at `hour` of `day` in the city."""
    return begin(day) + dt.timedelta(hours=hour)


def volunteer(name="Ada Demo", **dated):
    """Return a volunteer whose row says `dated`."""
    made = town.volunteer(name)
    Volunteer.objects.filter(pk=made.pk).update(**dated)
    made.refresh_from_db()
    return made


def opportunity(**dated):
    made = town.opportunity()
    Opportunity.objects.filter(pk=made.pk).update(**dated)
    made.refresh_from_db()
    return made


def placement(who, began=dt.date(2020, 1, 1), where=None, **values):
    given = {"state": "running", "trial_until": began} | values
    where = where or town.opportunity()
    return Placement.objects.create(opportunity=where, volunteer=who, started_on=began, **given)


def hours(placed, day, minutes=60, state="confirmed"):
    return Hours.objects.create(
        placement=placed, date=day, minutes=minutes, state=state, reported_by="volunteer"
    )
