"""Districts of the city."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from konfluenz.directory.models import District
from konfluenz.ground import audit, revisions


class DistrictRefused(Exception):
    """A district cannot be as wished; the message says why."""


@dataclass(frozen=True)
class Line:
    """A district as a list has it; what is empty or None is not said."""

    name: str
    number: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True)
class Written:
    """What came of a list: how many districts are new, changed, as they were."""

    new: int
    changed: int
    unchanged: int


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


@transaction.atomic
def write(lines: Iterable[Line], *, by: models.Model | None) -> Written:
    """Add the districts of a list, or correct those whose name is known; none is taken away.

    What a line does not say stays as it was. Raises DistrictRefused, and writes nothing then.
    """
    known = {one.name.casefold(): one for one in District.objects.all()}
    new = changed = unchanged = 0
    for line in lines:
        said = {name: value for name, value in vars(line).items() if value not in ("", None)}
        found, name = known.get(line.name.casefold()), said.pop("name")
        if found is None:
            known[name.casefold()] = add(name, **said, by=by)
            new += 1
        elif all(getattr(found, field) == value for field, value in said.items()):
            unchanged += 1
        else:
            correct(found, said, by=by)
            changed += 1
    return Written(new, changed, unchanged)


@transaction.atomic
def remove(district: District, *, by: models.Model | None) -> None:
    """Take `district` off the list; raises DistrictRefused when something lies in it."""
    relations = [field for field in District._meta.related_objects if not field.hidden]
    for relation in relations:
        if relation.related_model._default_manager.filter(
            **{relation.field.name: district.pk}
        ).exists():
            raise DistrictRefused(
                _("%(name)s is in use (%(kind)s). Give those another district first.")
                % {"name": district.name, "kind": relation.related_model._meta.verbose_name}
            )
    audit.record("district.removed", about=district, by=by)
    District.objects.filter(pk=district.pk).delete()


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
