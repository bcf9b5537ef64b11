"""*Stimmt noch?*: each public entry has an owner who is asked again and again whether it holds.

Asking, reminding and telling the coordination is the work of `review_rounds`, once a day.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from konfluenz.directory.models import Organization, OrgUnit, Review, ReviewState, UnitKind
from konfluenz.ground import audit, references, saving

CYCLE_DAYS = 180
HARM = 2
TITLE_LENGTH = 200
LOOKS_AFTER_THE_PORTAL = (UnitKind.INTEGRATION_OFFICE, UnitKind.VOLUNTEER_COORDINATION)


class ReviewRefused(Exception):
    """A review cannot be as wished; the message says why."""


@transaction.atomic
def put(
    record: models.Model,
    *,
    owner: OrgUnit | Organization,
    by: models.Model | None,
    cycle_days: int = CYCLE_DAYS,
    harm: int = HARM,
    vouched_at: dt.datetime | None = None,
) -> Review:
    """Have `owner` asked every `cycle_days` whether `record` still holds.

    Whoever publishes an entry vouches for it at that moment, or did so at `vouched_at`. Called
    again it changes the owner and the cycle, and nothing else. Raises ReviewRefused for a cycle
    below 7 or above 730 days.
    """
    label, record_id = references.to(record)
    review = Review.objects.select_for_update().filter(label=label, record_id=record_id).first()
    if review is None:
        review = _new(record, by, cycle_days, vouched_at or timezone.now())
    before, called = _said(review), review.title
    review.title = str(record)[:TITLE_LENGTH]
    review.unit = owner if isinstance(owner, OrgUnit) else None
    review.organization = owner if isinstance(owner, Organization) else None
    if review.cycle_days != cycle_days:
        review.due_on += dt.timedelta(days=cycle_days - review.cycle_days)
        review.cycle_days = cycle_days
    review.harm = harm
    if review.pk is None or _said(review) != before:
        saving.save(review, ReviewRefused)
        audit.record("review.set", about=review, by=by, also=[record])
    elif review.title != called:
        review.save(update_fields=["title"])
    return review


@transaction.atomic
def confirm(review: Review, *, by: models.Model | None) -> Review:
    """Note that `by` says the entry holds as it stands today; it is asked again after a cycle."""
    current = Review.objects.select_for_update().get(pk=review.pk)
    now = timezone.now()
    current.confirmed_at = current.changed_at = now
    current.confirmed_by_label, current.confirmed_by_id = _named(by)
    current.state = ReviewState.CURRENT
    current.due_on = timezone.localdate(now) + dt.timedelta(days=current.cycle_days)
    current.revision += 1
    current.save()
    audit.record("review.confirmed", about=current, by=by, also=_record(current))
    return current


def of(records: Collection[models.Model]) -> dict[Any, Review]:
    """Return the reviews of `records`, which are of one kind, by their keys, in one query."""
    by_id = {str(record.pk): record.pk for record in records}
    labels = {references.label(type(record)) for record in records}
    found = Review.objects.filter(label__in=labels, record_id__in=list(by_id))
    return {
        by_id[review.record_id]: review for review in found.select_related("unit", "organization")
    }


def default_owner() -> OrgUnit | None:
    """Return the unit that looks after the portal: it is asked about what nobody else owns.

    None in a city without such a unit: nobody is asked.
    """
    found = OrgUnit.objects.filter(kind__in=LOOKS_AFTER_THE_PORTAL).order_by("kind", "pk")
    return found.first()


def forget(record: models.Model) -> None:
    """Ask about `record` no more, in the transaction that takes it from the public."""
    label, record_id = references.to(record)
    Review.objects.filter(label=label, record_id=record_id).delete()


def _new(
    record: models.Model, by: models.Model | None, cycle_days: int, moment: dt.datetime
) -> Review:
    label, record_id = references.to(record)
    said_label, said_id = _named(by)
    return Review(
        label=label,
        record_id=record_id,
        cycle_days=cycle_days,
        due_on=timezone.localdate(moment) + dt.timedelta(days=cycle_days),
        changed_at=moment,
        confirmed_at=moment,
        confirmed_by_label=said_label,
        confirmed_by_id=said_id,
    )


def _said(review: Review) -> tuple[object, ...]:
    return (
        review.unit_id,
        review.organization_id,
        review.cycle_days,
        review.harm,
    )


def _named(by: models.Model | None) -> references.Reference:
    return references.to(by) if by is not None else references.NOBODY


def _record(review: Review) -> list[models.Model]:
    record = references.resolve(references.Reference(review.label, review.record_id))
    return [record] if record is not None else []
