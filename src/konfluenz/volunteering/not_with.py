"""Who is not brought together. The reason is never stored, and matching only leaves it out."""

from typing import NamedTuple

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from konfluenz.directory.models import Organization
from konfluenz.ground import audit
from konfluenz.volunteering.models import NotWith, Volunteer


class NotWithRefused(Exception):
    """These two cannot be kept apart; the message says why."""


class Apart(NamedTuple):
    """All that must not meet, by keys: {(volunteer, organisation)} and {{volunteer, volunteer}}."""

    organizations: frozenset[tuple[int, int]]
    persons: frozenset[frozenset[int]]


@transaction.atomic
def put(volunteer: Volunteer, other: Volunteer | Organization, *, by: models.Model | None) -> None:
    """Keep `volunteer` and `other` apart, whichever of two volunteers was named first.

    Raises NotWithRefused for somebody and themselves.
    """
    if volunteer == other:
        raise NotWithRefused(_("Choose two different persons."))
    _lock(volunteer, other)
    if _rows(volunteer, other).exists():
        return
    NotWith.objects.create(volunteer=volunteer, **_side(other))
    audit.record("not_with.noted", about=volunteer, by=by)


@transaction.atomic
def remove(
    volunteer: Volunteer, other: Volunteer | Organization, *, by: models.Model | None
) -> None:
    """Let the two meet again; what was not noted needs no removing."""
    gone, _by_kind = _rows(volunteer, other).delete()
    if gone:
        audit.record("not_with.removed", about=volunteer, by=by)


def apart() -> Apart:
    """Return all that must not meet, in one query."""
    rows = NotWith.objects.values_list("volunteer_id", "other_id", "organization_id")
    found = list(rows)
    return Apart(
        frozenset((one, organization) for one, _other, organization in found if organization),
        frozenset(frozenset((one, other)) for one, other, _organization in found if other),
    )


def of(volunteer: Volunteer) -> list[Volunteer | Organization]:
    """Return whom `volunteer` does not meet, whoever said so."""
    rows = NotWith.objects.filter(Q(volunteer=volunteer) | Q(other=volunteer))
    found: list[Volunteer | Organization] = []
    for row in rows.select_related("volunteer__person", "other__person", "organization"):
        if row.organization is not None:
            found.append(row.organization)
        elif row.other is not None:
            found.append(row.volunteer if row.other_id == volunteer.pk else row.other)
    return found


def _rows(volunteer: Volunteer, other: Volunteer | Organization) -> models.QuerySet[NotWith]:
    if isinstance(other, Organization):
        return NotWith.objects.filter(volunteer=volunteer, organization=other)
    return NotWith.objects.filter(
        Q(volunteer=volunteer, other=other) | Q(volunteer=other, other=volunteer)
    )


def _side(other: Volunteer | Organization) -> dict[str, Volunteer | Organization]:
    return {"organization" if isinstance(other, Organization) else "other": other}


def _lock(*parties: models.Model) -> None:
    """Lock the volunteers in the order of their keys: two who name each other make one row."""
    keys = [one.pk for one in parties if isinstance(one, Volunteer)]
    rows = Volunteer.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    list(rows.values_list("pk"))
