"""Rows that are events: an association's calendar, read in as drafts that somebody publishes."""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory import organizations
from konfluenz.directory.models import OrgUnit, Topic
from konfluenz.events import events
from konfluenz.events.events import EventRefused
from konfluenz.events.importing import entries, locations
from konfluenz.events.models import Event, EventState
from konfluenz.ground import search
from konfluenz.ground.imports import Count, Write, command, reading
from konfluenz.ground.imports.kinds import Added, Content, Field, Kept, Kind, Reader, RowRefused
from konfluenz.ground.imports.tables import Asked, TableRefused

PLAIN = ("title", "description", "url", "all_day", "rrule")


class EventReader:
    """Reads entries of a calendar. What is new comes in as a draft."""

    def __init__(self, by: models.Model | None) -> None:
        self.by = by

    def read(self, cells: Mapping[str, str]) -> Content:
        """Return what the row says. Raises RowRefused."""
        return entries.read(cells.get("entry", ""))

    def add(self, content: Content) -> Added:
        """Add the event as a draft. Raises RowRefused."""
        values = content.values
        if values["cancelled"]:
            raise RowRefused(_("It is cancelled in the calendar it comes from."))
        organiser, told = _organiser(values["organiser"])
        place = locations.place(values["place"], by=self.by)
        try:
            event = events.add(
                by=self.by,
                place=place,
                topics=_topics(values["categories"]),
                uid=" ".join(filter(None, content.key))[:255] if values["uid"] else "",
                source=values["source"],
                **organiser,
                **_fields(values),
            )
        except EventRefused as refusal:
            raise RowRefused(str(refusal)) from None
        if events.is_over(event):
            raise RowRefused(_("It is over."))
        self._put_days(event, values)
        return Added(event, [event], told=told)

    def shown(self, record: Event) -> dict[str, Any]:
        """Return what `record` says now, in the form of a row."""
        skips = list(record.skips.all())
        off = _OFF()
        return {name: getattr(record, name) for name in PLAIN} | {
            "starts_at": record.starts_at.astimezone(dt.UTC).isoformat(),
            "ends_at": record.ends_at.astimezone(dt.UTC).isoformat(),
            "place": locations.shown(record.place, record.online),
            "cancelled": record.state == EventState.CANCELLED,
            "out": [skip.on.isoformat() for skip in skips if not skip.reason],
            "called_off": [skip.on.isoformat() for skip in skips if skip.reason == off],
        }

    def change(self, record: Event, values: dict[str, Any]) -> None:
        """Let `record` say `values`. Raises RowRefused."""
        fields = _fields(values)
        if "place" in values:
            fields["place"] = locations.place(values["place"], by=self.by)
        try:
            changed = events.correct(record, fields, seen=None, by=self.by)
            if values.get("cancelled") and changed.state == EventState.PUBLISHED:
                events.cancel(changed, _OFF(), by=self.by)
            self._put_days(changed, self.shown(changed) | values)
        except EventRefused as refusal:
            raise RowRefused(str(refusal)) from None

    def remove(self, made: models.Model) -> None:
        """Take an event back. Raises Kept for one that readers know."""
        if isinstance(made, Event):
            try:
                events.remove(made, by=self.by)
            except EventRefused as refusal:
                raise Kept(str(refusal)) from None

    def _put_days(self, event: Event, values: Mapping[str, Any]) -> None:
        events.leave_out(event, map(dt.date.fromisoformat, values["out"]))
        there = set(event.skips.values_list("on", flat=True))
        today = timezone.localdate()
        for day in map(dt.date.fromisoformat, values["called_off"]):
            if day >= today and day not in there:
                events.skip(event, day, _OFF(), by=self.by)


def begin(_options: Mapping[str, str], by: models.Model | None) -> Reader:
    """Return a reader for the entries of one calendar."""
    return EventReader(by)


KIND = Kind(
    name="events",
    label=gettext_lazy("Events from a calendar"),
    fields=(Field("entry", gettext_lazy("event"), ["entry"]),),
    needs=(frozenset({"entry"}),),
    needs_words=gettext_lazy("Drop the calendar once more."),
    begin=begin,
    absent={
        "state": gettext_lazy("All events come in as drafts. Nobody sees them until you publish."),
        "single": gettext_lazy("Changed and further times of a series become events of their own."),
        "place": gettext_lazy("Places that are not on record are added."),
    },
    forms=frozenset({"calendar"}),
    fixed=True,
)

_take = partial(command.take, "events")


def take(file: Path, write: Write) -> Count:
    """Read a calendar in and tell which events it no longer has (``konfluenz import events``)."""
    count = _take(file, write)
    if count.new or count.changed or count.unchanged:
        for event in vanished(file):
            write(
                _("No longer in the calendar: %(event)s. Cancel it or leave it.") % {"event": event}
            )
    return count


def vanished(file: Path) -> list[Event]:
    """Return the events to come that an earlier state of this calendar had and `file` lacks."""
    try:
        table = reading.read(file.read_bytes(), KIND, Asked())
    except TableRefused:
        return []
    uids, sources = set(), set()
    for line in table.lines[1:]:
        try:
            content = entries.read(line.cells[0])
        except RowRefused:
            return []  # Half a file says nothing of what is missing.
        uids.add(" ".join(filter(None, content.key))[:255])
        sources.add(content.values["source"])
    rows = events.to_come(Event.objects.all()) | Event.objects.filter(state=EventState.DRAFT)
    known = rows.filter(source__in=sources - {""}).exclude(uid="").exclude(uid__in=uids)
    return [event for event in known.distinct() if not events.is_over(event)]


def _OFF() -> str:  # noqa: N802
    return _("It is cancelled in the calendar it comes from.")


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of `values` that are fields of an event."""
    fields = {name: values[name] for name in PLAIN if name in values}
    for name in ("starts_at", "ends_at"):
        if name in values:
            fields[name] = dt.datetime.fromisoformat(values[name])
    if "place" in values:
        fields["online"] = values["place"]["online"]
    return fields


def _topics(names: list[str]) -> list[Topic]:
    wanted = {search.fold(name) for name in names}
    return [
        topic for topic in Topic.objects.filter(active=True) if search.fold(topic.name) in wanted
    ]


def _organiser(name: str) -> tuple[dict[str, Any], list[str]]:
    """Return who invites, and what to tell when nobody is called so. Raises RowRefused."""
    if name and (found := organizations.possible_duplicates(name).first()) is not None:
        return {"organization": found}, []
    units = OrgUnit.objects.filter(state="active").order_by("id")
    if name and (unit := units.filter(name__iexact=name).first()) is not None:
        return {"unit": unit}, []
    office = units.filter(kind="integration_office").first() or units.first()
    if office is None:
        raise RowRefused(_("Add your own office first: somebody must invite to the event."))
    told = _("Nobody here is called “%(name)s”: entered as an event of %(unit)s.")
    return {"unit": office}, [told % {"name": name or "?", "unit": office}]
