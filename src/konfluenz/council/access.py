"""Who may read and change papers. A miss is a 404 or 403 in the face that asks."""

from django.contrib.auth.models import AnonymousUser
from django.db import models

from konfluenz.council.models import Consultation, Meeting, Paper, Resolution
from konfluenz.people import roles
from konfluenz.people.models import Account
from konfluenz.people.roles import Right


def visible_to(account: Account | AnonymousUser) -> models.QuerySet[Paper]:
    """Return the papers that `account` may read in the office: all, or none."""
    return Paper.objects.all() if can_read(account) else Paper.objects.none()


def sessions_visible_to(account: Account | AnonymousUser) -> models.QuerySet[Meeting]:
    """Return the council's sessions that `account` may read in the office: all, or none."""
    return Meeting.objects.all() if can_read(account) else Meeting.objects.none()


def can_read(account: Account | AnonymousUser) -> bool:
    """Return whether `account` may read papers, resolutions and mirrors, public or not."""
    return isinstance(account, Account) and Right.READ_PAPERS in roles.rights(account)


def can_edit(account: Account | AnonymousUser) -> bool:
    """Return whether `account` may change papers, their path and what answers them."""
    return isinstance(account, Account) and Right.EDIT_PAPERS in roles.rights(account)


def public() -> models.QuerySet[Paper]:
    """Return the papers that everybody may read."""
    return Paper.objects.filter(public=True)


def public_path() -> models.QuerySet[Consultation]:
    """Return the stations that everybody may read: public sessions of public papers."""
    return Consultation.objects.filter(paper__public=True, open_session=True)


def public_resolutions() -> models.QuerySet[Resolution]:
    """Return the resolutions that everybody may read."""
    return Resolution.objects.filter(public=True)
