"""When help is wanted and in which languages: the rows below an opportunity."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from konfluenz.people import languages
from konfluenz.people.models.languages import Level
from konfluenz.volunteering.models import (
    Opportunity,
    OpportunityLanguage,
    OpportunityTime,
    Timing,
)

MOST = 100
"""Times of one opportunity."""

MIDNIGHT = dt.time(0)


class ConditionsRefused(Exception):
    """Times or languages do not fit; the message says how to mend them."""


class When(NamedTuple):
    """A time on a weekday (0 is Monday) each week, or on one date. Ends at 00:00: midnight."""

    starts_at: dt.time
    ends_at: dt.time
    weekday: int | None = None
    date: dt.date | None = None

    def __str__(self) -> str:
        """Return it as the trail keeps it: "1 17:00-18:00", "2026-11-21 10:00-12:00"."""
        day = self.date.isoformat() if self.date else self.weekday
        return f"{day} {self.starts_at:%H:%M}-{self.ends_at:%H:%M}"


class Wanted(NamedTuple):
    """A language that is needed at `level` or better, or is only useful there."""

    language: str
    required: bool = False
    level: str = ""

    def __str__(self) -> str:
        """Return it as the trail keeps it: "ar b1 required"."""
        words = (self.language, self.level, "required" if self.required else "")
        return " ".join(word for word in words if word)


def checked_times(timing: str, times: Iterable[When]) -> list[When]:
    """Return the times in order, each once. Raises ConditionsRefused.

    Fixed days need dates and weekly help weekdays; where it is to be agreed, none is needed.
    """
    wanted = sorted(set(times), key=_order)
    for when in wanted:
        _refuse_no_time(when)
    if len(wanted) > MOST:
        raise ConditionsRefused(_("These are too many times: at most 100."))
    if timing == Timing.FIXED and not (wanted and all(when.date for when in wanted)):
        raise ConditionsRefused(_("Say on which dates, from when until when."))
    if timing == Timing.WEEKLY and not (wanted and all(when.date is None for when in wanted)):
        raise ConditionsRefused(_("Say on which weekdays, from when until when."))
    return wanted


def checked_languages(wanted: Iterable[Wanted]) -> list[Wanted]:
    """Return the languages, the required ones first. Raises ConditionsRefused."""
    found = sorted(set(wanted), key=lambda one: (not one.required, one.language))
    for one in found:
        if one.language not in languages.CODES or one.level not in ("", *Level.values):
            raise ConditionsRefused(_("Choose a language and a level of the list."))
    if len({one.language for one in found}) < len(found):
        raise ConditionsRefused(_("A language stands there twice. Leave one of them."))
    return found


def last_day(times: Sequence[When]) -> dt.date | None:
    """Return the last of the dates, None when there is none."""
    return max((when.date for when in times if when.date), default=None)


def times_of(opportunity: Opportunity) -> list[When]:
    """Return the stored times in order."""
    rows = opportunity.times.all()
    found = [When(row.starts_at, row.ends_at, row.weekday, row.date) for row in rows]
    return sorted(found, key=_order)


def languages_of(opportunity: Opportunity) -> list[Wanted]:
    """Return the stored languages, the required ones first."""
    rows = opportunity.languages.all()
    found = [Wanted(row.language, row.required, row.level) for row in rows]
    return sorted(found, key=lambda one: (not one.required, one.language))


def write_times(opportunity: Opportunity, times: Iterable[When]) -> None:
    """Store checked times as the only ones; the caller records it."""
    opportunity.times.all().delete()
    OpportunityTime.objects.bulk_create(
        OpportunityTime(opportunity=opportunity, **when._asdict()) for when in times
    )


def write_languages(opportunity: Opportunity, wanted: Iterable[Wanted]) -> None:
    """Store checked languages as the only ones; the caller records it."""
    opportunity.languages.all().delete()
    OpportunityLanguage.objects.bulk_create(
        OpportunityLanguage(opportunity=opportunity, **one._asdict()) for one in wanted
    )


def _order(when: When) -> tuple:
    return (when.date or dt.date.min, when.weekday or 0, when.starts_at, when.ends_at)


def _refuse_no_time(when: When) -> None:
    one_of_two = (when.weekday is None) != (when.date is None)
    if not one_of_two or when.weekday not in (None, *range(7)):
        raise ConditionsRefused(_("Give each time a weekday or a date."))
    if when.ends_at <= when.starts_at and when.ends_at != MIDNIGHT:
        raise ConditionsRefused(_("The end must be after the beginning."))
