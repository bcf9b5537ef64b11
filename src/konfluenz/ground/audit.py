"""Write down who did what, in the transaction that does it.

Every domain function that changes something ends with :func:`record`. What has to happen
upstairs because of it is driven by the change feed (`ground/feed.py`), never by a signal.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from konfluenz.ground import chain, references
from konfluenz.ground.models.trail import Detail, Entry, Mention
from konfluenz.ground.references import Reference

SYSTEM = None
"""The actor of what nobody in particular did: a schedule, a deadline, the set-up."""

Changes = dict[str, tuple[Any, Any]]


class NotInTransaction(Exception):
    """An act was recorded outside the transaction that performs it."""


def record(
    action: str,
    *,
    about: models.Model,
    by: models.Model | None,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    reason: str = "",
    also: Iterable[models.Model] = (),
) -> Entry:
    """Record that `by` did `action` ("post.corrected") to `about`.

    Costs two queries, three with changes or a reason.
    `changes` maps a field to its (old, new) values; `also` names further records whose
    timeline shall show the entry. Raises NotInTransaction outside ``atomic``: a write and
    its record stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(action)
    detail = _detail(changes, reason)
    entry = _entry(action, references.to(about), by, detail)
    _mention(entry, map(references.to, also))
    if detail is not None:
        detail.entry = entry
        detail.save(force_insert=True)
    return entry


def record_many(
    action: str,
    acts: Iterable[tuple[models.Model, Mapping[str, tuple[Any, Any]]]],
    *,
    by: models.Model | None,
    reason: str = "",
) -> int:
    """Record that `by` did `action` to many records, each with its changes; return how many.

    Three queries, however many there are. Raises NotInTransaction as `record` does.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(action)
    noted = [(references.to(about), _detail(changes, reason)) for about, changes in acts]
    entries = Entry.objects.bulk_create(
        [_unsaved(action, about, by, detail) for about, detail in noted]
    )
    Mention.objects.bulk_create(
        Mention(entry=entry, label=about.label, record_id=about.id)
        for entry, (about, _detail_of) in zip(entries, noted, strict=True)
    )
    details = []
    for entry, (_about, detail) in zip(entries, noted, strict=True):
        if detail is not None:
            detail.entry = entry
            details.append(detail)
    Detail.objects.bulk_create(details)
    return len(entries)


def apply(record: models.Model, values: Mapping[str, Any]) -> Changes:
    """Set `values` on `record`, unsaved, and return what that changes: {field: (old, new)}.

    Records related by foreign key are noted by their text, as a reader would call them,
    files by their name.
    """
    changes: Changes = {}
    for name, new in values.items():
        old = getattr(record, name)
        if old != new:
            changes[name] = (_noted(old), _noted(new))
            setattr(record, name, new)
    return changes


def timeline(*records: models.Model) -> models.QuerySet[Entry]:
    """Return what happened to any of `records`, newest first. Without records: nothing."""
    wanted = models.Q(pk__in=[])
    for reference in map(references.to, records):
        wanted |= models.Q(label=reference.label, record_id=reference.id)
    mentions = Mention.objects.filter(wanted)
    return (
        Entry.objects.filter(pk__in=mentions.values("entry"))
        .select_related("detail")
        .order_by("-at", "-id")
    )


def erase_details(reference: Reference) -> int:
    """Erase what the trail says in words about one record; return how many details went.

    That somebody did something at that time stays, and the chain still verifies. Every
    entry loses its detail whose timeline is the record's, also those about another record.
    """
    mentions = Mention.objects.filter(label=reference.label, record_id=reference.id)
    erased, _ = Detail.objects.filter(entry__in=mentions.values("entry")).delete()
    return erased


def _detail(changes: Mapping[str, tuple[Any, Any]] | None, reason: str) -> Detail | None:
    """Return the unsaved detail, its content as JSON gives it back, or None without content."""
    if not changes and not reason:
        return None
    content = json.loads(chain.canonical({"changes": dict(changes or {}), "reason": reason}))
    return Detail(salt=secrets.token_hex(16), content=content)


def _entry(action: str, about: Reference, by: models.Model | None, detail: Detail | None) -> Entry:
    entry = _unsaved(action, about, by, detail)
    entry.save(force_insert=True)
    return entry


def _unsaved(
    action: str, about: Reference, by: models.Model | None, detail: Detail | None
) -> Entry:
    actor = references.to(by) if by is not None else references.NOBODY
    return Entry(
        at=timezone.now(),
        action=action,
        about_label=about.label,
        about_id=about.id,
        by_label=actor.label,
        by_id=actor.id,
        digest=chain.digest(detail.content, detail.salt) if detail else "",
    )


def _mention(entry: Entry, also: Iterable[Reference]) -> None:
    Mention.objects.bulk_create(
        Mention(entry=entry, label=label, record_id=record_id)
        for label, record_id in dict.fromkeys([entry.about, *also])
    )


def _noted(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model | FieldFile) else value
