"""Who is told by mail when somebody says anew how a goal stands (J11).

An address is asked first whether it is right (double opt-in). What is answered to whoever types
it in is the same whether it is known or not. When a subscription ends, its row and the texts of
its mails go at once.
"""

import datetime as dt
from collections.abc import Collection

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from konfluenz.ground import audit, dates, keyring, links, outbox, references, throttle
from konfluenz.ground.links import LinkRefused
from konfluenz.ground.outbox import BareAddress
from konfluenz.steering.models import Goal, GoalStatus, GoalSubscription

CONFIRM, END = "subscription-confirm", "subscription-end"
"""What the links in the mails are for; the same words stand in ``settings.LINKS``."""

KEPT = dt.timedelta(days=7)
"""How long an address waits to be confirmed; then it is deleted."""

ENDS_WITHIN = dt.timedelta(days=3650)
"""So long the link to end a subscription works: mails lie about for years."""

PER_DAY = 5
"""Mails a day that ask one address: nobody floods somebody else's mailbox."""

DAY = 24 * 60 * 60


@transaction.atomic
def ask(goal: Goal, address: str, locale: str) -> GoalSubscription:
    """Ask `address` by mail whether it wants to hear of `goal` in the language `locale`.

    Nothing goes out to who hears of it already, or was asked too often today; nobody is told
    which of these it was.
    """
    digest = keyring.blind_index("goal subscription", address.strip().casefold())
    given = {"address": address.strip(), "locale": locale}
    row, made = GoalSubscription.objects.get_or_create(goal=goal, digest=digest, defaults=given)
    if row.confirmed_at is not None or not throttle.hit(f"subscribe {digest}", PER_DAY, DAY):
        return row
    if not made:
        row.locale, row.created_at = locale, timezone.now()
        row.save(update_fields=["locale", "created_at"])
    outbox.send(
        "steering/mail/subscription_confirm",
        to=_reader(row),
        about=row,
        context={"token": confirm_token(row), "days": KEPT.days},
        confidential=True,
    )
    audit.record("subscription.asked", about=row, by=None)
    return row


@transaction.atomic
def confirm(token: str) -> GoalSubscription:
    """Begin the subscription; a second time changes nothing. Raises LinkRefused."""
    row = _meant(CONFIRM, token, GoalSubscription.objects.select_for_update(of=("self",)))
    if row.confirmed_at is None:
        row.confirmed_at = timezone.now()
        row.save(update_fields=["confirmed_at"])
        audit.record("subscription.confirmed", about=row, by=None)
    return row


def confirm_token(row: GoalSubscription) -> str:
    """Return what the link carries that begins a subscription."""
    return _token(CONFIRM, row, KEPT)


def end_token(row: GoalSubscription) -> str:
    """Return what the link carries that ends a subscription."""
    return _token(END, row, ENDS_WITHIN)


def to_confirm(token: str) -> GoalSubscription:
    """Return what the link in a mail would confirm; changes nothing. Raises LinkRefused."""
    return _meant(CONFIRM, token, GoalSubscription.objects.all())


def to_end(token: str) -> GoalSubscription | None:
    """Return what the link in a mail would end, None if it has ended. Raises LinkRefused."""
    return _found(END, token, GoalSubscription.objects.all())


@transaction.atomic
def end(token: str) -> None:
    """End a subscription and forget its address; a second time changes nothing.

    Raises LinkRefused for a link that is not complete.
    """
    row = _found(END, token, GoalSubscription.objects.select_for_update(of=("self",)))
    if row is not None:
        _end([row], "subscription.ended")


@transaction.atomic
def end_all(goal: Goal) -> None:
    """End all subscriptions to a goal that is about to go."""
    _end(list(goal.subscriptions.all()), "subscription.ended")


@transaction.atomic
def sweep() -> int:
    """Delete the addresses that nobody confirmed within a week; return how many; daily."""
    rows = GoalSubscription.objects.select_for_update().filter(
        confirmed_at=None, created_at__lte=timezone.now() - KEPT
    )
    return _end(list(rows), "subscription.lapsed")


def tell(status: GoalStatus) -> int:
    """Queue a mail about `status` to whoever subscribed to its goal; return how many.

    In the transaction that notes it, by as many queries for many readers as for one. Of a
    concept that is not public nobody is told.
    """
    if not status.goal.area.concept.public:
        return 0
    rows = list(status.goal.subscriptions.filter(confirmed_at__isnull=False))
    days = {locale: _day(status, locale) for locale in {row.locale for row in rows} | {"de"}}
    said = {"state": status.state, "reason": status.reason, "unit": str(status.unit)}
    said["german_date"] = days["de"]
    mails = [
        (_reader(row), row, {**said, "date": days[row.locale], **_ending(row)}) for row in rows
    ]
    return outbox.send_all("steering/mail/goal_stands", to=mails)


def _day(status: GoalStatus, locale: str) -> str:
    with translation.override(locale):
        return dates.show(status.date)


def _reader(row: GoalSubscription) -> BareAddress:
    return BareAddress(row.address, row.locale)


def _ending(row: GoalSubscription) -> dict[str, str]:
    """Return the link that ends a subscription, for the text and for the mail's head."""
    token = end_token(row)
    return {"token": token, "unsubscribe": links.address(END, token)}


def _token(purpose: str, row: GoalSubscription, length: dt.timedelta) -> str:
    return links.signed(purpose, str(row.public_id), max_age=int(length.total_seconds()))


def _found(
    purpose: str, token: str, rows: models.QuerySet[GoalSubscription]
) -> GoalSubscription | None:
    public_id = links.read(purpose, token)
    return rows.select_related("goal__area__concept").filter(public_id=public_id).first()


def _meant(purpose: str, token: str, rows: models.QuerySet[GoalSubscription]) -> GoalSubscription:
    row = _found(purpose, token, rows)
    if row is None:
        raise LinkRefused(_("This subscription has ended. You can begin it again at the goal."))
    return row


def _end(rows: Collection[GoalSubscription], action: str) -> int:
    """Delete `rows` and what their mails say; seven queries at most for any number."""
    if rows:
        keys = [row.pk for row in rows]
        outbox.forget(references.label(GoalSubscription), map(str, keys))
        audit.record_many(action, ((row, {}) for row in rows), by=None)
        GoalSubscription.objects.filter(pk__in=keys).delete()
    return len(rows)
