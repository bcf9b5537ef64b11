"""How an event repeats: RFC 5545 rules (section 3.3.10) as far as public events need them.

A rule is kept in one spelling, with UNTIL as the last local day. What would never come, or more
than once a day, is refused with a sentence that says how to write it.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr
from django.utils.translation import gettext as _

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
KNOWN = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST")
MOST_TIMES = 1000
LONGEST = dt.timedelta(days=20 * 366)
"""How far ahead a rule may end."""

AHEAD = 8 * 366
"""Days in which the first fitting one is looked for: a 29 February comes at last."""

BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
UNTIL = re.compile(r"(\d{8})(T\d{6}Z?)?")


class RuleRefused(Exception):
    """A rule cannot be followed; the message says how to write it."""


@dataclass(frozen=True)
class Rule:
    """A rule, read. `days` are (which of the month, weekday from Monday 0); 0: every one."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: dt.date | None = None
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: str = field(default="MO")

    @property
    def endless(self) -> bool:
        """Whether it has no last time."""
        return self.count is None and self.until is None

    def __str__(self) -> str:
        return ";".join(f"{name}={value}" for name, value in self._parts() if value)

    def _parts(self) -> Iterator[tuple[str, str]]:
        yield "FREQ", self.freq
        yield "INTERVAL", str(self.interval) if self.interval > 1 else ""
        yield "COUNT", str(self.count or "")
        yield "UNTIL", f"{self.until:%Y%m%d}" if self.until else ""
        yield "BYDAY", ",".join(f"{nth or ''}{DAYS[day]}" for nth, day in self.days)
        yield "BYMONTHDAY", ",".join(map(str, self.month_days))
        yield "BYMONTH", ",".join(map(str, self.months))
        yield "BYSETPOS", ",".join(map(str, self.positions))
        yield "WKST", self.week_start if self.week_start != "MO" else ""


@lru_cache(maxsize=2048)
def read(text: str) -> Rule:
    """Return the rule that `text` says. Raises RuleRefused."""
    parts = _parts(text)
    rule = Rule(
        freq=parts.get("FREQ", ""),
        interval=_number(parts, "INTERVAL", 1, 99) or 1,
        count=_number(parts, "COUNT", 1, MOST_TIMES),
        until=_until(parts.get("UNTIL", "")),
        days=tuple(map(_day, _listed(parts, "BYDAY"))),
        month_days=_numbers(parts, "BYMONTHDAY", 31, below_zero=True),
        months=_numbers(parts, "BYMONTH", 12),
        positions=_numbers(parts, "BYSETPOS", 4, below_zero=True),
        week_start=parts.get("WKST", "MO"),
    )
    _refuse(rule)
    return rule


def check(text: str, first: dt.datetime) -> Rule:
    """Return the rule for an event that begins at `first`, local time. Raises RuleRefused.

    The first time must be one of the rule's own (RFC 5545, 3.8.5.3), and the last one near.
    """
    rule = read(text)
    if not fits(rule, first.date()):
        found = first_fitting(rule, first.date())
        if found is None:
            raise RuleRefused(_("By this rule the event never takes place."))
        raise RuleRefused(
            _("The first day does not fit how it repeats. The next that fits is %(day)s.")
            % {"day": f"{found:%d.%m.%Y}"}
        )
    if rule.until and not first.date() <= rule.until <= first.date() + LONGEST:
        raise RuleRefused(_("Let it end after the first time and within twenty years."))
    return rule


def fits(rule: Rule, day: dt.date) -> bool:
    """Return whether `day` is one that the rule names, whatever the interval."""
    if rule.months and day.month not in rule.months:
        return False
    month_length = calendar.monthrange(day.year, day.month)[1]
    if rule.month_days and not {day.day, day.day - month_length - 1} & set(rule.month_days):
        return False
    if rule.days and not any(_is_nth(day, nth, weekday) for nth, weekday in rule.days):
        return False
    return not rule.positions or _position(rule, day, month_length)


def first_fitting(rule: Rule, day: dt.date) -> dt.date | None:
    """Return the first day from `day` on that the rule names; None: none in eight years."""
    days = (day + dt.timedelta(days=ahead) for ahead in range(AHEAD))
    return next((each for each in days if fits(rule, each)), None)


def times(rule: Rule, first: dt.datetime, since: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the local times from `since` on at which an event begins whose first is `first`.

    A rule without a number of times starts near `since` instead of counting up to it.
    """
    yield from _library(rule, _near(rule, first, since)).xafter(since, inc=True)


def last(rule: Rule, first: dt.datetime) -> dt.datetime | None:
    """Return the last local time, None for a rule without an end."""
    if rule.endless:
        return None
    found = first
    for found in _library(rule, first):  # noqa: B007
        pass
    return found


def _near(rule: Rule, first: dt.datetime, since: dt.datetime) -> dt.datetime:
    """Return a time of the rule before `since`, in step with `first`."""
    step = {"DAILY": 1, "WEEKLY": 7}.get(rule.freq, 0) * rule.interval
    if not step or rule.count or since <= first:
        return first
    return first + dt.timedelta(days=(since - first).days // step * step)


def _library(rule: Rule, first: dt.datetime) -> rrule:
    text = str(rule)
    if rule.until:
        text = text.replace(f"UNTIL={rule.until:%Y%m%d}", f"UNTIL={rule.until:%Y%m%d}T235959")
    found = rrulestr(text, dtstart=first)
    assert isinstance(found, rrule)  # One rule alone is never a set.
    return found


def _parts(text: str) -> dict[str, str]:
    text = text.strip().upper().removeprefix("RRULE:")
    pairs = [part.partition("=") for part in text.split(";") if part]
    parts = {name.strip(): value.strip() for name, _sign, value in pairs}
    unknown = sorted(set(parts) - set(KNOWN))
    if parts.get("FREQ") not in FREQUENCIES:
        raise RuleRefused(
            _("Begin the rule with how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
            + " "
            + EXAMPLE()
        )
    if unknown or len(parts) != len(pairs):
        names = ", ".join(unknown) or text
        raise RuleRefused(_("This rule cannot be followed: %(part)s.") % {"part": names[:80]})
    return parts


def EXAMPLE() -> str:  # noqa: N802
    """Return an example that people can copy."""
    return _("Every second Tuesday is FREQ=WEEKLY;INTERVAL=2;BYDAY=TU.")


def _number(parts: dict[str, str], name: str, least: int, most: int) -> int | None:
    text = parts.get(name, "")
    if not text:
        return None
    if not text.isdecimal() or not least <= int(text[:6]) <= most:
        raise RuleRefused(
            _("%(name)s takes a number from %(least)d to %(most)d.")
            % {"name": name, "least": least, "most": most}
        )
    return int(text)


def _numbers(
    parts: dict[str, str], name: str, most: int, *, below_zero: bool = False
) -> tuple[int, ...]:
    listed = _listed(parts, name)
    for text in listed:
        bare = text.lstrip("+-")
        bad_sign = text.startswith("-") and not below_zero
        if not bare.isdecimal() or not 1 <= int(bare[:4]) <= most or bad_sign:
            raise RuleRefused(
                _("%(name)s takes a number from %(least)d to %(most)d.")
                % {"name": name, "least": -most if below_zero else 1, "most": most}
            )
    return tuple(int(text) for text in listed)


def _listed(parts: dict[str, str], name: str) -> list[str]:
    return [one.strip() for one in parts.get(name, "").split(",") if one.strip()]


def _day(text: str) -> tuple[int, int]:
    found = BYDAY.fullmatch(text)
    if found is None:
        raise RuleRefused(
            _("Write days as MO, TU, WE, TH, FR, SA, SU, with 1 to 5 or -1 before: 1TH, -1SU.")
        )
    return int(found[1] or 0), DAYS.index(found[2])


def _until(text: str) -> dt.date | None:
    if not text:
        return None
    found = UNTIL.fullmatch(text)
    try:
        return dt.datetime.strptime(found[1], "%Y%m%d").date() if found else _no_day()  # noqa: DTZ007
    except ValueError:
        return _no_day()


def _no_day() -> dt.date:
    raise RuleRefused(_("Write the last day as UNTIL=20261231."))


def _refuse(rule: Rule) -> None:
    """Raise RuleRefused for parts that do not go together, or would never come."""
    if rule.count and rule.until:
        raise RuleRefused(_("Say either how many times or until when, not both."))
    by_month = rule.freq == "MONTHLY" or (rule.freq == "YEARLY" and rule.months)
    if any(nth for nth, _weekday in rule.days) and not by_month:
        raise RuleRefused(
            _("The first or last weekday goes with months only: FREQ=MONTHLY;BYDAY=-1SU.")
        )
    plain = rule.days and not any(nth for nth, _weekday in rule.days) and not rule.month_days
    if rule.positions and not (rule.freq == "MONTHLY" and plain):
        raise RuleRefused(
            _("BYSETPOS goes with weekdays of a month only: FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1.")
        )
    if rule.week_start not in DAYS:
        raise RuleRefused(_("This rule cannot be followed: %(part)s.") % {"part": "WKST"})


def _is_nth(day: dt.date, nth: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    left = calendar.monthrange(day.year, day.month)[1] - day.day
    return nth in (0, (day.day - 1) // 7 + 1, -(left // 7) - 1)


def _position(rule: Rule, day: dt.date, month_length: int) -> bool:
    """Return whether `day` is at one of the places among the rule's weekdays of its month."""
    wanted = {weekday for _nth, weekday in rule.days}
    days = [n for n in range(1, month_length + 1) if day.replace(day=n).weekday() in wanted]
    place = days.index(day.day)
    return bool({place + 1, place - len(days)} & set(rule.positions))
