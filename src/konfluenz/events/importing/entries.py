"""What an entry of a calendar says (VEVENT, RFC 5545), as values fit for JSON.

Moments in foreign zones become moments of the city; floating times are the city's own. What
cannot be taken over is refused, what was taken for granted is told.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from konfluenz.events import rules
from konfluenz.events.importing import locations
from konfluenz.ground.imports.kinds import Content, RowRefused

ASSUMED = dt.timedelta(hours=1)
LONGEST_TEXT = 20_000
BREAKS = ("<br>", "<br/>", "<br />", "</p>", "</li>")


@dataclass
class Read:
    """One entry being read: what it said, and what people should know of it."""

    entry: Entry
    values: dict[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


def read(text: str) -> Content:
    """Return what the row says. Raises RowRefused."""
    calendar = _parsed(text)
    entries = [one for one in calendar.walk("VEVENT") if isinstance(one, Entry)]
    if not entries:
        raise RowRefused(_("This event cannot be read."))
    one = Read(entries[0])
    title = _text(one.entry, "SUMMARY")[:160]
    if not title:
        raise RowRefused(_("This event has no title."))
    try:
        _fill(one, title, calendar)
        _days_out(one, entries[1:])
    except RowRefused as refusal:
        raise RowRefused(str(refusal), title=title) from None
    key = (_text(one.entry, "UID") or title, _recurrence(one.entry))
    return Content(key, title, one.values, told=one.told)


def _parsed(text: str) -> Calendar:
    try:
        found = Calendar.from_ical(text)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        raise RowRefused(_("This event cannot be read.")) from None
    assert isinstance(found, Calendar)
    return found


def _fill(one: Read, title: str, calendar: Calendar) -> None:
    entry = one.entry
    name = _text(calendar, "X-WR-CALNAME") or _text(calendar, "NAME") or _text(calendar, "PRODID")
    url = _text(entry, "URL")
    one.values |= {
        "title": title,
        "description": _plain(_text(entry, "DESCRIPTION")),
        "url": url if _is_url(url) else "",
        "place": locations.read(_text(entry, "LOCATION")),
        "organiser": _organiser(entry) or _text(calendar, "X-WR-CALNAME"),
        "categories": _categories(entry),
        "cancelled": _text(entry, "STATUS").upper() == "CANCELLED",
        "uid": _text(entry, "UID")[:255],
        "source": name[:120],
        "sequence": int(entry.get("SEQUENCE", 0) or 0),
    }
    _when(one)


def _when(one: Read) -> None:
    start = _moment(one, "DTSTART")
    if start is None:
        raise RowRefused(_("This event says no day on which it begins."))
    all_day = not isinstance(start, dt.datetime)
    end = _moment(one, "DTEND")
    length = _length(one.entry) if end is None else None
    begins, ends = _local(start), _local(end) if end is not None else None
    if ends is None and length:
        ends = begins + length
    if ends is None or ends <= begins:
        ends = begins + (dt.timedelta(days=1) if all_day else ASSUMED)
        if not all_day:
            one.told.append(_("It says no end; one hour is taken for granted."))
    one.values |= {
        "starts_at": begins.astimezone(dt.UTC).isoformat(),
        "ends_at": ends.astimezone(dt.UTC).isoformat(),
        "all_day": all_day,
        "rrule": _rule(one, start, begins),
    }


def _rule(one: Read, start: dt.date, begins: dt.datetime) -> str:
    """Return the rule as it is kept, "" for none or for a single time of a series."""
    found = one.entry.get("RRULE")
    if one.entry.get("RECURRENCE-ID") is not None:
        return _single(one)
    if one.entry.get("EXRULE") is not None or isinstance(found, list):
        raise RowRefused(_("It repeats by several rules. Add it by hand as several events."))
    if not found:
        return ""
    until = next(iter(found.get("UNTIL", [])), None)
    rest = {name: value for name, value in found.items() if name != "UNTIL"}
    text = ";".join(f"{name}={_listed(value)}" for name, value in rest.items())
    if until is not None:
        text += f";UNTIL={_last_day(until, begins):%Y%m%d}"
    _tell_zone(one, start, begins)
    try:
        return str(rules.check(text, begins.replace(tzinfo=None)))
    except rules.RuleRefused as refusal:
        raise RowRefused(str(refusal)) from None


def _single(one: Read) -> str:
    """Return no rule for a changed single time; raises RowRefused for all the following."""
    parameters = getattr(one.entry["RECURRENCE-ID"], "params", {})
    if parameters.get("RANGE"):
        raise RowRefused(
            _("This changes all times of a series from a day on. Change the series by hand.")
        )
    return ""


def _last_day(until: dt.date, begins: dt.datetime) -> dt.date:
    """Return the last local day on which it may begin (RFC 5545, 3.3.10)."""
    if not isinstance(until, dt.datetime):
        return until
    local = _local(until)
    before = local.time() < begins.time()
    return local.date() - dt.timedelta(days=1) if before else local.date()


def _tell_zone(one: Read, start: dt.date, begins: dt.datetime) -> None:
    """Say when a series follows the clock of another place; here it follows the city's."""
    if not isinstance(start, dt.datetime) or start.tzinfo is None or _keeps_step(start):
        return
    if start.date() != begins.date():
        raise RowRefused(
            _("The series follows another time zone, in which it is another day. Add it by hand.")
        )
    one.told.append(
        _("The series follows another time zone; here it keeps to the clock of the city: %(time)s.")
        % {"time": f"{begins:%H:%M}"}
    )


def _keeps_step(start: dt.datetime) -> bool:
    """Return whether the zone of `start` has the city's hour in winter and in summer."""
    days = [dt.datetime(start.year, month, 15, 12, tzinfo=dt.UTC) for month in (1, 7)]
    city = timezone.get_default_timezone()
    return all(
        day.astimezone(start.tzinfo).utcoffset() == day.astimezone(city).utcoffset() for day in days
    )


def _days_out(one: Read, changes: list[Entry]) -> None:
    """Note the local days that the rule names and on which nothing happens by it."""
    out = {_local(day).date() for day in _exdates(one.entry)}
    called_off: set[dt.date] = set()
    for change in changes:
        moment = getattr(change.get("RECURRENCE-ID"), "dt", None)
        if moment is None or "RANGE" in change["RECURRENCE-ID"].params:
            continue
        off = _text(change, "STATUS").upper() == "CANCELLED"
        (called_off if off else out).add(_local(moment).date())
    one.values["out"] = sorted(day.isoformat() for day in out)
    one.values["called_off"] = sorted(day.isoformat() for day in called_off - out)


def _exdates(entry: Entry) -> list[dt.date]:
    found = entry.get("EXDATE", [])
    listed = found if isinstance(found, list) else [found]
    return [moment.dt for one in listed for moment in getattr(one, "dts", [])]


def _moment(one: Read, name: str) -> dt.date | None:
    """Return a day or moment; tells of a zone that nobody knows. Raises RowRefused."""
    found = one.entry.get(name)
    if found is None:
        return None
    try:
        moment: dt.date = found.dt
    except (AttributeError, ValueError):
        raise RowRefused(
            _("This is no day or time: %(text)s.") % {"text": str(found)[:60]}
        ) from None
    zone = found.params.get("TZID", "")
    if zone and isinstance(moment, dt.datetime) and moment.tzinfo is None:
        told = _("The time zone “%(zone)s” is not known; the city's is taken for granted.")
        one.told.append(told % {"zone": zone})
    return moment


def _length(entry: Entry) -> dt.timedelta | None:
    found = getattr(entry.get("DURATION"), "dt", None)
    return found if isinstance(found, dt.timedelta) and found > dt.timedelta() else None


def _local(moment: dt.date) -> dt.datetime:
    """Return a day's beginning, or a moment, in the city's zone."""
    city = timezone.get_default_timezone()
    if not isinstance(moment, dt.datetime):
        return dt.datetime.combine(moment, dt.time(), tzinfo=city)
    return moment.replace(tzinfo=city) if moment.tzinfo is None else moment.astimezone(city)


def _recurrence(entry: Entry) -> str:
    moment = getattr(entry.get("RECURRENCE-ID"), "dt", None)
    return _local(moment).astimezone(dt.UTC).isoformat() if moment is not None else ""


def _organiser(entry: Entry) -> str:
    found = entry.get("ORGANIZER")
    return str(getattr(found, "params", {}).get("CN", "")).strip('" ')[:200]


def _categories(entry: Entry) -> list[str]:
    found = entry.get("CATEGORIES", [])
    listed = found if isinstance(found, list) else [found]
    return sorted({str(name).strip() for one in listed for name in getattr(one, "cats", [])})


def _text(component: Any, name: str) -> str:
    found = component.get(name, "")
    if isinstance(found, list):
        found = found[0]
    return " ".join(str(found).split()) if name != "DESCRIPTION" else str(found)


def _plain(text: str) -> str:
    """Return a description without HTML, which some calendars put there."""
    for sign in BREAKS:
        text = text.replace(sign, f"{sign}\n")
    return strip_tags(text[:LONGEST_TEXT]).replace("&nbsp;", " ").replace("&amp;", "&").strip()


def _is_url(text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return len(text) <= 200


def _listed(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
