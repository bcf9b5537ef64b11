"""Logins in the audit trail. Allauth's and Django's signals are the only ones listened to.

They are third-party code that writes without us; our own rooms never signal one another.
The trail names the account, never the mail address that was typed.
"""

from typing import Any

from allauth.account.signals import (
    login_code_rejected,
    password_changed,
    password_reset,
    password_set,
)
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver

from konfluenz.ground import audit
from konfluenz.people.models import Account
from konfluenz.people.models.accounts import normalised


@receiver(user_logged_in)
def logged_in(user: Account, **_more: Any) -> None:
    """Record a login that passed every stage."""
    _record("account.logged_in", user)


@receiver(user_logged_out)
def logged_out(user: Account | None, **_more: Any) -> None:
    """Record that somebody left, if anybody was in."""
    if user is not None:
        _record("account.logged_out", user)


@receiver(user_login_failed)
def login_failed(credentials: dict[str, Any], **_more: Any) -> None:
    """Record a wrong password for an account there is; a guess at none concerns nobody."""
    email = normalised(str(credentials.get("email") or credentials.get("username") or ""))
    account = Account.objects.filter(email=email).first()
    if account is not None:
        _record("account.login_failed", account, by=audit.SYSTEM)


@receiver([login_code_rejected, authentication_failed])
def code_rejected(user: Account, **_more: Any) -> None:
    """Record a wrong one-time code or second factor."""
    _record("account.login_failed", user, by=audit.SYSTEM)


@receiver([password_changed, password_set, password_reset])
def password_written(user: Account, **_more: Any) -> None:
    """Record a new password."""
    _record("account.password_changed", user)


@receiver(authenticator_added)
def factor_added(user: Account, authenticator: Any, **_more: Any) -> None:
    """Record a new second factor, by its kind."""
    _record("account.factor_added", user, factor=("", authenticator.type))


@receiver(authenticator_removed)
def factor_removed(user: Account, authenticator: Any, **_more: Any) -> None:
    """Record that a second factor was taken away, by its kind."""
    _record("account.factor_removed", user, factor=(authenticator.type, ""))


_ACTOR = object()


def _record(action: str, account: Account, *, by: Any = _ACTOR, **changes: Any) -> None:
    with transaction.atomic():
        actor = account if by is _ACTOR else by
        audit.record(action, about=account, by=actor, changes=changes)
