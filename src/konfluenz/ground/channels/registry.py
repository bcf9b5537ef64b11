"""Which sender serves a channel, as this installation is set up."""

from django.conf import settings
from django.utils.translation import gettext as _

from konfluenz.ground.channels.by_hand import LetterSender, PersonSender
from konfluenz.ground.channels.mail import MailSender
from konfluenz.ground.channels.outcomes import HeldBack
from konfluenz.ground.channels.senders import Sender
from konfluenz.ground.channels.sms import TextSender
from konfluenz.ground.models.outbox import Channel, Message


class Nowhere(Sender):
    """Stands in for a server that is not set up: every message is held back with the reason."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def hand_over(self, message: Message) -> None:  # noqa: ARG002
        """Raise HeldBack."""
        raise HeldBack(self._reason)


def sender(channel: str) -> Sender:
    """Return the sender for `channel`, to be used as a context."""
    if channel == Channel.MAIL:
        return MailSender() if settings.MAIL_URL else Nowhere(_("No mail server is set up."))
    if channel == Channel.SMS:
        return TextSender() if settings.SMS_URL else Nowhere(_("No SMS gateway is set up."))
    return LetterSender() if channel == Channel.LETTER else PersonSender()
