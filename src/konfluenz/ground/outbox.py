"""Put a message into the outbox, in the transaction that causes it; see to those that did not go.

Nothing is handed over here: `ground/delivery.py` does that in the worker, at least once,
always with the same Message-ID.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, holding, references
from konfluenz.ground.models.outbox import Channel, Message, State

STUCK_AFTER = timedelta(hours=1)
BATCH = 500
ERASED: Mapping[str, Any] = {
    **dict.fromkeys(("subject", "text", "html", "address", "error", "note"), ""),
    "secrets": [],
    "context": {},
}
"""What is left of a message whose days are over: that it went, to whom and when."""


class OutboxRefused(Exception):
    """A message cannot be treated like that; the text tells a person why."""


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
    message = _message(template, to, about, channel, context or {}, confidential=confidential)
    message.save(force_insert=True)
    return message


def send_all(
    template: str,
    *,
    to: Iterable[tuple[Recipient, models.Model, Mapping[str, Any]]],
    confidential: bool = False,
) -> int:
    """Queue one mail `template` to each of `to`, about its record, with its context.

    Return how many. One insert for up to 500, whoever they are.
    """
    messages = [
        _message(template, one, about, Channel.MAIL, context, confidential=confidential)
        for one, about, context in to
    ]
    return len(Message.objects.bulk_create(messages, batch_size=BATCH))


def forget(label: str, ids: Iterable[str]) -> None:
    """Leave nothing of the messages about these records, whose recipients are forgotten.

    What waits is not sent. Of what went the row stays, without text and address, as after its
    days. What is being handed over at this moment is erased in its time.
    """
    about = Message.objects.filter(about_label=label, about_id__in=list(ids), lease=None)
    about.exclude(state=State.SENT).delete()
    about.filter(erased_at=None).update(**ERASED, erased_at=timezone.now())


def stuck() -> models.QuerySet[Message]:
    """Return the messages that have waited for an hour or more, oldest first."""
    return Message.objects.filter(
        state=State.WAITING, queued_at__lte=timezone.now() - STUCK_AFTER
    ).order_by("queued_at")


def release(messages: Iterable[Message], *, by: models.Model | None) -> int:
    """Let messages go that were held back while no server was set up; return how many went.

    Only a person's act does this: what a demo or a trial has gathered in eighteen months is
    never sent by itself. Each one is a transaction of its own; those no longer held, and
    those whose text is erased, are passed over. Raises OutboxRefused while there is still
    no server for the channel, or while something else holds the message (`ground/holding.py`).
    """
    return sum(_release(message, by) for message in messages)


def drop(messages: Iterable[Message], *, by: models.Model | None) -> int:
    """Decide that held-back messages are never sent; return how many.

    Their rows stay, with the decision in the trail. Those no longer held are passed over.
    """
    return sum(_move(one, State.HELD, State.DROPPED, "message.dropped", by) for one in messages)


def keep(messages: Iterable[Message], *, by: models.Model | None) -> int:
    """Take `drop` back: the messages are held again; return how many."""
    return sum(_move(one, State.DROPPED, State.HELD, "message.kept", by) for one in messages)


@transaction.atomic
def retry(message: Message, *, by: models.Model | None) -> Message:
    """Put a failed or unreachable message back into the queue, to the recipient's present address.

    Raises OutboxRefused when it is in another state, erased, or still without an address.
    """
    current = _claim(message, State.FAILED, State.UNREACHABLE)
    if current.erased_at is not None:
        raise OutboxRefused(_("The text of this message has been erased. Write a new one."))
    current.address = _present_address(current) or current.address
    if not current.address:
        raise OutboxRefused(_("There is still no address to send this message to."))
    _queue(current)
    audit.record("message.retried", about=current, by=by)
    return current


@transaction.atomic
def done_by_hand(message: Message, *, by: models.Model | None, note: str = "") -> Message:
    """Note that a person printed and posted the letter, or made the call.

    `note` is what came of it. Raises OutboxRefused when the message waits for no person.
    """
    current = _claim(message, State.MANUAL)
    current.state = State.SENT
    current.settled_at = timezone.now()
    current.note = note
    current.save()
    audit.record("message.done_by_hand", about=current, by=by)
    return current


@transaction.atomic
def _release(message: Message, by: models.Model | None) -> bool:
    if not _is_set_up(message.channel):
        raise OutboxRefused(_("This message cannot go: there is still no server set up for it."))
    current = Message.objects.select_for_update().get(pk=message.pk)
    if current.state != State.HELD or current.erased_at is not None:
        return False
    if held := holding.reason(current):
        raise OutboxRefused(held)
    _queue(current)
    audit.record("message.released", about=current, by=by)
    return True


@transaction.atomic
def _move(message: Message, old: State, new: State, action: str, by: models.Model | None) -> bool:
    current = Message.objects.select_for_update().get(pk=message.pk)
    if current.state != old:
        return False
    current.state = new
    current.save(update_fields=["state"])
    audit.record(action, about=current, by=by)
    return True


def _claim(message: Message, *states: State) -> Message:
    current = Message.objects.select_for_update().get(pk=message.pk)
    if current.state not in states:
        raise OutboxRefused(_("This message has moved on meanwhile. Look at it again."))
    return current


def _queue(message: Message) -> None:
    message.state = State.WAITING
    message.attempts = 0
    message.error = ""
    message.settled_at = None
    message.queued_at = message.due_at = timezone.now()
    message.save()


def _present_address(message: Message) -> str | None:
    recipient: Any = references.resolve(message.to) if message.to else None
    return recipient.address(message.channel) if recipient is not None else None


def _message(
    template: str,
    to: Recipient,
    about: models.Model | None,
    channel: str,
    context: Mapping[str, Any],
    *,
    confidential: bool,
) -> Message:
    """Return the message, unsaved; without an address it is unreachable from the start."""
    address = to.address(channel) or ""
    subject = references.to(about) if about is not None else references.Reference("", "")
    recipient = references.to(to) if isinstance(to, models.Model) else references.Reference("", "")
    public_id = uuid.uuid4()
    now = timezone.now()
    return Message(
        public_id=public_id,
        template=template,
        channel=channel,
        language=to.language,
        to_label=recipient.label,
        to_id=recipient.id,
        about_label=subject.label,
        about_id=subject.id,
        address=address,
        context=dict(context),
        confidential=confidential,
        state=State.WAITING if address else State.UNREACHABLE,
        settled_at=None if address else now,
        queued_at=now,
        due_at=now,
        message_id=f"<{public_id}@{settings.MAIL_DOMAIN}>",
    )


def _is_set_up(channel: str) -> bool:
    server = {Channel.MAIL.value: settings.MAIL_URL, Channel.SMS.value: settings.SMS_URL}
    return bool(server.get(channel, True))
