"""The foot of a page: when it was checked last and by whom, never by which person."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from konfluenz.directory import reviews
from konfluenz.directory.models import Review, ReviewState
from konfluenz.publishing.baking import reads


@dataclass(frozen=True)
class Foot:
    """What the foot says: checked on a day by `owner`, a unit or an organisation.

    `unconfirmed`: the owner was asked and has not answered, since `day` nobody has confirmed it.
    """

    day: dt.date | None = None
    owner: str = ""
    unconfirmed: bool = False


def of(record: models.Model) -> Foot:
    """Return the foot for `record`, in one query."""
    return of_all([record])[record.pk]


def of_all(records: Collection[models.Model]) -> dict[Any, Foot]:
    """Return the feet for `records`, which are of one kind, by their keys, in one query."""
    reads.note(*records)
    found = reviews.of(records) if records else {}
    return {
        record.pk: _said(found[record.pk]) if record.pk in found else Foot() for record in records
    }


def _said(review: Review) -> Foot:
    reads.note(review, review.owner)
    moment = review.confirmed_at or review.created_at
    unconfirmed = review.state == ReviewState.UNCONFIRMED
    return Foot(timezone.localdate(moment), str(review.owner), unconfirmed)
