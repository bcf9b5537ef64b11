"""Check links in the worker: a few of each host an hour, most overdue first."""

import datetime as dt
from collections import Counter
from http import HTTPStatus

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from konfluenz.ground import audit, leases
from konfluenz.publishing.links import asking
from konfluenz.publishing.links.asking import Answer
from konfluenz.publishing.models import LinkState, OutsideLink

A_RUN = 60
BROKEN_AFTER = 3
"""A link is broken when it has failed on so many days, one after the other.

One with a bad certificate stays uncertain: it is not gone, and a person has to look.
"""

AGAIN = {
    LinkState.OK: dt.timedelta(days=7),
    LinkState.MOVED: dt.timedelta(days=7),
    LinkState.REFUSED: dt.timedelta(days=30),
    LinkState.UNSURE: dt.timedelta(days=1),
    LinkState.BROKEN: dt.timedelta(days=1),
}
UNTRUSTED = frozenset({"certificate", "another-name"})
"""The site is there, but its certificate cannot be trusted; browsers may know better than we."""

FAILING = frozenset({"name", "connection", "time", "encryption"}) | UNTRUSTED
LEASE_SECONDS = 30 * 60


def check_due() -> int:
    """Check the links whose time has come, within each host's budget; return how many.

    Nothing is sent while ``settings.LINK_CHECKS`` is off. One worker at a time.
    """
    if not settings.LINK_CHECKS:
        return 0
    with leases.hold("links", LEASE_SECONDS) as held:
        return sum(map(_check, _next())) if held is not None else 0


def _next() -> list[OutsideLink]:
    now = timezone.now()
    recent = OutsideLink.objects.filter(checked_at__gt=now - dt.timedelta(hours=1))
    asked = Counter(recent.values_list("host", flat=True))
    chosen: list[OutsideLink] = []
    for link in OutsideLink.objects.filter(next_at__lte=now).order_by("next_at", "pk"):
        if len(chosen) < A_RUN and asked[link.host] < settings.LINKS_AN_HOUR:
            asked[link.host] += 1
            chosen.append(link)
    return chosen


def _check(link: OutsideLink) -> bool:
    """Ask outside of any transaction, then write down what came of it."""
    settle(link, asking.ask(link.url, link.etag))
    return True


@transaction.atomic
def settle(link: OutsideLink, answer: Answer) -> OutsideLink:
    """Write down an `answer` of today; a change of state is recorded."""
    current = OutsideLink.objects.select_for_update().get(pk=link.pk)
    now, before = timezone.now(), current.state
    state = _state(current, answer, timezone.localdate(now))
    if state != before:
        current.state, current.since = state, now
    current.checked_at, current.next_at = now, now + AGAIN[state]
    current.status, current.reason = answer.status, answer.reason
    current.moved_to, current.etag = answer.moved_to[:1000], answer.etag or current.etag
    current.save()
    if state != before:
        audit.record(f"link.{state.value}", about=current, by=audit.SYSTEM)
    return current


def _state(link: OutsideLink, answer: Answer, today: dt.date) -> LinkState:
    """Return how the link is now, and count the days on which it failed."""
    if not _fails(answer):
        if answer.state in (LinkState.OK, LinkState.MOVED):
            link.failures, link.failed_on = 0, None
        return LinkState(answer.state)
    if link.failed_on != today:
        link.failures, link.failed_on = link.failures + 1, today
    lasting = link.failures >= BROKEN_AFTER and answer.reason not in UNTRUSTED
    return LinkState.BROKEN if lasting else LinkState.UNSURE


def _fails(answer: Answer) -> bool:
    """Return whether it is not there; a site that turns robots away (403, 429) may well be."""
    if answer.state == LinkState.BROKEN or answer.reason in FAILING:
        return True
    return answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
