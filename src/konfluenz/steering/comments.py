"""What citizens say in a round: taken in, read, published, answered with a reason (T-19).

Their words and the answers stand nowhere in the trail: it only says that they changed.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, dates, revisions, saving
from konfluenz.steering import participations
from konfluenz.steering.models import (
    CommentOutcome,
    ParticipationComment,
    ParticipationRound,
    PriorityArea,
)
from konfluenz.steering.participations import RoundState

LONGEST = 4000
"""Characters that a comment may have."""

UNREAD = models.Q(public=False, outcome="")
"""Comments of which nobody has said yet what becomes of them."""

_WORDS = ("text", "answer")


class CommentRefused(Exception):
    """A comment cannot be as wished; the message says why and how to mend it."""


class RoundClosed(CommentRefused):
    """The round takes no comments from the public today."""


@transaction.atomic
def receive(
    row: ParticipationRound, text: str, *, area: PriorityArea | None = None
) -> ParticipationComment:
    """Take in what somebody wrote on the portal; who it was is not kept.

    Raises RoundClosed unless the round is open today, CommentRefused for no words or too many.
    """
    current = ParticipationRound.objects.select_for_update(no_key=True).get(pk=row.pk)
    if participations.state(current) != RoundState.OPEN:
        raise RoundClosed(_("This round takes no comments today."))
    comment = _new(current, text, timezone.localdate(), area)
    audit.record("comment.received", about=comment, by=None, also=[current])
    return comment


@transaction.atomic
def add(
    row: ParticipationRound,
    text: str,
    received_on: dt.date,
    *,
    by: models.Model | None,
    area: PriorityArea | None = None,
) -> ParticipationComment:
    """Enter by hand what was said in an event, a letter or a call.

    Raises CommentRefused for a day before the round opened or ahead, for no words or too many.
    """
    current = ParticipationRound.objects.select_for_update(no_key=True).get(pk=row.pk)
    _refuse_day(current, received_on)
    comment = _new(current, text, received_on, area)
    audit.record("comment.added", about=comment, by=by, also=[current])
    return comment


@transaction.atomic
def correct(
    comment: ParticipationComment,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> ParticipationComment:
    """Change words, day or field of a comment, such as to take a name out of it.

    Raises CommentRefused as `add` does, or Stale.
    """
    current = revisions.claim(comment, seen=seen)
    kept = {
        name: value for name, value in values.items() if name in ("text", "received_on", "area")
    }
    changes = audit.apply(current, kept)
    if changes:
        _refuse_day(current.round, current.received_on)
        _keep(current)
        _record("comment.corrected", current, changes, by)
    return current


@transaction.atomic
def answer(
    comment: ParticipationComment,
    outcome: str,
    text: str,
    *,
    by: models.Model | None,
    seen: int | None = None,
) -> ParticipationComment:
    """Say what became of a comment and why, in words for the public.

    Raises CommentRefused without an outcome or a reason; Stale.
    """
    current = revisions.claim(comment, seen=seen)
    if outcome not in CommentOutcome.values:
        raise CommentRefused(_("Choose what became of the comment."))
    if not text.strip():
        raise CommentRefused(_("Say why: whoever wrote it wants to know."))
    values = {
        "outcome": CommentOutcome(outcome),
        "answer": text.strip(),
        "answered_on": timezone.localdate(),
    }
    _keep_changed("comment.answered", current, values, by)
    return current


@transaction.atomic
def publish(comment: ParticipationComment, *, by: models.Model | None) -> ParticipationComment:
    """Show a comment in the portal, after somebody read it.

    Raises CommentRefused while the public does not see the round.
    """
    current = revisions.claim(comment)
    if not current.round.public:
        raise CommentRefused(
            _("The public does not see the round yet. Show it in the portal first.")
        )
    _keep_changed("comment.published", current, {"public": True}, by)
    return current


@transaction.atomic
def withdraw(comment: ParticipationComment, *, by: models.Model | None) -> ParticipationComment:
    """Take a comment out of the portal."""
    current = revisions.claim(comment)
    _keep_changed("comment.withdrawn", current, {"public": False}, by)
    return current


@transaction.atomic
def remove(comment: ParticipationComment, *, by: models.Model | None) -> None:
    """Remove a comment that is none: an advertisement, an insult, the same twice."""
    current = revisions.claim(comment)
    audit.record("comment.removed", about=current, by=by, also=[current.round])
    current.delete()


def _new(
    row: ParticipationRound, text: str, day: dt.date, area: PriorityArea | None
) -> ParticipationComment:
    comment = ParticipationComment(round=row, text=text.strip(), received_on=day, area=area)
    _keep(comment)
    return comment


def _keep(comment: ParticipationComment) -> None:
    if len(comment.text) > LONGEST:
        raise CommentRefused(_("A comment has at most %(most)s characters.") % {"most": LONGEST})
    _refuse_area(comment)
    saving.save(comment, CommentRefused)


def _keep_changed(
    act: str,
    comment: ParticipationComment,
    values: Mapping[str, Any],
    by: models.Model | None,
) -> None:
    changes = audit.apply(comment, values)
    if changes:
        _keep(comment)
        _record(act, comment, changes, by)


def _record(
    act: str, comment: ParticipationComment, changes: audit.Changes, by: models.Model | None
) -> None:
    """Record `act` without the words of citizens or to them."""
    told = {name: pair for name, pair in changes.items() if name not in _WORDS}
    audit.record(act, about=comment, by=by, changes=told, also=[comment.round])


def _refuse_day(row: ParticipationRound, day: dt.date) -> None:
    if day > timezone.localdate():
        raise CommentRefused(_("That day lies ahead. Enter the comment when it has come."))
    if day < row.opens_on:
        raise CommentRefused(
            _("The round opened on %(day)s. A comment is no older.")
            % {"day": dates.show(row.opens_on)}
        )


def _refuse_area(comment: ParticipationComment) -> None:
    if comment.area is not None and comment.area.concept_id != comment.round.concept_id:
        raise CommentRefused(_("This field of action belongs to another version of the concept."))
