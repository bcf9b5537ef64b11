"""Who bakes what: pages are claimed for a short while, so that any number of bakers may work.

What a page read is written down only after it was rendered, and the feed may have moved on
meanwhile. `finish` therefore looks once more at what came in between, and such a page stays
due: no change falls between rendering and remembering.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from konfluenz.ground.models.trail import Consumer, Entry
from konfluenz.publishing.baking import marks
from konfluenz.publishing.models import BakedAddress, BakedRead, Urgency

CLAIM_SECONDS = 20
"""A baker that was killed holds up its pages so long."""

IN_TURN = ("urgency", "-due_at", "took_ms", "id")
"""The most urgent first, of those the ones marked last, of those the quick ones."""

RETRY_SECONDS = (5, 600)
"""A page that fails is tried again after five seconds, twice as long each time, at most so long."""


@dataclass(frozen=True)
class Claim:
    """Pages in hand, and how far the feed had come before any of them was rendered."""

    token: uuid.UUID
    pages: Sequence[BakedAddress]
    position: int


@dataclass(frozen=True)
class Outcome:
    """What became of one page. `digest` is "" when there is none; `failed`: the old one stays."""

    page: BakedAddress
    digest: str = ""
    keys: Collection[str] = field(default_factory=frozenset)
    until: dt.datetime | None = None
    failed: bool = False
    took_ms: int = 0


def due() -> QuerySet[BakedAddress]:
    """Return the pages that are to be baked now and that no baker holds."""
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    return BakedAddress.objects.filter(free, due_at__lte=now)


def take(most: int) -> Claim:
    """Claim at most so many pages: the first `IN_TURN`."""
    token, position = uuid.uuid4(), _position()
    if not due().exists():
        return Claim(token, [], position)
    with transaction.atomic():
        rows = due().order_by(*IN_TURN).select_for_update(skip_locked=True)
        pages = list(rows[:most])
        _held(pages).update(claim=token, claimed_until=_until())
    return Claim(token, pages, position)


def hold(claim: Claim, page: BakedAddress) -> bool:
    """Hold on to a page; False: it took too long, and another baker has it now."""
    ours = BakedAddress.objects.filter(pk=page.pk, claim=claim.token)
    return bool(ours.update(claimed_until=_until()))


@transaction.atomic
def finish(claim: Claim, outcomes: Sequence[Outcome]) -> None:
    """Write down what became of the pages, and let them go, and also those that were not begun.

    The consumer's row is locked: what the feed brings comes wholly before or wholly after.
    """
    consumer = Consumer.objects.select_for_update().filter(name=marks.CONSUMER).first()
    missed = _between(claim.position, consumer.position if consumer else 0)
    _remember_reads([each for each in outcomes if not each.failed])
    for each in outcomes:
        _let_go(claim, each, again=not missed.isdisjoint(each.keys))
    if len(outcomes) < len(claim.pages):
        rest = BakedAddress.objects.filter(claim=claim.token)
        rest.update(claim=None, claimed_until=None)


def _let_go(claim: Claim, outcome: Outcome, *, again: bool) -> None:
    """Write one page down. A mark that came meanwhile has another `due_at`, and stays."""
    page = BakedAddress.objects.filter(pk=outcome.page.pk, claim=claim.token)
    if not outcome.page.listed:
        page.filter(listed=False).delete()
    at = timezone.now() if again else _next(outcome)
    urgency = Urgency.NOW if again else Urgency.SOON if at else Urgency.LATER
    page.filter(due_at=outcome.page.due_at).update(due_at=at, urgency=urgency)
    page.update(**_said(outcome), claim=None, claimed_until=None)


def _said(outcome: Outcome) -> dict[str, object]:
    if outcome.failed:
        return {"failures": min(outcome.page.failures + 1, 100), "took_ms": outcome.took_ms}
    same = outcome.digest == outcome.page.digest
    return {
        "failures": 0,
        "took_ms": outcome.took_ms,
        "digest": outcome.digest,
        "true_until": outcome.until,
        "baked_at": timezone.now(),
        "polished": same and outcome.until is None and outcome.page.polished,
    }


def _next(outcome: Outcome) -> dt.datetime | None:
    if not outcome.failed:
        return outcome.until
    first, longest = RETRY_SECONDS
    seconds = min(first * 2 ** min(outcome.page.failures, 20), longest)
    return timezone.now() + dt.timedelta(seconds=seconds)


def _remember_reads(outcomes: Sequence[Outcome]) -> None:
    wanted = {(each.page.pk, key) for each in outcomes for key in each.keys}
    rows = BakedRead.objects.filter(address__in=[each.page.pk for each in outcomes])
    known = {(page, key): pk for pk, page, key in rows.values_list("pk", "address_id", "key")}
    if gone := [pk for said, pk in known.items() if said not in wanted]:
        BakedRead.objects.filter(pk__in=gone).delete()
    fresh = [BakedRead(address_id=page, key=key) for page, key in sorted(wanted - known.keys())]
    BakedRead.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=marks.ROWS)


def _between(before: int, now: int) -> set[str]:
    """Return what changed between two positions of the feed."""
    if now <= before:
        return set()
    entries = Entry.objects.filter(position__gt=before, position__lte=now)
    return marks.keys_of(entries.prefetch_related("mentions"))


def _position() -> int:
    found = Consumer.objects.filter(name=marks.CONSUMER).values_list("position", flat=True)
    return found.first() or 0


def _held(pages: Sequence[BakedAddress]) -> QuerySet[BakedAddress]:
    return BakedAddress.objects.filter(pk__in=[page.pk for page in pages])


def _until() -> dt.datetime:
    return timezone.now() + dt.timedelta(seconds=CLAIM_SECONDS)
