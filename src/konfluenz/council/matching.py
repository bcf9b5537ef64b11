"""Whom a paper means: bodies and units of the directory by the name or number printed."""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from konfluenz.directory.models import Organization, OrgUnit
from konfluenz.directory.models.organizations import BODIES
from konfluenz.ground.folding import fold

_BRACKETS = re.compile(r"\([^()]{0,200}\)")
_NUMBERS = re.compile(r"\d{1,4}")


@dataclass(frozen=True)
class _Body:
    record: Organization
    names: frozenset[str]
    covers: frozenset[str]


class Directory:
    """The bodies and units there are, read once: three queries, however long the paper."""

    def __init__(self) -> None:
        today = timezone.localdate()
        bodies = Organization.objects.filter(kind__in=BODIES)
        self._bodies = [_body(each) for each in bodies.prefetch_related("coverages__unit")]
        lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=today)
        self._units = list(OrgUnit.objects.filter(lasting))

    def bodies(self, printed: str) -> list[Organization]:
        """Return the bodies that `printed` may mean: by name, or a committee by its offices."""
        names = {fold(printed), fold(_BRACKETS.sub(" ", printed))} - {""}
        found = [body.record for body in self._bodies if names & body.names]
        return found or self._committees(printed)

    def body(self, printed: str) -> Organization | None:
        """Return the body that `printed` means, or None when none or several may be meant."""
        found = self.bodies(printed)
        return found[0] if len(found) == 1 else None

    def unit(self, printed: str) -> OrgUnit | None:
        """Return the unit of that name, with or without its number before it, or None."""
        name = fold(printed)
        found = [unit for unit in self._units if name and name in _unit_names(unit)]
        return found[0] if len(found) == 1 else None

    def author(self, number: str, printed: str) -> OrgUnit | None:
        """Return the unit with `number`, or without one the unit named; None: unknown."""
        if number:
            return next((unit for unit in self._units if unit.number == number), None)
        return self.unit(printed)

    def _committees(self, printed: str) -> list[Organization]:
        numbers = frozenset(_NUMBERS.findall(_BRACKETS.sub(" ", printed)))
        first = fold(printed).partition(" ")[0]
        return [
            body.record
            for body in self._bodies
            if numbers and body.covers == numbers and fold(body.record.name).startswith(first)
        ]


def _unit_names(unit: OrgUnit) -> tuple[str, str]:
    return fold(unit.name), fold(str(unit))


def _body(record: Organization) -> _Body:
    names = {fold(record.name), fold(_BRACKETS.sub(" ", record.name)), fold(record.short_name)}
    covers = {coverage.unit.number for coverage in record.coverages.all()}
    return _Body(record, frozenset(names - {""}), frozenset(covers))
