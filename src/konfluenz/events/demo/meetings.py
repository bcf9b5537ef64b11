"""A year of invented Sitzungen of the demo's groups. Data: `meetings.toml` beside this file.

Who sits in the working groups of the papers is not told: their meetings are without
attendance. The group whose members are invented too has a meeting ahead, invited and partly
answered.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import cycle
from typing import Any

from django.db import models
from django.utils import timezone

from konfluenz.directory.models import Group
from konfluenz.events import answers, invitations, meetings, minutes, occurrences
from konfluenz.events.minutes import Said
from konfluenz.events.models import AttendanceState, GroupMeeting

SUBJECT = "Demo-Sitzung"
HOURS = dt.timedelta(minutes=90)
TASK_DAYS = 30
MINUTES = "Demo: Ablauf wie in der Tagesordnung. Kein Name, keine Wortmeldung: alles erfunden."
ROOM = "Demo-Raum 1"
ANSWERED = (AttendanceState.COMING, AttendanceState.EXCUSED, AttendanceState.COMING)
"""What the first members answered; the others have not yet."""

Entry = Mapping[str, Any]


def build(data: Entry, by: models.Model | None) -> None:
    """Build the meetings of all groups in `data`. Needs the demo's directory."""
    for entry in data["groups"]:
        _group(entry, cycle(data["agendas"]), by)


def _group(entry: Entry, agendas: Iterator[Entry], by: models.Model | None) -> None:
    group = _found(entry)
    for weeks in entry["weeks"]:
        _held(group, entry, weeks, next(agendas), by)
    if "cancelled" in entry:
        off = entry["cancelled"]
        made = _planned(group, entry, off["weeks"], [SUBJECT], by)
        meetings.cancel(made, off["reason"], by=by)
    if "task" in entry and group.unit is not None:
        last = group.meetings.latest("starts_at")
        due_date = timezone.localdate() + dt.timedelta(days=TASK_DAYS)
        minutes.add_task(last, entry["task"], unit=group.unit, due_date=due_date, by=by)
    if "ahead" in entry:
        _ahead(group, entry, by)


def _found(entry: Entry) -> Group:
    if "name" in entry:
        return Group.objects.get(name=entry["name"])
    return Group.objects.get(name="", source__contains=entry["source"])


def _held(group: Group, entry: Entry, weeks: int, agenda: Entry, by: models.Model | None) -> None:
    titles = [title for title, _decision in agenda["items"]]
    made = _planned(group, entry, weeks, titles, by)
    decided = dict(zip(titles, (decision for _title, decision in agenda["items"]), strict=True))
    roll = invitations.roll(made)
    said = Said(
        minutes=MINUTES,
        summary=agenda.get("summary", ""),
        public=True,
        present=[invitations.key(row) for row in roll[:-1]],
        decisions={item.pk: decided[item.title] for item in made.items.all()},
    )
    minutes.keep(made, said, by=by)


def _ahead(group: Group, entry: Entry, by: models.Model | None) -> None:
    """Plan the next meeting by the last one, invite, and let some answer."""
    proposal = meetings.next_of(group)
    open_points = proposal.agenda if proposal else []
    titles = [*open_points, "Demo-TOP: Ziele für das nächste Jahr"]
    made = invitations.invite(_planned(group, entry, -entry["ahead"], titles, by), by=by)
    rows = made.attendances.order_by("pk")
    for row, state in zip(rows, ANSWERED, strict=False):
        answers.answer(row, state, by=None)


def _planned(
    group: Group, entry: Entry, weeks: int, titles: list[str], by: models.Model | None
) -> GroupMeeting:
    begins = _begin(entry, weeks)
    return meetings.plan(
        group, begins, title=SUBJECT, ends_at=begins + HOURS, room=ROOM, agenda=titles, by=by
    )


def _begin(entry: Entry, weeks: int) -> dt.datetime:
    """Return the group's weekday and hour so many weeks ago; of weeks below 0 ahead."""
    today = timezone.localdate()
    monday = today - dt.timedelta(days=today.weekday(), weeks=weeks)
    day = monday + dt.timedelta(days=entry["weekday"])
    return occurrences.aware(dt.datetime.combine(day, dt.time.fromisoformat(entry["start"])))
