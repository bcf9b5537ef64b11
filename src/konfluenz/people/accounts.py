"""Open and close accounts. Who has none is a person like any other."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from konfluenz.ground import audit, outbox
from konfluenz.people import logins
from konfluenz.people.models import Account, Person
from konfluenz.people.models.accounts import STAFF, normalised


class AccountRefused(Exception):
    """An account could not be opened or closed; the message says why."""


@transaction.atomic
def open(  # noqa: A001 - read as accounts.open
    person: Person, email: str, *, by: models.Model | None, password: str | None = None
) -> Account:
    """Open an account for `person` and invite them by mail.

    Without a `password` they log in by one-time codes, which prove that the mailbox is
    theirs. Raises AccountRefused when the address is no address or has an account already,
    or the person has one.
    """
    email = _checked(email)
    try:
        with transaction.atomic():
            account = Account.objects.create_user(email, password, person=person)
    except IntegrityError:
        if Account.objects.filter(email=email).exists():
            raise AccountRefused(_("This e-mail address has an account already.")) from None
        raise AccountRefused(_("This person has an account already.")) from None
    EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
    audit.record("account.opened", about=person, by=by, also=[account])
    outbox.send("people/mail/invitation", to=account, about=person, confidential=True)
    return account


@transaction.atomic
def close(account: Account, *, by: models.Model | None) -> None:
    """Close `account`: nobody logs in by it any more, and its logins end at once.

    Raises AccountRefused when it is closed already, or is the actor's own.
    """
    current = Account.objects.select_for_update(of=("self",), no_key=True).get(pk=account.pk)
    if not current.is_active:
        raise AccountRefused(_("This account is closed already."))
    if isinstance(by, Account) and by.pk == current.pk:
        raise AccountRefused(_("You cannot close your own account."))
    current.is_active = False
    current.set_unusable_password()
    current.save(update_fields=["is_active", "password"])
    logins.end_all(current)
    about = current.person or current
    audit.record("account.closed", about=about, by=by, also=[current])


@transaction.atomic
def remove(account: Account, *, by: models.Model | None) -> None:
    """Delete a closed account with its views and drafts. What it did stays in the trail.

    Raises AccountRefused while it is open.
    """
    current = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if current.is_active:
        raise AccountRefused(_("Close the account first."))
    audit.record("account.removed", about=current.person or current, by=by, also=[current])
    logins.end_all(current)
    current.delete()


def must_have_second_factor(account: Account | AnonymousUser) -> bool:
    """Return whether the account needs a second factor: staff roles do, except in the demo."""
    return not settings.DEMO and isinstance(account, Account) and bool(account.roles & STAFF)


def has_second_factor(account: Account | AnonymousUser) -> bool:
    """Return whether the account has set one up; recovery codes alone are none."""
    if not isinstance(account, Account):
        return False
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=account, type__in=kinds).exists()


def _checked(email: str) -> str:
    email = normalised(email)
    try:
        validate_email(email)
    except ValidationError:
        raise AccountRefused(
            _("This is no e-mail address. Write it like name@example.org.")
        ) from None
    return email
