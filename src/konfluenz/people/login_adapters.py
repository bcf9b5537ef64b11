"""How allauth fits into this house: nobody signs up alone, and its mails take our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import get_language

from konfluenz.ground import keyring, outbox
from konfluenz.people.models import Account
from konfluenz.people.models.accounts import normalised

MAILS = {
    "account/email/login_code": "people/mail/login_code",
    "account/email/password_reset_key": "people/mail/password_reset",
    "account/email/password_changed": "people/mail/password_changed",
    "account/email/password_set": "people/mail/password_changed",
    "account/email/password_reset": "people/mail/password_changed",
    "mfa/email/totp_activated": "people/mail/second_factor_added",
    "mfa/email/recovery_codes_generated": "people/mail/second_factor_added",
    "mfa/email/totp_deactivated": "people/mail/second_factor_removed",
}
"""Allauth's mails that can occur here, and our templates for them."""


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by colleagues; every mail is queued, sealed, in the reader's language."""

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002
        """Refuse: nobody opens an account for themselves."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail. Nobody in the office can read it, since it may carry a code."""
        account = Account.objects.filter(email=normalised(email)).first()
        to = account or outbox.BareAddress(email, language=get_language() or "de")
        carried = {"code": context.get("code"), "link": context.get("password_reset_url")}
        outbox.send(
            MAILS[template_prefix],
            to=to,
            context={name: value for name, value in carried.items() if value},
            confidential=True,
        )

    def clean_email(self, email: str) -> str:
        """Return the address as accounts keep it."""
        return normalised(email)


class MFAAdapter(DefaultMFAAdapter):
    """Seals the secrets of second factors with the key ring."""

    def encrypt(self, text: str) -> str:
        """Return what the database keeps."""
        return keyring.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret."""
        return keyring.decrypt(encrypted_text)
