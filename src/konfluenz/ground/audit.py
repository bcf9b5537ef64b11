"""Write down who did what, in the transaction that does it.

Every domain function that changes something ends with :func:`record`. What has to happen
upstairs because of it is driven by the change feed (`ground/feed.py`), never by a signal.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from konfluenz.ground import keyring, references
from konfluenz.ground.models import Detail, Entry, Mention

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

    `changes` maps a field to its (old, new) values; `also` names further records whose
    timeline shall show the entry. Raises NotInTransaction outside ``atomic``: a write and
    its record stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(action)
    content = {"changes": dict(changes or {}), "reason": reason}
    actor = references.to(by) if by is not None else references.Reference("", "")
    subject = references.to(about)
    entry = Entry.objects.create(
        at=timezone.now(),
        action=action,
        about_label=subject.label,
        about_id=subject.id,
        by_label=actor.label,
        by_id=actor.id,
        digest=keyring.trail_digest(
            json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True)
        ),
    )
    mentioned = dict.fromkeys([subject, *map(references.to, also)])
    Mention.objects.bulk_create(
        Mention(entry=entry, label=label, record_id=record_id) for label, record_id in mentioned
    )
    if changes or reason:
        Detail.objects.create(entry=entry, content=content)
    return entry


def apply(record: models.Model, values: Mapping[str, Any]) -> Changes:
    """Set `values` on `record`, unsaved, and return what that changes: {field: (old, new)}.

    Records related by foreign key are noted by their text, as a reader would call them.
    """
    changes: Changes = {}
    for name, new in values.items():
        old = getattr(record, name)
        if old != new:
            changes[name] = (_noted(old), _noted(new))
            setattr(record, name, new)
    return changes


def timeline(*records: models.Model) -> models.QuerySet[Entry]:
    """Return what happened to any of `records`, newest first."""
    wanted = models.Q()
    for reference in map(references.to, records):
        wanted |= models.Q(mentions__label=reference.label, mentions__record_id=reference.id)
    return (
        Entry.objects.filter(wanted).select_related("detail").order_by("-at", "-id").distinct()
    )


def _noted(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value
