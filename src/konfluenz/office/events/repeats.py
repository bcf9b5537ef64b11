"""How an event repeats, in plain words to choose from, and back again.

What the words cannot say is kept as the rule it is (RFC 5545) and stays as somebody wrote it.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.events import rules
from konfluenz.events.rules import Rule
from konfluenz.ground import dates


class Repeat(TextChoices):
    """How often; "other" goes by the rule that somebody wrote."""

    NEVER = "never", gettext_lazy("once")
    WEEKLY = "weekly", gettext_lazy("every week")
    FORTNIGHTLY = "fortnightly", gettext_lazy("every two weeks")
    MONTHLY = "monthly", gettext_lazy("every month on the same weekday, such as the first Tuesday")
    MONTHLY_LAST = "monthly_last", gettext_lazy("every month on the last such weekday")
    MONTHLY_DAY = "monthly_day", gettext_lazy("every month on the same day, such as the 15th")
    YEARLY = "yearly", gettext_lazy("every year on the same day")
    OTHER = "other", gettext_lazy("by a rule of my own")


STEPS = {Repeat.WEEKLY: 1, Repeat.FORTNIGHTLY: 2}
LAST = -1


def rule(values: Mapping[str, Any], first: dt.date) -> str:
    """Return what was chosen as a rule, "" for an event that takes place once."""
    chosen = Repeat(values["repeat"])
    if chosen == Repeat.NEVER:
        return ""
    if chosen == Repeat.OTHER:
        return str(values["rrule"])
    return str(_rule(chosen, values, first))


def _rule(chosen: Repeat, values: Mapping[str, Any], first: dt.date) -> Rule:
    until: dt.date | None = values.get("until")
    if chosen in STEPS:
        days = tuple((0, day) for day in sorted({*map(int, values["weekdays"]), first.weekday()}))
        return Rule("WEEKLY", STEPS[chosen], until=until, days=days)
    if chosen == Repeat.YEARLY:
        return Rule("YEARLY", until=until)
    if chosen == Repeat.MONTHLY_DAY:
        return Rule("MONTHLY", until=until, month_days=(first.day,))
    nth = LAST if chosen == Repeat.MONTHLY_LAST else (first.day - 1) // 7 + 1
    return Rule("MONTHLY", until=until, days=((nth, first.weekday()),))


def chosen(text: str) -> dict[str, Any]:
    """Return a rule as the form shows it."""
    shown: dict[str, Any] = {"repeat": Repeat.NEVER, "weekdays": [], "until": None, "rrule": ""}
    if not text:
        return shown
    found = rules.read(text)
    repeat = _repeat(found)
    if repeat == Repeat.OTHER:
        return shown | {"repeat": repeat, "rrule": text}
    weekdays = [str(day) for _nth, day in found.days] if repeat in STEPS else []
    return shown | {"repeat": repeat, "weekdays": weekdays, "until": found.until}


def words(text: str) -> str:
    """Return a rule as somebody would say it: "jeden ersten Dienstag im Monat"."""
    if not text:
        return str(Repeat.NEVER.label)
    found = rules.read(text)
    said = _said(found, _repeat(found))
    if found.until:
        return _("%(rule)s, until %(day)s") % {"rule": said, "day": dates.show(found.until)}
    if found.count:
        return _("%(rule)s, %(count)d times") % {"rule": said, "count": found.count}
    return said


def _repeat(found: Rule) -> Repeat:
    """Return which of the choices says the same, whatever its end; "other" for none."""
    plain = not (found.months or found.positions or found.count or found.week_start != "MO")
    nths = {nth for nth, _day in found.days}
    form = (found.freq, found.interval, len(found.days), len(found.month_days))
    if not plain:
        return Repeat.OTHER
    match form:
        case ("WEEKLY", (1 | 2) as step, _days, 0):
            return Repeat.WEEKLY if step == 1 else Repeat.FORTNIGHTLY
        case ("MONTHLY", 1, 1, 0) if nths < {1, 2, 3, 4, 5}:
            return Repeat.MONTHLY
        case ("MONTHLY", 1, 1, 0) if nths == {LAST}:
            return Repeat.MONTHLY_LAST
        case ("MONTHLY", 1, 0, 1) if found.month_days[0] > 0:
            return Repeat.MONTHLY_DAY
        case ("YEARLY", 1, 0, 0):
            return Repeat.YEARLY
    return Repeat.OTHER


def _said(found: Rule, repeat: Repeat) -> str:
    if repeat == Repeat.OTHER:
        bare = Rule(**{**vars(found), "until": None, "count": None})
        again = _repeat(bare)
        return str(bare) if again == Repeat.OTHER else _said(bare, again)
    days = ", ".join(str(WEEKDAYS[day]) for _nth, day in found.days)
    if repeat in STEPS:
        text = _("every %(days)s") if repeat == Repeat.WEEKLY else _("every second %(days)s")
        return text % {"days": days} if days else str(repeat.label)
    if repeat == Repeat.MONTHLY_DAY:
        return _("every month on day %(day)d") % {"day": found.month_days[0]}
    if repeat == Repeat.YEARLY:
        return str(repeat.label)
    return _nth(found.days[0][0]) % {"day": days}


def _nth(number: int) -> str:
    return {
        1: _("every first %(day)s of the month"),
        2: _("every second %(day)s of the month"),
        3: _("every third %(day)s of the month"),
        4: _("every fourth %(day)s of the month"),
        5: _("every fifth %(day)s of the month"),
        LAST: _("every last %(day)s of the month"),
    }[number]
