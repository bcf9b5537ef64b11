"""Whom the addresses of organisations mean here: a body, a group, a unit of the administration.

One that is known by its address alone becomes a placeholder ("Gremium 32130"). When its
object comes, the placeholder gets its name, or gives way to the body that has it already.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.council.matching import Directory
from konfluenz.council.models import (
    Consultation,
    ConsultationResult,
    Meeting,
    OparlObject,
    Paper,
)
from konfluenz.council.oparl import words
from konfluenz.council.oparl.shapes import OrganizationObject
from konfluenz.directory import organizations, units
from konfluenz.directory.models import (
    Organization,
    OrganizationKind,
    OrganizationState,
    OrgUnit,
    UnitKind,
    UnitState,
)
from konfluenz.directory.organizations import folded
from konfluenz.ground import audit, search
from konfluenz.ground.search import Item

KIND = "Organization"
UNNAMED = "-"
"""Stands for the body of what names none."""

LONGEST_UNIT_NAME = 160


@dataclass
class Bodies:
    """Bodies and units by their address there, each asked for once in a run."""

    by: models.Model | None
    rows: dict[str, OparlObject] = field(default_factory=dict)

    def ready(self, bodies: Iterable[str], groups: Iterable[str], offices: Iterable[str]) -> None:
        """Have a body, a parliamentary group or a unit for all these addresses.

        The same number of queries however many there are, none for those known already.
        """
        bodies = {uid or UNNAMED for uid in bodies}
        wanted = {**dict.fromkeys(groups, OrganizationKind.FACTION)}
        wanted |= dict.fromkeys(bodies, OrganizationKind.COMMITTEE)
        offices = set(offices)
        self._load({*wanted, *offices})
        self._place_bodies({uid: kind for uid, kind in wanted.items() if self._lacks_body(uid)})
        self._place_units([uid for uid in sorted(offices) if self.rows[uid].unit is None])

    def row(self, uid: str) -> OparlObject:
        """Return what is on record of `uid`; made where there is nothing."""
        self._load({uid})
        return self.rows[uid]

    def body(self, uid: str) -> Organization:
        """Return the body at `uid`, which is `ready`."""
        found = self.rows[uid or UNNAMED].organization
        assert found is not None, uid
        return found

    def unit(self, uid: str) -> OrgUnit:
        """Return the unit at `uid`, which is `ready`."""
        found = self.rows[uid].unit
        assert found is not None, uid
        return found

    def is_unit(self, uid: str) -> bool:
        """Return whether `uid` is known as a part of the administration."""
        row = self.rows.get(uid)
        return row is not None and row.unit is not None

    def look_up(self, uids: Iterable[str]) -> None:
        """Read what is on record of these addresses; nothing is made."""
        missing = {uid for uid in uids if uid not in self.rows}
        if missing:
            found = OparlObject.objects.filter(uid__in=missing, kind=KIND)
            self.rows |= {row.uid: row for row in found.select_related("organization", "unit")}

    def _load(self, uids: set[str]) -> None:
        self.look_up(uids)
        new = [OparlObject(uid=uid, kind=KIND) for uid in sorted(uids) if uid not in self.rows]
        if new:
            self.rows |= {row.uid: row for row in OparlObject.objects.bulk_create(new)}

    def _lacks_body(self, uid: str) -> bool:
        return self.rows[uid].organization is None

    def _place_bodies(self, wanted: Mapping[str, OrganizationKind]) -> None:
        if not wanted:
            return
        made = []
        for uid, kind in sorted(wanted.items()):
            name = self.rows[uid].name or _placeholder(uid)
            made.append(Organization(kind=kind, name=name, folded=folded(name)))
        for uid, body in zip(sorted(wanted), Organization.objects.bulk_create(made), strict=True):
            self.rows[uid].organization, self.rows[uid].made = body, True
        self._keep(sorted(wanted), ["organization", "made"])
        audit.record_many("organization.added", [(body, {}) for body in made], by=self.by)
        search.index_many(Item(body, body.name) for body in made)

    def _place_units(self, uids: list[str]) -> None:
        if not uids:
            return
        made = [
            OrgUnit(
                kind=UnitKind.OFFICE,
                state=UnitState.ANNOUNCED,
                name=self.rows[uid].name[:LONGEST_UNIT_NAME] or _("Office %s") % _tail(uid),
            )
            for uid in uids
        ]
        for uid, unit in zip(uids, OrgUnit.objects.bulk_create(made), strict=True):
            self.rows[uid].unit, self.rows[uid].made = unit, True
        self._keep(uids, ["unit", "made"])
        audit.record_many("unit.added", [(unit, {}) for unit in made], by=self.by)
        search.index_many(Item(unit, str(unit)) for unit in made)

    def _keep(self, uids: list[str], fields: list[str]) -> None:
        OparlObject.objects.bulk_update([self.rows[uid] for uid in uids], fields)


@transaction.atomic
def store(found: OrganizationObject, bodies: Bodies) -> bool:
    """Take an Organization over: as the one of its name here, or as a new one.

    Returns whether a record here changed. Its kind and name follow what they are there only
    while the record is one that the import made.
    """
    row = bodies.row(found.uid)
    row.name = found.name
    if words.is_office(found.type, found.classification):
        changed = _store_unit(row, found, bodies.by)
    else:
        changed = _store_body(row, found, bodies.by)
    row.save()
    bodies.rows.clear()
    return changed


@transaction.atomic
def end(row: OparlObject, *, by: models.Model | None, reason: str) -> bool:
    """Note that an organisation was deleted there; what the import made is ended here."""
    body = row.organization
    if body is None or not row.made or body.state == OrganizationState.ENDED:
        return False
    changes = audit.apply(body, {"state": OrganizationState.ENDED})
    body.save()
    audit.record("organization.corrected", about=body, by=by, changes=changes, reason=reason)
    return True


def _store_body(row: OparlObject, found: OrganizationObject, by: models.Model | None) -> bool:
    kind = words.body_kind(found.type, found.classification, found.name)
    own = row.organization
    twin = _twin(Directory().bodies(found.name), own)
    if own is None:
        row.organization = twin or organizations.add(
            found.name, kind=kind, short_name=found.short_name, by=by
        )
        row.made = twin is None
        return True
    if not row.made:
        return False
    if twin is not None:
        _give_way(own, twin, _BODY_PLACES, by)
        row.organization, row.made = twin, False
        return True
    values = {"name": found.name, "kind": kind, "short_name": found.short_name}
    return _moved(own, organizations.correct(own, values, by=by))


def _store_unit(row: OparlObject, found: OrganizationObject, by: models.Model | None) -> bool:
    own, name = row.unit, found.name[:LONGEST_UNIT_NAME]
    unit = Directory().unit(found.name)
    twin = unit if unit is not None and (own is None or unit.pk != own.pk) else None
    if own is None:
        row.unit = twin or units.add(name, kind=UnitKind.OFFICE, state=UnitState.ANNOUNCED, by=by)
        row.made = twin is None
        return True
    if not row.made:
        return False
    if twin is not None:
        _give_way(own, twin, _UNIT_PLACES, by)
        row.unit, row.made = twin, False
        return True
    return _moved(own, units.correct(own, {"name": name}, by=by))


_BODY_PLACES: tuple[tuple[type[models.Model], str], ...] = (
    (Consultation, "body"),
    (Meeting, "body"),
    (ConsultationResult, "referred_to"),
    (OparlObject, "organization"),
)
_UNIT_PLACES: tuple[tuple[type[models.Model], str], ...] = (
    (Paper, "department"),
    (Paper, "author_unit"),
    (OparlObject, "unit"),
)


def _give_way(
    own: Any,
    twin: Any,
    places: Iterable[tuple[type[models.Model], str]],
    by: models.Model | None,
) -> None:
    """Put `twin` wherever the import had put `own`; the placeholder goes, unless it is in use."""
    for model, name in places:
        model._default_manager.filter(**{name: own}).update(**{name: twin})
    if isinstance(own, Organization):
        _change_applicants(own, twin)
    reason = _("It is “%s” of the council's system.") % own
    audit.record(f"{_ROOMS[type(own)]}.corrected", about=twin, by=by, reason=reason)
    try:
        with transaction.atomic():
            search.forget(own)
            own.delete()
    except models.ProtectedError:
        return


def _change_applicants(own: Organization, twin: Organization) -> None:
    through = Paper.applicants.through._default_manager
    both = through.filter(organization=twin).values("paper_id")
    through.filter(organization=own).exclude(paper_id__in=both).update(organization=twin)
    through.filter(organization=own).delete()


_ROOMS: dict[type[models.Model], str] = {Organization: "organization", OrgUnit: "unit"}


def _twin(found: list[Organization], own: Organization | None) -> Organization | None:
    """Return the one body of that name that is not `own`, or None."""
    others = [body for body in found if own is None or body.pk != own.pk]
    return others[0] if len(others) == 1 else None


def _moved(before: Any, after: Any) -> bool:
    return bool(after.revision != before.revision)


def _placeholder(uid: str) -> str:
    return _("body not named") if uid == UNNAMED else _("Body %s") % _tail(uid)


def _tail(uid: str) -> str:
    """Return the last part of an address, by which people there know the thing."""
    return uid.rstrip("/").rpartition("/")[2][:60] or uid[-60:]
