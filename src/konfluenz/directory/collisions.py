"""How rows of this room are resolved when two persons become one. Found by `people/apps.py`."""

from typing import TypeVar

from django.db import models

from konfluenz.directory.models import GroupMember, Membership
from konfluenz.directory.models.periods import Period
from konfluenz.people import merging
from konfluenz.people.journal import Journal
from konfluenz.people.models import Person

AnyPeriod = TypeVar("AnyPeriod", bound=Period)


@merging.resolves(Membership)
def memberships(rows: models.QuerySet[Membership], keep: Person, journal: Journal) -> None:
    """One row per organisation at a time; whoever was the contact person stays it."""
    for row in rows:
        twin = _overlapping(row, keep.memberships.filter(organization=row.organization_id))
        if twin is None:
            continue
        journal.drop(row)
        if row.is_contact:
            journal.set(twin, "is_contact", new=True)
        if row.function and not twin.function:
            journal.set(twin, "function", new=row.function)


@merging.resolves(GroupMember)
def group_members(rows: models.QuerySet[GroupMember], keep: Person, journal: Journal) -> None:
    """One row per group at a time."""
    for row in rows:
        if _overlapping(row, keep.group_memberships.filter(group=row.group_id)) is not None:
            journal.drop(row)


def _overlapping(row: AnyPeriod, others: models.QuerySet[AnyPeriod]) -> AnyPeriod | None:
    if row.valid_until is not None:
        others = others.filter(
            models.Q(valid_from__isnull=True) | models.Q(valid_from__lt=row.valid_until)
        )
    if row.valid_from is not None:
        others = others.filter(
            models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=row.valid_from)
        )
    return others.first()
