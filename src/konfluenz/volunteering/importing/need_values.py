"""An opportunity as a row of a list says it, and as the room takes it."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from konfluenz.directory.models import District, Topic
from konfluenz.volunteering import conditions
from konfluenz.volunteering.conditions import Wanted, When
from konfluenz.volunteering.models import Opportunity, Skill, Timing

PLAIN = [
    "title",
    "task",
    "address",
    "from_home",
    "minutes",
    "wanted",
    "without_german",
    "with_minors",
    "youngest",
    "oldest",
    "contact_name",
    "contact_mail",
    "contact_phone",
    "insured_by",
]


def fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row as `opportunities.add` and `correct` take them."""
    taken = {name: values[name] for name in PLAIN if name in values}
    for name, model in (("district", District), ("topic", Topic)):
        if name in values:
            taken[name] = model.objects.filter(name=values[name]).first() if values[name] else None
    if values.get("latitude"):
        taken["latitude"] = Decimal(values["latitude"])
        taken["longitude"] = Decimal(values["longitude"])
    if "skills" in values:
        taken["skills"] = list(Skill.objects.filter(name__in=values["skills"]))
    if "languages" in values:
        taken["languages"] = [Wanted(code, level=level) for code, level in values["languages"]]
    if "times" in values:
        taken |= _times(values["times"])
    if values.get("expires_on"):
        taken["expires_on"] = min(dt.date.fromisoformat(values["expires_on"]), in_months(12))
    return taken


def shown(record: Opportunity) -> dict[str, Any]:
    """Return what `record` says now, in the form of a row."""
    values: dict[str, Any] = {name: getattr(record, name) for name in PLAIN}
    values |= {
        "organization": record.organization.name if record.organization else "",
        "district": record.district.name if record.district else "",
        "topic": record.topic.name if record.topic else "",
        "latitude": degrees(record.latitude),
        "longitude": degrees(record.longitude),
        "skills": sorted(skill.name for skill in record.skills.all()),
        "languages": [[row.language, row.level] for row in conditions.languages_of(record)],
        "times": [_time(when) for when in conditions.times_of(record)],
        "expires_on": record.expires_on.isoformat(),
    }
    return values


def degrees(number: Decimal | None) -> str:
    """Return a coordinate as rows keep it: five places, about a metre."""
    return f"{number:.5f}" if number is not None else ""


def in_months(months: int) -> dt.date:
    """Return the day in so many months, within the year that an opportunity may stand."""
    today = timezone.localdate()
    return min(today + relativedelta(months=months), today + dt.timedelta(days=366))


def _times(texts: list[list[Any]]) -> dict[str, Any]:
    """Return the times, and the timing that they mean."""
    times = [
        When(
            dt.time.fromisoformat(start),
            dt.time.fromisoformat(end),
            weekday,
            dt.date.fromisoformat(date) if date else None,
        )
        for start, end, weekday, date in texts
    ]
    if not times:
        return {"times": [], "timing": Timing.FLEXIBLE}
    fixed = all(when.date for when in times)
    return {"times": times, "timing": Timing.FIXED if fixed else Timing.WEEKLY}


def _time(when: When) -> list[Any]:
    date = when.date.isoformat() if when.date else ""
    return [f"{when.starts_at:%H:%M}", f"{when.ends_at:%H:%M}", when.weekday, date]
