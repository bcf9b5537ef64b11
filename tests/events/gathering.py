"""A unit that invites, and events by it."""

import datetime as dt
from zoneinfo import ZoneInfo

from konfluenz.directory import organizations, places, units
from konfluenz.directory.models import Organization, OrgUnit, Place
from konfluenz.events import events

BERLIN = ZoneInfo("Europe/Berlin")


def at(text):
    """Return "2026-03-24 18:00" as a moment of the city."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def unit():
    found = OrgUnit.objects.filter(name="Leitstelle").first()
    return found or units.add("Leitstelle", kind="integration_office", by=None)


def club():
    name = "Demo-Sprachcafé Moselblick"
    found = Organization.objects.filter(name=name).first()
    return found or organizations.add(name, kind="association", by=None)


def house():
    found = Place.objects.filter(name="Demo-Haus").first()
    values = {"street": "Musterweg 1", "postcode": "56068", "town": "Koblenz"}
    return found or places.add("Demo-Haus", note="Klingel links", by=None, **values)


def event(title="Sprachcafé", starts="2026-03-24 18:00", ends="2026-03-24 20:00", **values):
    """Add an event of the unit at the house; `published` puts it on the portal."""
    published = values.pop("published", True)
    if "organization" not in values:
        values["unit"] = unit()
    values = {"place": house()} | values
    made = events.add(title, starts_at=at(starts), ends_at=at(ends), by=None, **values)
    return events.publish(made, by=None) if published else made


def said(times):
    """Return times as somebody reads them: "Di 24.03. 18:00–20:00 +01"."""
    days = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
    return [
        f"{days[one.day.weekday()]} {one.starts_at:%d.%m. %H:%M}–{one.ends_at:%H:%M}"
        f" {one.starts_at:%z}"[:-2]
        + (f" fällt aus: {one.reason}" if one.cancelled else "")
        for one in times
    ]
