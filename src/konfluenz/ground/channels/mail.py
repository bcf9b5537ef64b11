"""Mail over SMTP, one connection for a batch."""

import smtplib
from email.utils import format_datetime
from types import TracebackType
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from konfluenz.ground.channels.outcomes import Deferred, Down, Refused
from konfluenz.ground.channels.senders import Sender
from konfluenz.ground.models.outbox import Message

TIMEOUT = 30
"""Seconds that the server has for each answer."""

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class MailSender(Sender):
    """Hands mails to the server at ``settings.MAIL_URL``. Connects when the first one comes."""

    def __init__(self) -> None:
        self._backend = backend(settings.MAIL_URL)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._close()

    def hand_over(self, message: Message) -> None:
        """Return once the server has taken `message`; raises Refused, Deferred or Down."""
        mail = compose(message)
        try:
            self._backend.open()
        except (OSError, smtplib.SMTPException) as error:
            raise Down(words(error)) from error
        try:
            self._backend.send_messages([mail])
        except smtplib.SMTPServerDisconnected as error:
            self._close()
            raise Deferred(words(error)) from error
        except smtplib.SMTPException as error:
            if (
                self._backend.connection and self._backend.connection.sock is None
            ):  # "421": the server hung up.
                self._close()
            raise _refusal(error) from error
        except OSError as error:
            self._close()
            raise Deferred(words(error)) from error
        except ValueError as error:  # An address or a header that no mail can have.
            raise Refused(words(error)) from error

    def _close(self) -> None:
        try:
            self._backend.close()
        except (OSError, smtplib.SMTPException):
            self._backend.connection = None


def backend(url: str) -> EmailBackend:
    """Return Django's SMTP client for ``smtp://user:password@host:port`` or ``smtps://…``.

    smtps is encrypted from the first byte; smtp demands STARTTLS unless the server is this
    machine or the address ends in ``?tls=off``.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("KONFLUENZ_MAIL_URL must look like smtp://user:password@host:port.")
    secure = parts.scheme == "smtps"
    plain = parts.hostname in LOOPBACK or parse_qs(parts.query).get("tls") == ["off"]
    return EmailBackend(
        host=parts.hostname,
        port=parts.port or (465 if secure else 587),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=secure,
        use_tls=not secure and not plain,
        timeout=TIMEOUT,
        fail_silently=False,
    )


def compose(message: Message) -> EmailMultiAlternatives:
    """Return the mail; equal for every retry, Message-ID and Date among it.

    "Auto-Submitted" keeps out-of-office replies away (RFC 3834). An address under "unsubscribe"
    in its context ends by one click what the mail came from (RFC 8058).
    """
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    if ending := (message.context or {}).get("unsubscribe"):
        headers["List-Unsubscribe"] = f"<{ending}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if message.rendered_at is not None:
        headers["Date"] = format_datetime(message.rendered_at)
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.address],
        headers=headers,
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def words(error: BaseException) -> str:
    """Return what the server, or the network, said."""
    code, said = getattr(error, "smtp_code", ""), getattr(error, "smtp_error", b"")
    said = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {said}".strip() or str(error) or type(error).__name__


def _refusal(error: smtplib.SMTPException) -> Exception:
    """Return Refused for a lasting no (5xx, RFC 5321 4.2.1) to this very mail, else Deferred.

    A no to the sender is none to the mail: somebody will mend the settings.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        text = f"{code} {said.decode(errors='replace')}"
        return Refused(text) if code >= 500 else Deferred(text)
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500:
        return Refused(words(error))
    return Deferred(words(error))
