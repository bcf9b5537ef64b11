"""Who sees which Anliegen, and who may work on them. A miss is a 404 or 403 in the face."""

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from konfluenz.directory.models import Holding
from konfluenz.enquiries.models import Enquiry
from konfluenz.people import roles
from konfluenz.people.models import Account
from konfluenz.people.roles import Right, Role

SEE_ALL = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.INTEGRATION_OFFICER})
"""The roles that look after the whole; everybody else sees those of their own units."""


def visible_to(account: Account | AnonymousUser) -> models.QuerySet[Enquiry]:
    """Return the Anliegen that `account` may read: all, those of its units, or none."""
    if not isinstance(account, Account) or Right.READ_ENQUIRIES not in roles.rights(account):
        return Enquiry.objects.none()
    if roles.of(account) & SEE_ALL:
        return Enquiry.objects.all()
    held = Holding.objects.on(timezone.localdate()).filter(person=account.person_id)
    return Enquiry.objects.filter(unit__in=held.values("post__unit"))


def can_work_on(account: Account | AnonymousUser, enquiry: Enquiry) -> bool:
    """Return whether `account` may answer, note, hand over and close `enquiry`."""
    return can_add(account) and visible_to(account).filter(pk=enquiry.pk).exists()


def can_add(account: Account | AnonymousUser) -> bool:
    """Return whether `account` may write down an Anliegen: a call, a visit, a letter."""
    return isinstance(account, Account) and Right.EDIT_ENQUIRIES in roles.rights(account)
