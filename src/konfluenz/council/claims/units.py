"""What units of the administration can be read as (O-06 to O-16, D-21)."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konfluenz.council.claims.kinds import (
    NOTHING,
    Attribute,
    Finding,
    Kind,
    Read,
    always,
    day,
    each,
    several,
    words,
)
from konfluenz.council.values import Choice, Several, Words
from konfluenz.directory.models import OrgUnit, Post, Scope, UnitStageKind, UnitState

IN_PLACE = ("besteh", "vorhanden", "gibt es", "eingerichtet")
ANNOUNCED = ("angekündigt", "geplant", "vorgesehen", "erarbeitet")
DASH = " – "


def named(unit: OrgUnit | None) -> Words | None:
    """Return a unit's name, also with its number and as its parts ("IKOKO – …")."""
    if unit is None:
        return None
    parts = unit.name.split(DASH) if DASH in unit.name else []
    numbered = [f"{unit.number} {unit.name}", f"{unit.number}-{unit.name}"] if unit.number else []
    return words(unit.name, *parts, " ".join(reversed(parts)), *numbered)


def numbered(unit: OrgUnit) -> Words | None:
    """Return the number of a unit, as papers write it: "31", "Amt 31"."""
    return words(unit.number, f"Amt {unit.number}", f"Amtes {unit.number}")


def _staged(slug: str, label: Promise, kind: UnitStageKind, *, body: bool = False) -> Attribute:
    """Return when a unit took that step, or who decided it."""

    def read(unit: OrgUnit) -> Finding:
        for stage in unit.stages.all():
            if stage.stage == kind:
                when = day(stage.date, stage.precision)
                who = words(stage.body.name) if stage.body else None
                return Finding(who if body else when, stage.source)
        return NOTHING

    return Attribute(slug, label, lambda units, _day: {unit.pk: read(unit) for unit in units})


def _being(units: Sequence[OrgUnit], on: dt.date) -> dict[int, Finding]:
    return {unit.pk: Finding(_state(unit, on)) for unit in units}


def _state(unit: OrgUnit, on: dt.date) -> Choice | None:
    if unit.state == UnitState.ANNOUNCED:
        return Choice(str(UnitState.ANNOUNCED.label), ANNOUNCED)
    return Choice(str(UnitState.ACTIVE.label), IN_PLACE) if unit.holds_on(on) else None


def _topics(scope: Scope) -> Read:
    def read(units: Sequence[OrgUnit], on: dt.date) -> dict[int, Finding]:
        return {unit.pk: Finding(_answered(unit, scope, on)) for unit in units}

    return read


def _answered(unit: OrgUnit, scope: Scope, on: dt.date) -> Several | None:
    rows = [row for row in unit.responsibilities.all() if row.scope == scope and row.holds_on(on)]
    return several(words(row.topic.name) for row in rows)


def _titled(post: Post) -> Words | None:
    return words(post.title, f"Stelle {post.title}")


def _rows() -> QuerySet[OrgUnit]:
    return OrgUnit.objects.select_related("parent").prefetch_related(
        "stages__body", "responsibilities__topic", "posts"
    )


UNITS = Kind(
    model=OrgUnit,
    rows=_rows,
    search=("name", "number"),
    public=always,
    attributes=(
        each("name", _("name"), named),
        each("number", _("number"), numbered),
        each("parent", _("belongs to"), lambda unit: named(unit.parent)),
        Attribute("state", _("whether it exists"), _being),
        each("posts", _("posts there"), lambda unit: several(map(_titled, unit.posts.all()))),
        _staged("set_up", _("in place since"), UnitStageKind.ACTIVE),
        _staged("set_up_by", _("set up by"), UnitStageKind.ACTIVE, body=True),
        _staged("announced", _("announced on"), UnitStageKind.ANNOUNCED),
        Attribute("covers", _("answers for the topics"), _topics(Scope.COVERS)),
        Attribute("refers", _("topics that are referred to it"), _topics(Scope.REFERS)),
    ),
)
