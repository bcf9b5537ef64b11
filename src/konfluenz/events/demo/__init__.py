"""The demo city's calendar: invented events, in all languages of the portal.

Data lies beside this file: `events.toml` in German, `events.<language>.toml` with the same
entries elsewhere, `notes.toml` with why single times do not take place. Days are counted from
the day on which the demo is built, so that something is always ahead.
"""

import datetime as dt
import tomllib
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from konfluenz.directory import organizations, places
from konfluenz.directory.demo import bodies
from konfluenz.directory.models import District, Organization, Place, Topic
from konfluenz.events import events, occurrences, rules
from konfluenz.events.demo import meetings
from konfluenz.events.models import Event, EventState
from konfluenz.ground import translations

HERE = Path(__file__).parent
PLAIN = (
    "slug",
    "kind",
    "summary",
    "description",
    "languages",
    "all_day",
    "rrule",
    "cost",
    "free",
    "registration",
    "interpreting",
    "childcare",
    "step_free",
    "online",
    "url",
)
SPOKEN = {"ku": "kmr"}
"""Codes of the data that the list of languages has in another form."""

Texts = dict[str, dict[str, dict[str, str]]]


@transaction.atomic
def build(*, by: models.Model | None = None) -> list[Event]:
    """Build calendar and Sitzungen of a city whose directory is there; return its events."""
    entries = _table("events.toml")["events"]
    texts, notes = _texts(), _table("notes.toml")
    known = _Known()
    meetings.build(_table("meetings.toml"), by)
    return [_event(entry, known, texts.get(entry["slug"], {}), notes, by) for entry in entries]


class _Known:
    """What the directory has already, looked up once."""

    def __init__(self) -> None:
        self.topics = {topic.slug: topic for topic in Topic.objects.all()}
        self.districts = {district.name: district for district in District.objects.all()}
        self.places = {place.name: place for place in Place.objects.all()}
        self.organizations = {one.name: one for one in Organization.objects.all()}

    def organizer(self, entry: Mapping[str, Any], by: models.Model | None) -> dict[str, Any]:
        """Return who invites: a unit of the city, or an association."""
        if "unit" in entry:
            return {"unit": bodies.unit(entry["unit"])}
        name = entry["organiser"]
        if name not in self.organizations:
            made = organizations.add(name, kind="association", listed=True, by=by)
            self.organizations[name] = made
        return {"organization": self.organizations[name]}

    def place(self, entry: Mapping[str, Any], by: models.Model | None) -> Place | None:
        """Return where it is; None for what takes place online alone."""
        found = dict(entry.get("place", {}))
        if not found:
            return None
        name = found.pop("name")
        if name not in self.places:
            district = self.districts.get(found.pop("district", ""))
            points = {key: str(found.pop(key)) for key in ("latitude", "longitude") if key in found}
            values = found | points | {"step_free": entry.get("step_free")}
            self.places[name] = places.add(name, district=district, by=by, **values)
        return self.places[name]


def _event(
    entry: dict[str, Any],
    known: _Known,
    texts: Mapping[str, Mapping[str, str]],
    notes: Mapping[str, Mapping[str, str]],
    by: models.Model | None,
) -> Event:
    values = {name: entry[name] for name in PLAIN if name in entry}
    values["languages"] = [SPOKEN.get(code, code) for code in entry.get("languages", [])]
    starts_at, ends_at = _span(entry)
    if ends_at < timezone.now() and not entry["rrule"]:
        values["state"] = EventState.PUBLISHED  # It was, until it was over.
    made = events.add(
        entry["title"],
        starts_at=starts_at,
        ends_at=ends_at,
        place=known.place(entry, by),
        topics=[known.topics[slug] for slug in entry.get("topics", [])],
        by=by,
        **known.organizer(entry, by),
        **values,
    )
    translations.put_fields(made, _by_field(texts, Event.TEXTS), by=by, machine=True)
    if not events.is_over(made):
        made = events.publish(made, by=by)
    _skip(made, entry, notes, by)
    return made


def _span(entry: Mapping[str, Any]) -> tuple[dt.datetime, dt.datetime]:
    """Return when the first time begins and ends: on the first day that its rule names."""
    day = timezone.localdate() + dt.timedelta(days=entry["first_in_days"])
    if entry.get("rrule"):
        day = rules.first_fitting(rules.read(entry["rrule"]), day) or day
    if entry.get("all_day"):
        days = entry.get("days", 1)
        return occurrences.midnight(day), occurrences.midnight(day + dt.timedelta(days=days))
    start, end = (dt.time.fromisoformat(entry[name]) for name in ("start", "end"))
    begins = dt.datetime.combine(day, start)
    ends = dt.datetime.combine(day, end) + dt.timedelta(days=end <= start)
    return occurrences.aware(begins), occurrences.aware(ends)


def _skip(
    event: Event,
    entry: Mapping[str, Any],
    notes: Mapping[str, Mapping[str, str]],
    by: models.Model | None,
) -> None:
    """Cancel single times: `number` counts them from the first."""
    for skipped in entry.get("skips_weeks", []):
        times = occurrences.from_(event, event.starts_at)
        time = next(islice(times, skipped["number"] - 1, None), None)
        if time is not None and not time.cancelled:
            made = events.skip(event, time.day, skipped["reason"], by=by)
            said = dict(notes.get(skipped["reason"], {}))
            translations.put_fields(made, {"reason": said}, by=by, machine=True)


def _texts() -> Texts:
    """Return slug → language → field → text."""
    found: Texts = {}
    for file in sorted(HERE.glob("events.*.toml")):
        language = file.name.split(".")[1]
        for slug, said in _entries(_table(file.name)):
            found.setdefault(slug, {})[language] = said
    return found


def _entries(table: Mapping[str, Any]) -> list[tuple[str, dict[str, str]]]:
    """Return the entries of a translation by slug: listed like the German, or by their slug."""
    if "events" in table:
        return [(entry["slug"], entry) for entry in table["events"]]
    return list(table.items())


def _by_field(
    texts: Mapping[str, Mapping[str, str]], fields: tuple[str, ...]
) -> dict[str, dict[str, str]]:
    """Return field → language → text."""
    return {
        name: {language: said[name] for language, said in texts.items() if said.get(name)}
        for name in fields
    }


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
