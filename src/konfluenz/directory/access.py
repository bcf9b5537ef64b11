"""Who may do what in the directory. A miss is a 403 in the face that asks."""

from django.db import models

from konfluenz.people import roles
from konfluenz.people.models import Account
from konfluenz.people.roles import Right, Role


def can_manage_units(account: Account) -> bool:
    """Return whether `account` may change units, posts, responsibilities and groups."""
    return Right.EDIT_UNITS in roles.rights(account)


def can_manage_organizations(account: Account) -> bool:
    """Return whether `account` may change organisations, memberships and places."""
    return Right.EDIT_ORGANISATIONS in roles.rights(account)


def can_publish(account: Account) -> bool:
    """Return whether `account` may change what the portal tells: services, events, pages."""
    return Right.EDIT_CONTENT in roles.rights(account)


def can_set_up_city(account: Account) -> bool:
    """Return whether `account` may change the municipality, districts and topics."""
    return Right.EDIT_SETTINGS in roles.rights(account)


def may_give(giver: models.Model | None, role: str) -> bool:
    """Return whether `giver` may tie `role` to a post or put somebody on a post with it.

    An account may pass on no right that it lacks, unless it may grant roles: else everyone
    who edits posts could make themselves administrator. The system and the set-up may.
    """
    if not role or not isinstance(giver, Account):
        return True
    own = roles.rights(giver)
    return Right.GRANT_ROLES in own or roles.ROLE_RIGHTS.get(Role(role), frozenset()) <= own
