"""Who reads the Sitzungen of groups, and who leads them. A miss is a 403 in the face that asks."""

from django.contrib.auth.models import AnonymousUser

from konfluenz.people import roles
from konfluenz.people.models import Account
from konfluenz.people.roles import Right


def can_lead(account: Account | AnonymousUser) -> bool:
    """Return whether `account` plans Sitzungen, and reads who was there and the minutes.

    It is the right to change groups: who keeps their members invites them. The minutes may
    name persons, so that the right to read offices is not enough for them.
    """
    return isinstance(account, Account) and Right.EDIT_UNITS in roles.rights(account)
