"""Districts of the city."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from konfluenz.directory.models import District
from konfluenz.ground import audit, revisions


class DistrictRefused(Exception):
    """A district cannot be as wished; the message says why."""


@transaction.atomic
def add(
    name: str,
    *,
    by: models.Model | None,
    number: str = "",
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
) -> District:
    """Add a district by its centre point. Raises DistrictRefused when the name is taken."""
    district = District(name=name, number=number, latitude=latitude, longitude=longitude)
    _save(district)
    audit.record("district.added", about=district, by=by)
    return district


@transaction.atomic
def correct(
    district: District,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> District:
    """Change fields of `district`; raises DistrictRefused, or Stale."""
    current = revisions.claim(district, seen=seen)
    changes = audit.apply(current, values)
    if changes:
        _save(current)
        audit.record("district.corrected", about=current, by=by, changes=changes)
    return current


def _save(district: District) -> None:
    if District.objects.filter(name=district.name).exclude(pk=district.pk).exists():
        raise DistrictRefused(
            _("There is a district called %(name)s already.") % {"name": district.name}
        )
    try:
        with transaction.atomic():
            district.save()
    except IntegrityError:
        raise DistrictRefused(_("Give both coordinates or none, in degrees.")) from None
