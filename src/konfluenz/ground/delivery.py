"""Hand the outbox over: at least once, always with the same Message-ID, whoever dies meanwhile.

The message rows are the truth. A worker leases a few rows that are due, and for each one

1. renders it, if it has no text yet, and freezes the text on the row while it renews the
   lease (a short transaction of its own),
2. hands it over, outside any transaction,
3. settles it (a short transaction again).

A worker killed between 2 and 3 leaves one message that is handed over twice; killed anywhere
else it leaves none. `sweep` frees what it held.
"""

import logging
import random
import uuid
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import files, holding, outbox, rendering, veiled
from konfluenz.ground.channels import outcomes, registry
from konfluenz.ground.channels.senders import Sender
from konfluenz.ground.models.outbox import Channel, Message, State

log = logging.getLogger(__name__)

BATCH = 20
LEASE_SECONDS = 60.0
HAND_OVER_SECONDS = 180.0
"""How long one hand-over may take: connect, and five answers of 30 s each at the worst."""

MAX_ATTEMPTS = 16
"""With the pauses below: about two days, a weekend without a mail server."""

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)

ENDS: dict[type[Exception], State] = {
    rendering.RenderingFailed: State.FAILED,
    outcomes.Refused: State.FAILED,
    outcomes.HeldBack: State.HELD,
    outcomes.ForAPerson: State.MANUAL,
}

BODY_DAYS = 90
CONFIDENTIAL_DAYS = 1
"""A code or an opening link is of no use to anybody once it has been sent."""


def hand_over(
    *,
    limit: int = BATCH,
    lease_seconds: float = LEASE_SECONDS,
    hand_over_seconds: float = HAND_OVER_SECONDS,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Take up to `limit` messages that are due and hand them over; return how many were taken.

    `stop` is asked between two messages; what is left then goes back into the queue at once.
    """
    batch = _lease(limit, timedelta(seconds=lease_seconds))
    for channel, messages in groupby(batch, key=lambda message: message.channel):
        _hand_over_all(channel, list(messages), timedelta(seconds=hand_over_seconds), stop)
    return len(batch)


def sweep() -> int:
    """Free the messages whose worker died while it held them; return how many.

    They are due again at once. What has waited for an hour, `outbox.stuck` reports.
    """
    return Message.objects.filter(state=State.WAITING, lease_until__lte=timezone.now()).update(
        lease=None, lease_until=None
    )


def erase_old() -> int:
    """Blank the text and address of messages settled 90 days ago; return how many.

    Confidential ones that went are blanked after a day, but for what can be told without their
    secrets. The row stays: that something was sent, to whom and when.
    """
    now = timezone.now()
    over = Q(settled_at__lte=now - timedelta(days=BODY_DAYS))
    opened = _opened(now)
    veiled.forget(opened)
    old = Message.objects.filter(over | Q(pk__in=opened.values("pk")), erased_at=None)
    for letter in old.filter(channel=Channel.LETTER):
        for printed in files.of(letter):
            files.erase(printed, by=None)
    return old.update(**outbox.ERASED, erased_at=now)


def _opened(now: datetime) -> QuerySet[Message]:
    """Return the confidential messages that went a day ago and still stand as they went."""
    return Message.objects.filter(
        confidential=True,
        state=State.SENT,
        settled_at__lte=now - timedelta(days=CONFIDENTIAL_DAYS),
        erased_at=None,
    )


def pause(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: doubling, with a fifth of chance in it."""
    steps = min(attempts - 1, 10)
    return min(FIRST_PAUSE * 2**steps, LONGEST_PAUSE) * random.uniform(0.8, 1.2)  # noqa: S311


def _lease(limit: int, duration: timedelta) -> list[Message]:
    """Return messages that nobody else will touch for `duration`, those of one channel together.

    Confidential ones come first: somebody sits before a form and waits for the code.
    """
    if not _due().exists():  # Reading first: an idle worker takes no write lock on SQLite.
        return []
    lease = uuid.uuid4()
    with transaction.atomic():
        chosen = [
            message.pk
            for message in _due()
            .only("pk")
            .order_by("-confidential", "due_at")
            .select_for_update(skip_locked=True)[:limit]
        ]
        Message.objects.filter(pk__in=chosen).update(
            lease=lease, lease_until=timezone.now() + duration
        )
    return list(Message.objects.filter(lease=lease).order_by("channel", "due_at", "pk"))


def _due() -> QuerySet[Message]:
    now = timezone.now()
    free = Q(lease=None) | Q(lease_until__lte=now)
    return Message.objects.filter(free, state=State.WAITING, due_at__lte=now)


def _hand_over_all(
    channel: str, left: list[Message], duration: timedelta, stop: Callable[[], bool]
) -> None:
    """Deliver the messages of one channel one by one; those not tried go back into the queue."""
    try:
        with registry.sender(channel) as sender:
            while left and not stop():
                _deliver(left.pop(0), sender, duration)
    except outcomes.Down:
        _give_back(left, timezone.now() + FIRST_PAUSE)
    else:
        _give_back(left)


def _deliver(message: Message, sender: Sender, duration: timedelta) -> None:
    """Bring one message to its end, or to its next turn; raises Down after settling it."""
    try:
        if not _begin(message, duration):
            return
        _hand_over(message, sender)
    except outcomes.Deferred as reason:
        _try_again(message, str(reason))
        if isinstance(reason, outcomes.Down):
            raise
    except (outcomes.NotHandedOver, rendering.RenderingFailed) as end:
        _settle(message, ENDS[type(end)], str(end))
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - one broken message must not stop the others
        log.error("Message %s: %s", message.public_id, type(error).__name__)
        _try_again(message, f"{type(error).__name__}: {error}")
    else:
        _settle(message, State.SENT, "")


def _hand_over(message: Message, sender: Sender) -> None:
    """Hand `message` over, unless something holds it: then no server is even asked."""
    if held := holding.reason(message):
        raise outcomes.HeldBack(held)
    sender.hand_over(message)


def _begin(message: Message, duration: timedelta) -> bool:
    """Freeze the text, count the attempt, renew the lease; False if the message is no longer ours.

    The attempt counts before the hand-over, so that a message on which the worker dies
    does not come back for ever.
    """
    now = timezone.now()
    frozen: dict[str, Any] = {}
    if message.attempts >= MAX_ATTEMPTS:
        raise outcomes.Refused(message.error or _("Given up after %d attempts.") % MAX_ATTEMPTS)
    if message.rendered_at is None:
        text = rendering.render(message)
        frozen = {**asdict(text), "rendered_at": now}
    ours = Message.objects.filter(pk=message.pk, state=State.WAITING, lease=message.lease)
    if not ours.update(attempts=F("attempts") + 1, lease_until=now + duration, **frozen):
        return False
    for name, value in frozen.items():
        setattr(message, name, value)
    message.attempts += 1
    return True


def _settle(message: Message, state: State, error: str) -> None:
    """Note the end. What has gone is noted even if the lease ran out meanwhile."""
    rows = Message.objects.filter(pk=message.pk, state=State.WAITING)
    if state != State.SENT:
        rows = rows.filter(lease=message.lease)
    settled = None if state == State.MANUAL else timezone.now()
    rows.update(state=state, error=error[:300], settled_at=settled, lease=None, lease_until=None)
    log.info("Message %s: %s", message.public_id, state)


def _try_again(message: Message, error: str) -> None:
    """Put the message off, or give it up after the last attempt."""
    if message.attempts >= MAX_ATTEMPTS:
        _settle(message, State.FAILED, error)
        return
    Message.objects.filter(pk=message.pk, lease=message.lease).update(
        error=error[:300],
        due_at=timezone.now() + pause(message.attempts),
        lease=None,
        lease_until=None,
    )
    log.info("Message %s: later", message.public_id)


def _give_back(left: list[Message], due_at: datetime | None = None) -> None:
    """Return what was not tried to the queue, due at once or at `due_at`."""
    values = {"due_at": due_at} if due_at else {}
    for message in left[:1]:
        keys = [message.pk for message in left]
        ours = Message.objects.filter(pk__in=keys, lease=message.lease, state=State.WAITING)
        ours.update(lease=None, lease_until=None, **values)
