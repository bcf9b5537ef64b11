"""Who sees which tasks, and who may work on them."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from konfluenz.actions.models import Task, TaskQuerySet
from konfluenz.directory.models import Holding
from konfluenz.people import roles
from konfluenz.people.models import Account
from konfluenz.people.roles import Right, Role

SEE_ALL = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR, Role.INTEGRATION_OFFICER})
"""The roles that look after the whole; everybody else sees the tasks of their own units."""


def visible_to(account: Account | AnonymousUser) -> TaskQuerySet:
    """Return the tasks that `account` may read: all, those of its units, or none."""
    if not isinstance(account, Account) or Right.READ_TASKS not in roles.rights(account):
        return Task.objects.none()
    if roles.of(account) & SEE_ALL:
        return Task.objects.all()
    held = Holding.objects.on(timezone.localdate()).filter(person=account.person_id)
    return Task.objects.filter(unit__in=held.values("post__unit"))


def can_work_on(account: Account | AnonymousUser, task: Task) -> bool:
    """Return whether `account` may start, postpone, hand on and close `task`."""
    may = isinstance(account, Account) and Right.EDIT_TASKS in roles.rights(account)
    return may and visible_to(account).filter(pk=task.pk).exists()


def can_add(account: Account | AnonymousUser) -> bool:
    """Return whether `account` may give a unit something to do."""
    return isinstance(account, Account) and Right.EDIT_TASKS in roles.rights(account)
