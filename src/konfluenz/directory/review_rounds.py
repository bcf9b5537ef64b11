"""*Stimmt noch?* in rounds: the owner is asked, reminded; then the coordination; then readers know.

`ask_due` runs each day and takes each entry at most one step further. Each step is taken under
the lock of its row, so that it is taken once, however many workers there are.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone, translation

from konfluenz.directory import described, reviews
from konfluenz.directory.described import Described
from konfluenz.directory.models import Review, ReviewState
from konfluenz.ground import audit, links, outbox, references

WAITS = {
    ReviewState.ASKED: dt.timedelta(days=14),
    ReviewState.REMINDED: dt.timedelta(days=7),
    ReviewState.ESCALATED: dt.timedelta(days=14),
}
"""How long a state lasts before the next one: two weeks, a week, two weeks."""

NEXT = {
    ReviewState.CURRENT: ReviewState.ASKED,
    ReviewState.ASKED: ReviewState.REMINDED,
    ReviewState.REMINDED: ReviewState.ESCALATED,
    ReviewState.ESCALATED: ReviewState.UNCONFIRMED,
}
MAILS = {
    ReviewState.ASKED: "directory/mail/review_asked",
    ReviewState.REMINDED: "directory/mail/review_reminded",
}
A_DAY = 5
"""So many entries one owner is asked about on one day, the most harmful first."""

CHANGE_DAYS = 28
"""After so many days an owner who wished for a change is asked how it stands now."""

PURPOSE = "review"
LINK_SECONDS = 120 * 24 * 3600


class EntryGone(Exception):
    """Nobody asks about the entry of a link any more; faces say so in the reader's language."""


@dataclass(frozen=True)
class Asked:
    """What a link asks. `answered`: since it was sent, somebody has confirmed the entry."""

    review: Review
    record: models.Model
    entry: Described
    answered: bool


def ask_due() -> int:
    """Take each entry one step further whose time has come; return how many. Daily."""
    asked = Counter(map(_owner, Review.objects.filter(**_asked_today())))
    steps = 0
    for review in _due().order_by("-harm", "due_on", "pk"):
        if review.state == ReviewState.CURRENT:
            if asked[_owner(review)] >= A_DAY:
                continue
            asked[_owner(review)] += 1
        steps += _step(review)
    return steps


def token(review: Review) -> str:
    """Return the signed part of a link by which the owner answers for this entry alone."""
    payload = {"review": str(review.public_id), "asked": int(timezone.now().timestamp())}
    return links.signed(PURPOSE, payload, max_age=LINK_SECONDS)


def read(token: str) -> Asked:
    """Return what a link asks, changing nothing. Raises LinkRefused, or EntryGone."""
    payload = links.read(PURPOSE, token)
    found = Review.objects.select_related("unit", "organization")
    review = found.filter(public_id=payload["review"]).first()
    record = _record(review) if review else None
    entry = described.of(record) if record else None
    if review is None or record is None or entry is None:
        raise EntryGone
    return Asked(review, record, entry, _confirmed_since(review, payload["asked"]))


@transaction.atomic
def answer(token: str) -> Review:
    """Note that the owner says it still holds; a second click on the same link changes nothing.

    Raises LinkRefused, or EntryGone.
    """
    asked = read(token)
    payload = links.read(PURPOSE, token)
    current = Review.objects.select_for_update().get(pk=asked.review.pk)
    if _confirmed_since(current, payload["asked"]):
        return current
    return reviews.confirm(current, by=current.owner)


@transaction.atomic
def change_wished(review: Review, *, by: models.Model | None) -> Review:
    """Note that the owner wants the entry changed: nobody is reminded, nothing is confirmed.

    What readers are told stays as it was. After four weeks the owner is asked again.
    """
    current = Review.objects.select_for_update().get(pk=review.pk)
    if current.state != ReviewState.UNCONFIRMED:
        current.state = ReviewState.CURRENT
    current.changed_at = timezone.now()
    current.due_on = timezone.localdate() + dt.timedelta(days=CHANGE_DAYS)
    current.revision += 1
    current.save()
    record = _record(current)
    audit.record(
        "review.change_wished", about=current, by=by, also=[record] if record is not None else []
    )
    return current


def _due() -> models.QuerySet[Review]:
    """Return those whose next step is due now."""
    now = timezone.now()
    due = Q(state=ReviewState.CURRENT, due_on__lte=timezone.localdate(now))
    for state, wait in WAITS.items():
        due |= Q(state=state, changed_at__lte=now - wait)
    return Review.objects.filter(due)


def _asked_today() -> dict[str, object]:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return {"state": ReviewState.ASKED, "changed_at__gte": midnight}


@transaction.atomic
def _step(review: Review) -> bool:
    """Take the next step unless another worker has; forget an entry that nobody reads any more."""
    current = _due().select_for_update().filter(pk=review.pk).first()
    if current is None:
        return False
    record = _record(current)
    with translation.override(current.owner.language):
        entry = described.of(record) if record is not None else None
        if record is None or entry is None:
            current.delete()
            return True
        _go_on(current, record, entry)
    return True


def _go_on(review: Review, record: models.Model, entry: Described) -> None:
    state = NEXT[ReviewState(review.state)]
    if state in MAILS and not review.owner.address("mail"):
        state = ReviewState.ESCALATED
    if state in MAILS:
        _write(review, entry, MAILS[state])
    review.state, review.changed_at = state, timezone.now()
    review.title = entry.title[: reviews.TITLE_LENGTH]
    review.revision += 1
    review.save()
    audit.record(f"review.{state.value}", about=review, by=audit.SYSTEM, also=[record])


def _write(review: Review, entry: Described, template: str) -> None:
    """Mail the entry as it stands to its owner's shared mailbox, with the two links."""
    facts = [[str(fact.label), fact.value] for fact in entry.facts if fact.value]
    context = {
        "title": entry.title,
        "facts": facts,
        "page": entry.address,
        "token": token(review),
    }
    outbox.send(template, to=review.owner, about=review, context=context, confidential=True)


def _confirmed_since(review: Review, asked: int) -> bool:
    return review.confirmed_at is not None and int(review.confirmed_at.timestamp()) >= asked


def _record(review: Review) -> models.Model | None:
    return references.resolve(references.Reference(review.label, review.record_id))


def _owner(review: Review) -> tuple[int | None, int | None]:
    return (review.unit_id, review.organization_id)
