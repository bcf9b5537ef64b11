"""The opening hours of a service, written in one act: the week, and the days that differ."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from konfluenz.directory.models import HoursException, OpeningHours, Place, Service
from konfluenz.ground import audit, dates, revisions, saving

WEEK = 7 * 24 * 60
"""Minutes."""

MOST = 200
"""More rows than this are no opening hours any more."""


class HoursRefused(Exception):
    """Opening hours cannot be as wished; the message says why."""


@dataclass(frozen=True)
class Open:
    """A span of a weekday; 0 is Monday. The fields are those of `OpeningHours`."""

    weekday: int
    opens: dt.time
    closes: dt.time
    place: Place | None = None
    by_appointment: bool = False
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    note: str = ""

    def __str__(self) -> str:
        """Return it as the trail keeps it."""
        mark = " (" + _("by appointment") + ")" if self.by_appointment else ""
        since = ", " + _("from") + " " + dates.show(self.valid_from) if self.valid_from else ""
        until = ", " + _("until before") + " " + dates.show(self.valid_until)
        until = until if self.valid_until else ""
        day = f"{WEEKDAYS[self.weekday]} {_clock(self.opens)}–{_clock(self.closes)}"
        return f"{day}{mark}{_at(self.place)}{since}{until}{_noted(self.note)}"


@dataclass(frozen=True)
class Other:
    """Days, both included, with other hours; without times it is closed."""

    starts_on: dt.date
    ends_on: dt.date
    opens: dt.time | None = None
    closes: dt.time | None = None
    place: Place | None = None
    reason: str = ""

    def __str__(self) -> str:
        """Return it as the trail keeps it."""
        days = dates.show(self.starts_on)
        if self.ends_on != self.starts_on:
            days += f"–{dates.show(self.ends_on)}"
        if self.opens is None or self.closes is None:
            hours = _("closed")
        else:
            hours = f"{_clock(self.opens)}–{_clock(self.closes)}"
        return f"{days}: {hours}{_at(self.place)}{_noted(self.reason)}"


Row = TypeVar("Row", Open, Other)


@transaction.atomic
def replace(
    service: Service,
    *,
    week: Sequence[Open] | None = None,
    others: Sequence[Other] | None = None,
    seen: int | None = None,
    by: models.Model | None,
) -> Service:
    """Write the hours of the `week` and the days with `others` anew; None leaves them.

    Raises HoursRefused (spans that overlap, a place that is not the service's, half a time),
    or Stale. What is as it was is not recorded.
    """
    current = revisions.claim(service, seen=seen)
    places = set(current.places.all())
    changes: audit.Changes = {}
    if week is not None:
        _refuse(current, week, places)
        _refuse_overlap(week)
        changes |= _put(current, OpeningHours, week_of(current), week, "hours")
    if others is not None:
        _refuse(current, others, places)
        changes |= _put(current, HoursException, others_of(current), others, "exceptions")
    if changes:
        current.save()
        audit.record("service.hours", about=current, by=by, changes=changes)
    return current


def week_of(service: Service) -> list[Open]:
    """Return the hours of the week as they are."""
    return [_plain(Open, row) for row in service.hours.select_related("place")]


def others_of(service: Service) -> list[Other]:
    """Return the days with other hours as they are."""
    return [_plain(Other, row) for row in service.exceptions.select_related("place")]


def _plain(kind: type[Row], row: models.Model) -> Row:
    names = kind.__dataclass_fields__
    return kind(**{name: getattr(row, name) for name in names})


def _put(
    service: Service,
    model: type[models.Model],
    there: Sequence[Row],
    wanted: Sequence[Row],
    name: str,
) -> audit.Changes:
    if set(there) == set(wanted) and len(there) == len(wanted):
        return {}
    rows = model._default_manager
    rows.filter(service=service).delete()
    rows.bulk_create(_record(model, service, one) for one in wanted)
    return {name: ([str(one) for one in there], [str(one) for one in wanted])}


def _record(model: type[models.Model], service: Service, one: Open | Other) -> Any:
    values = {name: getattr(one, name) for name in type(one).__dataclass_fields__}
    return model(service=service, **values)


def _refuse(service: Service, rows: Sequence[Open | Other], places: set[Place]) -> None:
    """Refuse what the database would, and places that the service does not have."""
    if len(rows) > MOST:
        raise HoursRefused(_("These are too many lines."))
    for one in rows:
        if one.place is not None and one.place not in places:
            raise HoursRefused(
                _("“%(place)s” is no place of this service. Add it there first.")
                % {"place": one.place}
            )
        model = OpeningHours if isinstance(one, Open) else HoursException
        try:
            _record(model, service, one).full_clean(exclude=["service"])
        except ValidationError as error:
            raise HoursRefused(saving.said(model, error)) from None


def _refuse_overlap(week: Iterable[Open]) -> None:
    """Refuse two spans at once that hold at the same time, of one place or of all."""
    for one, other in combinations(week, 2):
        same_place = one.place == other.place or None in (one.place, other.place)
        if same_place and _both_valid(one, other) and _overlap(one, other):
            raise HoursRefused(
                _("“%(one)s” and “%(other)s” overlap. Make one span of them.")
                % {"one": one, "other": other}
            )


def _both_valid(one: Open, other: Open) -> bool:
    first = max(one.valid_from or dt.date.min, other.valid_from or dt.date.min)
    return first < min(one.valid_until or dt.date.max, other.valid_until or dt.date.max)


def _overlap(one: Open, other: Open) -> bool:
    """Return whether two spans of the week overlap; one that ends on Monday begins there too."""
    minutes = [part for row in (one, other) for part in _minutes(row)]
    return any(before[1] > after[0] for before, after in pairwise(sorted(minutes)))


def _minutes(row: Open) -> list[tuple[int, int]]:
    """Return the span in minutes of the week; in two parts if it goes beyond Sunday."""
    begins = row.weekday * 24 * 60 + row.opens.hour * 60 + row.opens.minute
    long = (row.closes.hour - row.opens.hour) * 60 + row.closes.minute - row.opens.minute
    ends = begins + (long if long > 0 else long + 24 * 60)
    return [(begins, ends)] if ends <= WEEK else [(begins, WEEK), (0, ends - WEEK)]


def _clock(time: dt.time) -> str:
    return f"{time:%H:%M}"


def _at(place: Place | None) -> str:
    return f", {place}" if place else ""


def _noted(text: str) -> str:
    return f", {text}" if text else ""
