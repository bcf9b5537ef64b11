"""Units come, are corrected, merge, split and go. Nothing is lost when the house is rebuilt."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import notices
from konfluenz.directory.models import (
    Organization,
    OrgUnit,
    UnitStage,
    UnitStageKind,
    UnitState,
    UnitSuccession,
)
from konfluenz.ground import audit, revisions, search
from konfluenz.ground.dates import Precision


class UnitRefused(Exception):
    """A unit cannot be as wished; the message says why."""


@transaction.atomic
def add(
    name: str,
    *,
    kind: str,
    by: models.Model | None,
    parent: OrgUnit | None = None,
    state: str = UnitState.ACTIVE,
    **values: Any,
) -> OrgUnit:
    """Add a unit: `values` are its other fields. Raises UnitRefused when its number is taken.

    ``state="announced"`` adds one that a paper speaks of; it is in no list of units in being.
    """
    unit = OrgUnit(name=name, kind=kind, parent=parent, state=state, **values)
    _save(unit)
    audit.record("unit.added", about=unit, by=by, also=[parent] if parent else [])
    _index(unit)
    return unit


@transaction.atomic
def correct(
    unit: OrgUnit,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> OrgUnit:
    """Change fields of `unit` and tell its mailbox.

    Raises UnitRefused (a number that is taken, a parent below itself), or Stale.
    """
    if "parent" in values:
        _lock_tree()
    current = revisions.claim(unit, seen=seen)
    changes = audit.apply(current, values)
    if not changes:
        return current
    if "parent" in changes:
        _refuse_circle(current)
    _save(current)
    audit.record("unit.corrected", about=current, by=by, changes=changes)
    _index(current)
    notices.tell("directory/mail/unit_corrected", to=current, about=current, changes=changes, by=by)
    return current


@transaction.atomic
def stage(
    unit: OrgUnit,
    kind: str,
    date: dt.date,
    *,
    by: models.Model | None,
    precision: str = Precision.DAY,
    source: str = "",
    body: Organization | None = None,
) -> UnitStage:
    """Add a step to the history of `unit`; "active" puts an announced unit in place from `date`.

    Raises UnitRefused for "dissolved": that is `dissolve`, which asks for successors.
    """
    current = revisions.claim(unit)
    if kind == UnitStageKind.DISSOLVED:
        raise UnitRefused(_("Dissolve the unit: then its successors are asked for."))
    step = UnitStage.objects.create(
        unit=current, stage=kind, date=date, precision=precision, source=source, body=body
    )
    if kind == UnitStageKind.ACTIVE:
        current.state = UnitState.ACTIVE
        current.valid_from, current.valid_from_precision = date, precision
    current.save()
    audit.record("unit.staged", about=current, by=by, changes={"stage": ("", step.stage)})
    return step


@transaction.atomic
def dissolve(
    unit: OrgUnit,
    date: dt.date,
    successors: Sequence[OrgUnit] = (),
    *,
    by: models.Model | None,
    reason: str = "",
) -> OrgUnit:
    """End `unit` on `date`; what it answered for passes to `successors`, to be confirmed.

    Raises UnitRefused when it has ended already, had not begun, or a successor is not there.
    """
    current = revisions.claim(unit)
    successors = list(OrgUnit.objects.filter(pk__in=[heir.pk for heir in successors]))
    _refuse_dissolving(current, date, successors)
    current.valid_until = date
    current.save()
    UnitStage.objects.create(unit=current, stage=UnitStageKind.DISSOLVED, date=date)
    UnitSuccession.objects.bulk_create(
        UnitSuccession(predecessor=current, successor=successor, date=date)
        for successor in successors
    )
    audit.record(
        "unit.dissolved",
        about=current,
        by=by,
        changes={
            "valid_until": (None, date),
            "successors": ([], [str(successor) for successor in successors]),
        },
        reason=reason,
        also=successors,
    )
    return current


@transaction.atomic
def succeed(
    predecessors: Iterable[OrgUnit],
    successor: OrgUnit,
    date: dt.date,
    *,
    by: models.Model | None,
    reason: str = "",
) -> None:
    """Merge `predecessors` into `successor` on `date`. Raises UnitRefused as `dissolve` does."""
    for predecessor in predecessors:
        dissolve(predecessor, date, [successor], by=by, reason=reason)


def on(day: dt.date | None = None) -> models.QuerySet[OrgUnit]:
    """Return the units in being on `day`, today if None."""
    return OrgUnit.objects.on(day or timezone.localdate())


def tree(day: dt.date | None = None) -> list[tuple[int, OrgUnit]]:
    """Return the units in being as (depth, unit), children after their parent, in one query.

    A unit whose parent is gone stands at the top.
    """
    below: dict[int | None, list[OrgUnit]] = defaultdict(list)
    units = {unit.pk: unit for unit in on(day)}
    for unit in units.values():
        below[unit.parent_id if unit.parent_id in units else None].append(unit)

    def walk(parent: int | None, depth: int) -> Iterable[tuple[int, OrgUnit]]:
        for unit in below[parent]:
            yield depth, unit
            yield from walk(unit.pk, depth + 1)

    return list(walk(None, 0))


def current(unit: OrgUnit, day: dt.date | None = None) -> list[OrgUnit]:
    """Return who stands in for `unit` on `day`: itself, or its last successors; maybe none."""
    return current_all([unit], day)[unit.pk]


def current_all(units: Iterable[OrgUnit], day: dt.date | None = None) -> dict[int, list[OrgUnit]]:
    """Return `current` for many units, by primary key, with at most two queries."""
    units = list(units)
    day = day or timezone.localdate()
    if all(unit.holds_on(day) for unit in units):
        return {unit.pk: [unit] for unit in units}
    heirs: dict[int, list[int]] = defaultdict(list)
    for predecessor, successor in UnitSuccession.objects.values_list(
        "predecessor_id", "successor_id"
    ):
        heirs[predecessor].append(successor)
    known = OrgUnit.objects.in_bulk({*heirs, *(pk for row in heirs.values() for pk in row)})
    return {unit.pk: _living(unit, heirs, known, day) for unit in units}


def _living(
    unit: OrgUnit, heirs: Mapping[int, list[int]], known: Mapping[int, OrgUnit], day: dt.date
) -> list[OrgUnit]:
    found: dict[int, OrgUnit] = {}
    seen: set[int] = set()
    waiting = [unit]
    while waiting:
        here = waiting.pop(0)
        if here.pk in seen:
            continue
        seen.add(here.pk)
        if here.holds_on(day):
            found[here.pk] = here
        else:
            waiting.extend(known[pk] for pk in heirs.get(here.pk, []))
    return list(found.values())


def _refuse_circle(unit: OrgUnit) -> None:
    seen = {unit.pk}
    parents = dict(OrgUnit.objects.values_list("pk", "parent_id"))
    above = unit.parent_id
    while above is not None:
        if above in seen:
            raise UnitRefused(
                _("%(parent)s belongs to %(unit)s itself. Choose another unit above it.")
                % {"parent": unit.parent, "unit": unit}
            )
        seen.add(above)
        above = parents[above]


def _lock_tree() -> None:
    """Let nobody else hang units elsewhere: two such acts at once could close a circle."""
    list(OrgUnit.objects.select_for_update().order_by("pk").values_list("pk"))


def _refuse_dissolving(unit: OrgUnit, date: dt.date, successors: Sequence[OrgUnit]) -> None:
    if unit.valid_until is not None:
        raise UnitRefused(_("%(unit)s has ended already.") % {"unit": unit})
    if unit.valid_from is not None and date <= unit.valid_from:
        raise UnitRefused(_("%(unit)s had not begun on that day.") % {"unit": unit})
    for successor in successors:
        if successor.pk == unit.pk:
            raise UnitRefused(_("A unit cannot succeed itself."))
        if successor.state != UnitState.ACTIVE or not successor.holds_on(date):
            raise UnitRefused(
                _("%(unit)s is not in place on that day and cannot take over.")
                % {"unit": successor}
            )


def _save(unit: OrgUnit) -> None:
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError:
        raise UnitRefused(
            _("Another unit has the number %(number)s.") % {"number": unit.number}
        ) from None


def _index(unit: OrgUnit) -> None:
    search.index(unit, title=str(unit), texts=[unit.name, unit.number, unit.get_kind_display()])
