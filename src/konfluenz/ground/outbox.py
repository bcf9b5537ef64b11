"""Put a message into the outbox, in the transaction that causes it.

Nothing is handed over here: `ground/delivery.py` does that in the worker, at least once,
always with the same Message-ID.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.utils import timezone

from konfluenz.ground import references
from konfluenz.ground.models.outbox import Channel, Message, State


class Recipient(Protocol):
    """Whoever a message can go to: a person, a unit, an organisation, a bare address."""

    @property
    def language(self) -> str:
        """The language code the recipient reads."""

    def address(self, channel: str) -> str | None:
        """Return where `channel` reaches them, or None."""


@dataclass(frozen=True)
class BareAddress:
    """A mail address that belongs to no record, such as the one being confirmed."""

    mail: str
    language: str = "de"

    def address(self, channel: str) -> str | None:
        """Return the mail address, and nothing for other channels."""
        return self.mail if channel == Channel.MAIL else None


def send(
    template: str,
    *,
    to: Recipient,
    about: models.Model | None = None,
    channel: str = Channel.MAIL,
    context: Mapping[str, Any] | None = None,
    confidential: bool = False,
) -> Message:
    """Queue the message `template` ("directory/mail/post_corrected") to `to` and return it.

    The template is rendered at the first hand-over with `to`, `about` and `context`, whose
    values must survive JSON. A recipient without an address for the channel gives a message
    in the state "unreachable", which shows in *Heute*: it is not lost.
    """
    address = to.address(channel) or ""
    subject = references.to(about) if about is not None else references.Reference("", "")
    recipient = references.to(to) if isinstance(to, models.Model) else references.Reference("", "")
    public_id = uuid.uuid4()
    return Message.objects.create(
        public_id=public_id,
        template=template,
        channel=channel,
        language=to.language,
        to_label=recipient.label,
        to_id=recipient.id,
        about_label=subject.label,
        about_id=subject.id,
        address=address,
        context=dict(context or {}),
        confidential=confidential,
        state=State.WAITING if address else State.UNREACHABLE,
        due_at=timezone.now(),
        message_id=f"<{public_id}@{settings.MAIL_DOMAIN}>",
    )
