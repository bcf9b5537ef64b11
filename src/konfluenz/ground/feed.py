"""The change feed: read on in the audit trail from where you stopped.

What has to happen upstairs after something changed downstairs is a consumer, registered in
``settings.FEED_CONSUMERS`` as ``{name: "dotted.path.to.handler"}`` and driven by the worker.
A handler gets entries in order of their positions. What it writes to the database and how
far it has come are one transaction: each entry has its effect exactly once.
"""

import logging
from collections.abc import Callable, Sequence

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from konfluenz.ground import chain
from konfluenz.ground.models.trail import Consumer, Entry

Handler = Callable[[Sequence[Entry]], None]

logger = logging.getLogger(__name__)


def consume(name: str, handler: Handler, *, batch: int = 200) -> int:
    """Hand the next sealed entries, at most `batch`, to `handler`; return how many.

    0: nothing new, or another worker is at it. When `handler` raises, nothing has happened
    and the same entries come again. Entries bring their mentions; a Detail may be erased.
    """
    if not _new_for(name):
        return 0
    with transaction.atomic():
        consumer = _locked(name)
        entries = _entries_after(consumer.position, batch) if consumer else []
        if consumer and entries:
            handler(entries)
            consumer.position = entries[-1].position or 0
            consumer.save(update_fields=["position"])
    return len(entries)


def catch_up() -> int:
    """Bring every registered consumer up to date and return how many entries were consumed.

    One that fails is logged and holds up itself alone.
    """
    total = 0
    for name, path in settings.FEED_CONSUMERS.items():
        try:
            total += _drain(name, import_string(path))
        except Exception:
            logger.exception("The consumer %s has stopped.", name)
    return total


def lag() -> dict[str, int]:
    """Return how many sealed entries each registered consumer has not seen yet."""
    positions = dict(Consumer.objects.values_list("name", "position"))
    end = chain.head().position
    return {name: end - positions.get(name, 0) for name in settings.FEED_CONSUMERS}


def _drain(name: str, handler: Handler) -> int:
    total = 0
    while consumed := consume(name, handler):
        total += consumed
    return total


def _new_for(name: str) -> bool:
    """Look without a lock, so that an idle worker writes nothing."""
    consumer, _ = Consumer.objects.get_or_create(name=name)
    return Entry.objects.filter(position__gt=consumer.position).exists()


def _locked(name: str) -> Consumer | None:
    return Consumer.objects.select_for_update(skip_locked=True).filter(name=name).first()


def _entries_after(position: int, limit: int) -> list[Entry]:
    return list(
        Entry.objects.filter(position__gt=position)
        .order_by("position")
        .prefetch_related("mentions")[:limit]
    )
