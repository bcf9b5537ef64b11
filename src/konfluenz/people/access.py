"""Who may see and change which person."""

from django.contrib.auth.models import AnonymousUser
from django.db import models

from konfluenz.people import roles
from konfluenz.people.models import Account, Person
from konfluenz.people.roles import Right


def visible_to(account: Account | AnonymousUser) -> models.QuerySet[Person]:
    """Return the persons `account` may see: all with READ_PERSONS, else only themselves."""
    if Right.READ_PERSONS in roles.rights(account):
        return Person.objects.all()
    own = account.person_id if isinstance(account, Account) and account.is_active else None
    return Person.objects.filter(pk=own) if own else Person.objects.none()


def can_edit(account: Account | AnonymousUser, person: Person) -> bool:
    """Return whether `account` may correct `person`: with EDIT_PERSONS, or because they are it."""
    if not isinstance(account, Account) or not account.is_active:
        return False
    return account.person_id == person.pk or Right.EDIT_PERSONS in roles.rights(account)


def can_erase(account: Account | AnonymousUser, person: Person) -> bool:
    """Return whether `account` may erase `person`; nobody erases themselves."""
    if not isinstance(account, Account) or account.person_id == person.pk:
        return False
    return Right.ERASE_PERSONS in roles.rights(account)


def can_grant(account: Account | AnonymousUser) -> bool:
    """Return whether `account` may give and take roles."""
    return Right.GRANT_ROLES in roles.rights(account)
