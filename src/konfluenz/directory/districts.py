"""Districts of the city: added, corrected, split into others, taken off the list."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import District
from konfluenz.ground import audit, dates, revisions
from konfluenz.ground.dates import Precision


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


AFTER_ITS_END: list[Callable[[District, dt.date], str]] = []
"""What rooms above say against a district ending on a day: a sentence, "" when nothing does."""

PARTS = 2
"""Into so many at least a district is split."""


def on_map(used: Collection[int] = ()) -> models.QuerySet[District]:
    """Return the districts that there are today, and those of the keys in `used`, by name."""
    rows = District.objects.on(timezone.localdate()) | District.objects.filter(pk__in=used)
    return rows.order_by("name")


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
def split(
    district: District,
    lines: Sequence[Line],
    on: dt.date,
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> list[District]:
    """End `district` on the day `on`, from which there are those of `lines` instead.

    What lies in it stays there until somebody gives it another district. Raises DistrictRefused
    for fewer than two parts, a name that is taken, a district that is split already or not yet
    there on that day, and where figures of it are on record from that day on; Stale.
    """
    current = revisions.claim(district, seen=seen)
    _refuse_split(current, lines, on)
    current.valid_until, current.valid_until_precision = on, Precision.DAY
    current.save()
    audit.record("district.split", about=current, by=by, changes={"valid_until": (None, on)})
    return [_part(current, line, on, by) for line in lines]


@transaction.atomic
def rejoin(district: District, *, seen: int | None = None, by: models.Model | None) -> District:
    """Take back that `district` was split: its parts go. Raises DistrictRefused where one is used.

    Raises Stale when somebody has changed the district meanwhile.
    """
    current = revisions.claim(district, seen=seen)
    parts = list(current.successors.all())
    if not parts:
        raise DistrictRefused(_("%(name)s was not split.") % {"name": current.name})
    for part in parts:
        remove(part, by=by)
    changes = {"valid_until": (current.valid_until, None)}
    current.valid_until = None
    current.save()
    audit.record("district.rejoined", about=current, by=by, changes=changes)
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


def _part(whole: District, line: Line, on: dt.date, by: models.Model | None) -> District:
    part = District(**vars(line), came_from=whole, valid_from=on)
    _save(part)
    audit.record("district.added", about=part, by=by, also=[whole])
    return part


def _refuse_split(district: District, lines: Sequence[Line], on: dt.date) -> None:
    name = {"name": district.name, "day": dates.show(on)}
    if district.valid_until is not None:
        raise DistrictRefused(_("%(name)s is split already.") % name)
    if district.valid_from is not None and on <= district.valid_from:
        raise DistrictRefused(_("On %(day)s there was no %(name)s yet. Check the day.") % name)
    if len(lines) < PARTS:
        raise DistrictRefused(_("Name at least two districts that %(name)s became.") % name)
    for says in AFTER_ITS_END:
        if why := says(district, on):
            raise DistrictRefused(why)
