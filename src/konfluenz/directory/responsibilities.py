"""Which unit answers for which topic, and the boundary D-21.

What lies beyond the mandate of the coordination (accommodation, subsistence, sickness
benefits: AT/0045/2015) is referred, never worked on here.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import reviews, units
from konfluenz.directory.models import OrgUnit, Responsibility, Scope, Topic, UnitState
from konfluenz.ground import audit, revisions


class ResponsibilityRefused(Exception):
    """A unit cannot answer for a topic as wished; the message says why."""


@dataclass(frozen=True)
class Route:
    """Where a question on a topic goes.

    `refers`: it is handed over with the words of `hand_over`, not worked on here. `confirm`:
    the unit entered for it is gone, this one is its successor or stands above it.
    """

    unit: OrgUnit
    refers: bool
    hand_over: str
    confirm: bool = False


@transaction.atomic
def assign(
    topic: Topic,
    unit: OrgUnit,
    *,
    by: models.Model | None,
    scope: str = Scope.COVERS,
    hand_over: str = "",
    valid_from: dt.date | None = None,
    **values: Any,
) -> Responsibility:
    """Make `unit` answer for `topic` from `valid_from` (today if None).

    Raises ResponsibilityRefused beyond the boundary, for a unit that is not in place, or
    when it answers for the topic already.
    """
    _refuse_boundary(topic, scope)
    unit = OrgUnit.objects.get(pk=unit.pk)
    if unit.state != UnitState.ACTIVE or unit.valid_until is not None:
        raise ResponsibilityRefused(
            _("%(unit)s is not in place and cannot answer for a topic.") % {"unit": unit}
        )
    made = Responsibility(
        topic=topic,
        unit=unit,
        scope=scope,
        hand_over=hand_over,
        valid_from=valid_from or timezone.localdate(),
        **values,
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise ResponsibilityRefused(
            _("%(unit)s answers for this topic already.") % {"unit": unit}
        ) from None
    _record("responsibility.assigned", made, by, {"unit": ("", str(unit))})
    _ask_owner(topic, by)
    return made


@transaction.atomic
def correct(
    responsibility: Responsibility,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Responsibility:
    """Change scope or words of `responsibility`; raises ResponsibilityRefused, or Stale."""
    current = revisions.claim(responsibility, seen=seen)
    changes = audit.apply(current, values)
    if changes:
        _refuse_boundary(current.topic, current.scope)
        current.save()
        _record("responsibility.corrected", current, by, changes)
        _ask_owner(current.topic, by)
    return current


@transaction.atomic
def end(
    responsibility: Responsibility, date: dt.date | None = None, *, by: models.Model | None
) -> Responsibility:
    """End `responsibility` on `date` (today if None); one that had not begun then goes altogether.

    Raises ResponsibilityRefused when it has ended already.
    """
    date = date or timezone.localdate()
    current = revisions.claim(responsibility)
    if current.valid_until is not None and current.valid_until <= date:
        raise ResponsibilityRefused(_("This has ended already."))
    _record("responsibility.ended", current, by, {"valid_until": (current.valid_until, date)})
    if current.valid_from is not None and current.valid_from >= date:
        current.delete()
    else:
        current.valid_until = date
        current.save()
    _ask_owner(current.topic, by)
    return current


@transaction.atomic
def move(
    responsibility: Responsibility,
    unit: OrgUnit,
    *,
    by: models.Model | None,
    date: dt.date | None = None,
) -> Responsibility:
    """Hand `responsibility` to `unit` on `date`: the explicit act after a succession."""
    date = date or timezone.localdate()
    ended = end(responsibility, date, by=by)
    return assign(
        ended.topic, unit, by=by, scope=ended.scope, hand_over=ended.hand_over, valid_from=date
    )


def responsible_for(topic: Topic, day: dt.date | None = None) -> models.QuerySet[Responsibility]:
    """Return who answers for `topic` on `day`; units that work on it come before the others."""
    rows = Responsibility.objects.filter(topic=topic).select_related("unit__parent", "topic")
    return rows.on(day or timezone.localdate()).order_by("scope", "id")


def route(topic: Topic, day: dt.date | None = None) -> Route | None:
    """Return where a question on `topic` goes on `day`; None: nobody answers for it.

    A unit that is gone is followed through its successors, else to the unit above it.
    """
    day = day or timezone.localdate()
    for responsibility in responsible_for(topic, day):
        unit, confirm = _standing_unit(responsibility.unit, day)
        if unit is not None:
            refers = topic.refer_only or responsibility.scope == Scope.REFERS
            return Route(unit, refers, responsibility.hand_over, confirm)
    return None


def unconfirmed(day: dt.date | None = None) -> models.QuerySet[Responsibility]:
    """Return the responsibilities whose unit is gone: somebody has to move them."""
    day = day or timezone.localdate()
    return Responsibility.objects.on(day).filter(unit__valid_until__lte=day)


def chart(day: dt.date | None = None) -> list[tuple[Topic, list[Responsibility]]]:
    """Return every topic in use with who answers for it on `day`, in two queries."""
    day = day or timezone.localdate()
    rows = Responsibility.objects.on(day).select_related("unit").order_by("scope", "id")
    topics = Topic.objects.filter(active=True).prefetch_related(
        models.Prefetch("responsibilities", queryset=rows, to_attr="standing")
    )
    return [(topic, topic.standing) for topic in topics]


def _standing_unit(unit: OrgUnit, day: dt.date) -> tuple[OrgUnit | None, bool]:
    """Return the unit that stands in on `day`, and whether it is another one than `unit`."""
    heirs = units.current(unit, day)
    if heirs:
        return heirs[0], heirs[0].pk != unit.pk
    above = unit.parent
    while above is not None and not above.holds_on(day):
        above = above.parent
    return above, True


def _refuse_boundary(topic: Topic, scope: str) -> None:
    if topic.refer_only and scope != Scope.REFERS:
        raise ResponsibilityRefused(
            _(
                "“%(topic)s” lies beyond the task of the coordination. Such a matter can only be"
                " referred to the unit in charge."
            )
            % {"topic": topic}
        )


def _record(
    action: str, made: Responsibility, by: models.Model | None, changes: audit.Changes
) -> None:
    changes = {"topic": ("", str(made.topic)), **changes}
    audit.record(action, about=made, by=by, changes=changes, also=[made.unit, made.topic])


def _ask_owner(topic: Topic, by: models.Model | None) -> None:
    """Have who works on `topic` asked whether its page still holds (`reviews`).

    Nobody works on it, or it is only referred: who looks after the portal is asked.
    """
    works = responsible_for(topic).filter(scope=Scope.COVERS).first()
    owner = works.unit if works is not None else reviews.default_owner()
    if owner is not None:
        reviews.put(topic, owner=owner, by=by)
