"""Who reads the concept and its figures, and who works on them."""

from django.contrib.auth.models import AnonymousUser
from django.db import models

from konfluenz.people import roles
from konfluenz.people.models import Account
from konfluenz.people.roles import Right
from konfluenz.steering.models import Concept, Indicator, ParticipationComment


def can_read(account: Account | AnonymousUser) -> bool:
    """Return whether `account` reads concepts, goals and figures, drafts among them."""
    return isinstance(account, Account) and Right.READ_CONCEPT in roles.rights(account)


def can_edit(account: Account | AnonymousUser) -> bool:
    """Return whether `account` may change concepts, goals and figures."""
    return isinstance(account, Account) and Right.EDIT_CONCEPT in roles.rights(account)


def concepts_visible_to(account: Account | AnonymousUser) -> models.QuerySet[Concept]:
    """Return the concepts that `account` may read: all for the office, else the public ones."""
    return Concept.objects.all() if can_read(account) else Concept.objects.filter(public=True)


def indicators_visible_to(account: Account | AnonymousUser) -> models.QuerySet[Indicator]:
    """Return the indicators that `account` may read: all for the office, else the public ones."""
    return Indicator.objects.all() if can_read(account) else Indicator.objects.filter(public=True)


def comments_visible_to(account: Account | AnonymousUser) -> models.QuerySet[ParticipationComment]:
    """Return the comments that `account` may read: all for who reads them first, else public ones.

    What nobody has read may name somebody.
    """
    rows = ParticipationComment.objects.all()
    return rows if can_edit(account) else rows.filter(public=True, round__public=True)
