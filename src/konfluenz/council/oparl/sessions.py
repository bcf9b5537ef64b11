"""Sessions with their points, as the council's system has them."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from konfluenz.council.models import ConsultationSource, Meeting, MeetingItem, SessionState
from konfluenz.council.oparl import linking, words
from konfluenz.council.oparl.bodies import Bodies
from konfluenz.council.oparl.shapes import MeetingObject
from konfluenz.ground import audit, search
from konfluenz.ground.search import Item

FIELDS = ("body", "name", "starts_at", "ends_at", "state", "location", "public")


def store(found: Sequence[MeetingObject], bodies: Bodies) -> None:
    """Take these sessions over, and tie the stations that wait for them. Call it inside atomic.

    The same number of queries for many as for one.
    """
    bodies.ready([each.body for each in found], [], [])
    uids = [each.uid for each in found]
    here = {row.uid: row for row in Meeting.objects.select_related("body").filter(uid__in=uids)}
    new, changed = [], []
    for each in found:
        values = _values(each, bodies)
        if each.uid not in here:
            new.append(Meeting(uid=each.uid, source="OParl", **values))
        else:
            row = here[each.uid]
            changed.append((row, audit.apply(row, values)))
            row.revision += 1
    here |= {row.uid: row for row in Meeting.objects.bulk_create(new)}
    rows = [row for row, _changes in changed]
    Meeting.objects.bulk_update(rows, [*FIELDS, "revision"], batch_size=100)
    _store_items(found, here)
    audit.record_many("council_meeting.added", [(row, {}) for row in new], by=bodies.by)
    audit.record_many("council_meeting.corrected", changed, by=bodies.by)
    search.index_many(Item(row, str(row), [row.body.name]) for row in here.values())
    linking.link(ConsultationSource.objects.filter(meeting_uid__in=uids), bodies)


def remove(uids: Sequence[str], bodies: Bodies, reason: str) -> int:
    """Remove the sessions that were deleted there; return how many were here."""
    rows = list(Meeting.objects.filter(uid__in=uids))
    acts: list[tuple[Meeting, audit.Changes]] = [(row, {}) for row in rows]
    audit.record_many("council_meeting.removed", acts, by=bodies.by, reason=reason)
    search.forget_many(rows)
    Meeting.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _values(found: MeetingObject, bodies: Bodies) -> dict[str, Any]:
    return {
        "body": bodies.body(found.body),
        "name": found.name,
        "starts_at": found.starts_at,
        "ends_at": found.ends_at,
        "state": words.state(found.state) or _by_day(found),
        "location": found.location,
        "public": not found.closed,
    }


def _by_day(found: MeetingObject) -> SessionState:
    """Return the state of a session of which only the day is known."""
    return SessionState.HELD if found.starts_at < timezone.now() else SessionState.PLANNED


def _store_items(found: Sequence[MeetingObject], here: dict[str, Meeting]) -> None:
    """Put the points of each session in their order; those of before make room for them."""
    MeetingItem.objects.filter(meeting__in=[here[each.uid] for each in found]).delete()
    MeetingItem.objects.bulk_create(
        MeetingItem(
            meeting=here[each.uid],
            position=position,
            number=item.number,
            title=item.title,
            open_session=item.public,
            result=item.result,
            resolution_text=item.text,
            uid=item.uid,
        )
        for each in found
        for position, item in enumerate(each.items, 1)
    )
