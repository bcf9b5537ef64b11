"""The baker: turn what is due into files, one small batch after the other."""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.utils import translation

from konfluenz.ground import feed, garbage, sealer
from konfluenz.publishing.baking import claims, files, marks, rendering
from konfluenz.publishing.baking.claims import Claim, Outcome
from konfluenz.publishing.baking.rendering import Rendered
from konfluenz.publishing.models import BakedAddress

BATCH = 8
"""So many pages are in one baker's hand; what comes in between waits for no more than these."""

BATCH_SECONDS = 0.5
"""After so long no further page of a batch is begun."""

MUCH_MS = 500
"""A page that took longer read thousands of records: a list of all guides, say."""

Stop = Callable[[], bool]

log = logging.getLogger(__name__)


def root() -> Path:
    """Return the folder of all baked pages."""
    return Path(settings.BAKED_ROOT)


def turn() -> int:
    """Read on in the feed, bake one batch, and return how many pages it was.

    It seals the trail itself: what was published a moment ago need not wait for the worker.
    """
    sealer.seal()
    while feed.consume(marks.CONSUMER, marks.on_entries):
        pass
    return bake_some()


def bake_some() -> int:
    """Bake the next batch of what is due; when its time is over the rest is let go."""
    claim = claims.take(BATCH)
    outcomes: list[Outcome] = []
    end = time.monotonic() + BATCH_SECONDS
    for page in claim.pages:
        outcomes.append(_outcome(claim, page))
        if time.monotonic() > end:
            break
    if outcomes:
        claims.finish(claim, outcomes)
    return len(outcomes)


def bake_due(stop: Stop = lambda: False) -> int:
    """Bake until nothing is due, or until `stop`; return how many pages were looked at."""
    total = 0
    while not stop() and (done := turn()):
        total += done
    return total


def polish_one() -> bool:
    """Compress one page as small as can be; False when none is left."""
    rough = BakedAddress.objects.filter(polished=False).exclude(digest="")
    page = rough.filter(true_until__isnull=True).order_by("baked_at").first()
    if page is None:
        return False
    files.polish(root(), page.address)
    BakedAddress.objects.filter(pk=page.pk, baked_at=page.baked_at).update(polished=True)
    return True


def _outcome(claim: Claim, page: BakedAddress) -> Outcome:
    """Bake one page. Whatever goes wrong with it, the others are baked and the old one stays."""
    began = time.monotonic()
    try:
        found = _bake(claim, page)
    except Exception:
        log.exception("%s could not be baked.", page.address)
        found = Outcome(page, failed=True)
    took_ms = round((time.monotonic() - began) * 1000)
    if took_ms > MUCH_MS:
        garbage.give_back()
    return replace(found, took_ms=took_ms)


def _bake(claim: Claim, page: BakedAddress) -> Outcome:
    if not page.listed:
        files.remove(root(), page.address)
        return Outcome(page)
    with translation.override(None):
        answer = rendering.render(page.address)
    if answer.failed:
        log.error("%s answers with %d; the page that was stays.", page.address, answer.status)
    if answer.failed or not claims.hold(claim, page):
        return Outcome(page, failed=True)
    if not answer.bakeable or not answer.reads.keys:
        files.remove(root(), page.address)
        return Outcome(page, keys=answer.reads.keys, until=answer.reads.until)
    ready = _page(answer)
    files.write(root(), page.address, ready)
    return Outcome(page, ready.digest, answer.reads.keys, answer.reads.until)


def _page(answer: Rendered) -> files.Page:
    rules = answer.rules
    content = {"Content-Type": answer.header("content-type")}
    if language := answer.header("content-language"):
        content["Content-Language"] = language
    until = answer.reads.until
    return files.Page(
        answer.body,
        content | rules,
        own_headers=rules != rendering.common_rules(),
        until=math.floor(until.timestamp()) if until else 0,
    )
