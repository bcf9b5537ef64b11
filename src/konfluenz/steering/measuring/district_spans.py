"""A value belongs to a district that was there: one that was split gets none after its end.

A value of a month or a year counts by its last day, as the parts of a table must be those of
one day: otherwise whoever lives in a district that was split would be counted twice.
"""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konfluenz.directory.models import District
from konfluenz.ground import dates
from konfluenz.ground.dates import Precision
from konfluenz.steering import days
from konfluenz.steering.models import Observation


def objection(district: District | None, date: dt.date, precision: str) -> str:
    """Return why there can be no value of `district` on `date`, and what to do; "" if there can.

    One query where the district has ended, or had not begun.
    """
    if district is None or district.holds_on(last := days.last(date, precision)):
        return ""
    if district.valid_until is not None and district.valid_until <= last:
        parts = ", ".join(district.successors.order_by("name").values_list("name", flat=True))
        return _("%(name)s was split on %(day)s. Enter the values of: %(parts)s.") % {
            "name": district.name,
            "day": dates.show(district.valid_until),
            "parts": parts,
        }
    said = _("There has been %(name)s only since %(day)s. Before, enter the value of %(whole)s.")
    return said % {
        "name": district.name,
        "day": dates.show(district.valid_from),
        "whole": district.came_from,
    }


def after_its_end(district: District, on: dt.date) -> str:
    """Return what to do about the values of `district` on record from the day `on`; "" for none."""
    rows = Observation.objects.filter(district=district).values_list("date", "precision")
    late = [date for date, precision in rows if days.last(date, precision) >= on]
    if not late:
        return ""
    return ngettext(
        "%(n)s value of %(name)s is from %(day)s or later. Give it another district or remove it"
        " first.",
        "%(n)s values of %(name)s are from %(day)s or later. Give them another district or remove"
        " them first.",
        len(late),
    ) % {"n": len(late), "name": district.name, "day": dates.show(on, Precision.DAY)}
