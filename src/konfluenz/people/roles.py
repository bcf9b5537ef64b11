"""Who holds which role, and what the roles may do. Holding a post grants its role."""

import datetime
from enum import StrEnum, auto

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, references
from konfluenz.people.models import Account, Person, RoleGrant
from konfluenz.people.models.accounts import STAFF as STAFF
from konfluenz.people.models.roles import Role as Role


class GrantRefused(Exception):
    """A role could not be granted; the message says why."""


class Right(StrEnum):
    """What somebody may do in the office."""

    READ_PERSONS = auto()
    EDIT_PERSONS = auto()
    READ_ORGANISATIONS = auto()
    EDIT_ORGANISATIONS = auto()
    READ_UNITS = auto()
    EDIT_UNITS = auto()
    READ_TASKS = auto()
    EDIT_TASKS = auto()
    READ_ENQUIRIES = auto()
    EDIT_ENQUIRIES = auto()
    READ_VOLUNTEERS = auto()
    EDIT_VOLUNTEERS = auto()
    READ_OPPORTUNITIES = auto()
    EDIT_OPPORTUNITIES = auto()
    SEE_CLEARANCES = auto()
    READ_CONTENT = auto()
    EDIT_CONTENT = auto()
    READ_CONCEPT = auto()
    EDIT_CONCEPT = auto()
    READ_PAPERS = auto()
    EDIT_PAPERS = auto()
    READ_TRAIL = auto()
    READ_OUTBOX = auto()
    EDIT_SETTINGS = auto()
    GRANT_ROLES = auto()
    ERASE_PERSONS = auto()
    EXPORT_ALL = auto()


_OFFICE = {
    Right.READ_ORGANISATIONS,
    Right.READ_UNITS,
    Right.READ_TASKS,
    Right.EDIT_TASKS,
    Right.READ_ENQUIRIES,
    Right.EDIT_ENQUIRIES,
    Right.READ_OPPORTUNITIES,
    Right.READ_CONTENT,
    Right.READ_CONCEPT,
    Right.READ_PAPERS,
}
_COORDINATION = {
    *_OFFICE,
    Right.READ_PERSONS,
    Right.EDIT_PERSONS,
    Right.EDIT_ORGANISATIONS,
    Right.EDIT_UNITS,
    Right.READ_VOLUNTEERS,
    Right.EDIT_VOLUNTEERS,
    Right.EDIT_OPPORTUNITIES,
    Right.SEE_CLEARANCES,
    Right.EDIT_CONTENT,
    Right.EDIT_CONCEPT,
    Right.EDIT_PAPERS,
    Right.READ_TRAIL,
    Right.READ_OUTBOX,
}

ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset(Right),
    Role.COORDINATOR: frozenset(_COORDINATION),
    Role.INTEGRATION_OFFICER: frozenset(
        set(Right) - {Right.EDIT_SETTINGS, Right.GRANT_ROLES, Right.ERASE_PERSONS, Right.EXPORT_ALL}
    ),
    Role.EDITOR: frozenset({*_OFFICE, Right.EDIT_CONTENT}),
    Role.OFFICE_COLLEAGUE: frozenset(_OFFICE),
    Role.SOCIAL_WORKER: frozenset({*_OFFICE, Right.READ_PERSONS}),
    Role.ON_CALL_STAFF: frozenset({Right.READ_TASKS, Right.EDIT_TASKS, Right.READ_UNITS}),
    Role.DATA_PROTECTION_OFFICER: frozenset(
        {Right.READ_PERSONS, Right.READ_TRAIL, Right.READ_UNITS, Right.ERASE_PERSONS}
    ),
}
"""The rights of each role in the office; a role that is not here has none."""


def of(account: Account | AnonymousUser) -> frozenset[Role]:
    """Return the roles in force, with one query for the life of the account object."""
    return account.roles if isinstance(account, Account) else frozenset()


def rights(account: Account | AnonymousUser) -> frozenset[Right]:
    """Return everything the account's roles together may do in the office."""
    return frozenset().union(*(ROLE_RIGHTS.get(role, frozenset()) for role in of(account)))


@transaction.atomic
def grant(
    person: Person,
    role: str,
    *,
    by: models.Model | None,
    origin: models.Model | None = None,
    valid_from: datetime.date | None = None,
    valid_until: datetime.date | None = None,
) -> RoleGrant:
    """Give `person` the `role` from `valid_from` (today if None) until before `valid_until`.

    `origin` is the record the role comes with, such as the post. Raises GrantRefused when
    the period is empty or the same open grant stands already.
    """
    source = _reference(origin)
    valid_from = valid_from or timezone.localdate()
    if valid_until is not None and valid_until <= valid_from:
        raise GrantRefused(_("The role must end after the day it begins."))
    try:
        with transaction.atomic():
            made = RoleGrant.objects.create(
                person=person,
                role=Role(role),
                valid_from=valid_from,
                valid_until=valid_until,
                origin_label=source.label,
                origin_id=source.id,
            )
    except IntegrityError:
        raise GrantRefused(
            _("%(person)s holds this role already.") % {"person": person.name}
        ) from None
    changes = {"role": ("", made.role), "valid_from": (None, valid_from)}
    audit.record("role.granted", about=person, by=by, changes=changes, also=_also(origin))
    return made


@transaction.atomic
def revoke(
    person: Person,
    role: str,
    *,
    by: models.Model | None,
    origin: models.Model | None = None,
    valid_until: datetime.date | None = None,
) -> int:
    """End `person`'s grants of `role` from `origin` (None: those by hand); return how many.

    From `valid_until` (today if None) on they no longer hold. A grant that would have begun
    later, or on that very day, goes altogether. Grants from other origins stay.
    """
    source = _reference(origin)
    day = valid_until or timezone.localdate()
    standing = (
        RoleGrant.objects.select_for_update()
        .filter(person=person, role=role, origin_label=source.label, origin_id=source.id)
        .filter(models.Q(valid_until__isnull=True) | models.Q(valid_until__gt=day))
    )
    ended = 0
    for held in standing:
        ended += 1
        if held.valid_from >= day:
            held.delete()
        else:
            held.valid_until = day
            held.save(update_fields=["valid_until"])
    if ended:
        changes = {"role": (str(role), ""), "valid_until": (None, day)}
        audit.record("role.revoked", about=person, by=by, changes=changes, also=_also(origin))
    return ended


def _reference(origin: models.Model | None) -> references.Reference:
    return references.to(origin) if origin is not None else references.NOBODY


def _also(origin: models.Model | None) -> list[models.Model]:
    return [origin] if origin is not None else []
