"""Who sees volunteers, certificates and opportunities. A miss is a 404 or 403 in the face."""

from django.contrib.auth.models import AnonymousUser
from django.db import models

from konfluenz.people import roles
from konfluenz.people.models import Account
from konfluenz.people.roles import Right
from konfluenz.volunteering.models import Opportunity, Volunteer


def volunteers(account: Account | AnonymousUser) -> models.QuerySet[Volunteer]:
    """Return the volunteers `account` may see: all with READ_VOLUNTEERS, else only themselves."""
    if _has(account, Right.READ_VOLUNTEERS):
        return Volunteer.objects.all()
    own = account.person_id if isinstance(account, Account) and account.is_active else None
    return Volunteer.objects.filter(person=own) if own else Volunteer.objects.none()


def opportunities(account: Account | AnonymousUser) -> models.QuerySet[Opportunity]:
    """Return the opportunities `account` may read in the office, published or not."""
    may = _has(account, Right.READ_OPPORTUNITIES)
    return Opportunity.objects.all() if may else Opportunity.objects.none()


def can_edit_volunteers(account: Account | AnonymousUser) -> bool:
    """Return whether `account` may change volunteers, their times and whom they do not meet."""
    return _has(account, Right.EDIT_VOLUNTEERS)


def can_edit(account: Account | AnonymousUser, volunteer: Volunteer) -> bool:
    """Return whether `account` may correct `volunteer`: a colleague, or because they are it."""
    if not isinstance(account, Account) or not account.is_active:
        return False
    return account.person_id == volunteer.person_id or can_edit_volunteers(account)


def can_edit_opportunities(account: Account | AnonymousUser) -> bool:
    """Return whether `account` may add, release and close opportunities."""
    return _has(account, Right.EDIT_OPPORTUNITIES)


def can_match(account: Account | AnonymousUser) -> bool:
    """Return whether `account` may see suggestions and propose: it takes both sides."""
    return can_edit_volunteers(account) and can_edit_opportunities(account)


def can_see_clearances(account: Account | AnonymousUser) -> bool:
    """Return whether `account` may note certificates and read their dates.

    To everybody else who sees the volunteer it is "cleared, yes or no".
    """
    return _has(account, Right.SEE_CLEARANCES)


def _has(account: Account | AnonymousUser, right: Right) -> bool:
    return isinstance(account, Account) and right in roles.rights(account)
