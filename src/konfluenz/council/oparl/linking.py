"""Stations and the sessions in which they took place: day, agenda item, result.

Either may come first; whichever comes second ties them. What people have entered stays: a
station without a source is theirs, and so is a result whose source is not its point there.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from konfluenz.council.matching import Directory
from konfluenz.council.models import (
    Consultation,
    ConsultationResult,
    ConsultationSource,
    Meeting,
    MeetingItem,
    Outcome,
)
from konfluenz.council.oparl import result_words
from konfluenz.council.oparl.bodies import UNNAMED, Bodies
from konfluenz.directory.models import Organization

FIELDS = ["body", "date", "agenda_item", "open_session", "meeting_item"]
RESULT_FIELDS = [
    *("outcome", "vote", "amended", "text", "referred_to"),
    *("votes_for", "votes_against", "abstentions", "excluded"),
]


def link(sources: QuerySet[ConsultationSource], bodies: Bodies) -> set[int]:
    """Tie these stations to their sessions, as far as those are here; return the papers' keys.

    The same number of queries for many as for one.
    """
    rows = list(sources.select_related("consultation__result", "consultation__body"))
    meetings = _by_uid(Meeting.objects.filter(uid__in={row.meeting_uid for row in rows} - {""}))
    items = _by_uid(MeetingItem.objects.filter(uid__in={row.item_uid for row in rows} - {""}))
    unnamed = bodies.rows.get(UNNAMED)
    nobody = unnamed.organization_id if unnamed else None
    moved = [
        row.consultation
        for row in rows
        if row.meeting_uid in meetings
        and _tie(row, meetings[row.meeting_uid], items.get(row.item_uid), nobody)
    ]
    Consultation.objects.bulk_update(moved, FIELDS, batch_size=100)
    told = _results([row.consultation for row in rows], items, rows)
    return {station.paper_id for station in moved} | told


def _by_uid(rows: Iterable[Any]) -> dict[str, Any]:
    return {row.uid: row for row in rows}


def _tie(
    row: ConsultationSource, meeting: Meeting, item: MeetingItem | None, nobody: int | None
) -> bool:
    """Set what the session says of the station; return whether that changes anything."""
    station = row.consultation
    if item is not None and item.meeting_id != meeting.pk:
        item = None
    values: dict[str, Any] = {
        "date": timezone.localdate(meeting.starts_at),
        "agenda_item": item.number if item else station.agenda_item,
        "open_session": not row.closed and meeting.public and (item is None or item.open_session),
        "meeting_item_id": item.pk if item else None,
    }
    if station.body_id == nobody:
        values["body_id"] = meeting.body_id
    changes = {name: value for name, value in values.items() if getattr(station, name) != value}
    for name, value in changes.items():
        setattr(station, name, value)
    return bool(changes)


def _results(
    stations: list[Consultation], items: dict[str, MeetingItem], rows: list[ConsultationSource]
) -> set[int]:
    """Enter the results that are sure, correct and take back those entered so before."""
    sides = {row.consultation_id: row.item_uid for row in rows}
    directory = _Targets()
    new: list[ConsultationResult] = []
    changed: list[ConsultationResult] = []
    gone: list[ConsultationResult] = []
    for station in stations:
        uid = sides[station.pk]
        own: ConsultationResult | None = getattr(station, "result", None)
        if own is not None and own.source != uid:
            continue
        item = items.get(uid) if station.meeting_item_id else None
        said = _result(station, item, directory) if item else None
        if own is None and said is not None:
            new.append(said)
        elif own is not None and said is None:
            gone.append(own)
        elif own is not None and said is not None and _differs(own, said):
            changed.append(own)
    ConsultationResult.objects.bulk_create(new)
    ConsultationResult.objects.bulk_update(changed, RESULT_FIELDS, batch_size=100)
    ConsultationResult.objects.filter(pk__in=[result.pk for result in gone]).delete()
    return {each.consultation.paper_id for each in (*new, *changed, *gone)}


def _result(
    station: Consultation, item: MeetingItem, directory: "_Targets"
) -> ConsultationResult | None:
    """Return the unsaved result that the words of `item` make, None where they are not sure."""
    said = result_words.read(item.result, station.role)
    if said is None:
        return None
    target = directory.body(said.target) if said.outcome == Outcome.REFERRED else None
    if said.outcome == Outcome.REFERRED and target is None:
        return None
    if said.amended and not item.resolution_text:
        return None
    return ConsultationResult(
        consultation=station,
        outcome=said.outcome,
        vote=said.vote,
        amended=said.amended,
        text=item.resolution_text if said.vote else "",
        referred_to=target,
        votes_for=said.votes_for,
        votes_against=said.votes_against,
        abstentions=said.abstentions,
        excluded=said.excluded,
        source=item.uid,
    )


def _differs(own: ConsultationResult, said: ConsultationResult) -> bool:
    """Copy what `said` says to `own`; return whether that changes anything."""
    changes = [name for name in RESULT_FIELDS if getattr(own, name) != getattr(said, name)]
    for name in changes:
        setattr(own, name, getattr(said, name))
    return bool(changes)


class _Targets:
    """The bodies to which papers are referred; read when the first one is."""

    def __init__(self) -> None:
        self._directory: Directory | None = None

    def body(self, name: str) -> Organization | None:
        """Return the one body of this name, or None."""
        if self._directory is None:
            self._directory = Directory()
        return self._directory.body(name)
