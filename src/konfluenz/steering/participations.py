"""Rounds of citizens' participation in a concept: in draft, open by their days, closed (T-19)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory import entries
from konfluenz.ground import audit, revisions, saving, search
from konfluenz.steering.models import Concept, ParticipationRound


class RoundState(models.TextChoices):
    """Where a round is; its days say so, and whether the public sees it."""

    DRAFT = "draft", gettext_lazy("not public yet")
    AHEAD = "ahead", gettext_lazy("not open yet")
    OPEN = "open", gettext_lazy("open")
    CLOSED = "closed", gettext_lazy("closed")


class RoundRefused(Exception):
    """A round cannot be as wished; the message says why and how to mend it."""


@transaction.atomic
def add(
    concept: Concept,
    title: str,
    call: str,
    opens_on: dt.date,
    closes_on: dt.date,
    *,
    by: models.Model | None,
    slug: str = "",
    **values: Any,
) -> ParticipationRound:
    """Add a round; without `slug` its address is made from its title.

    Raises RoundRefused when it closes before it opens or the address is taken.
    """
    row = ParticipationRound(
        concept=concept,
        title=title.strip(),
        call=call.strip(),
        opens_on=opens_on,
        closes_on=closes_on,
        slug=slug or entries.free_slug(ParticipationRound, title),
    )
    audit.apply(row, values)
    _keep(row)
    audit.record("participation.added", about=row, by=by, also=[concept])
    return row


@transaction.atomic
def correct(
    row: ParticipationRound,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> ParticipationRound:
    """Change fields of a round. Its address stays: links lead to it.

    Raises RoundRefused as `add` does, when a comment came outside its new days, or Stale.
    """
    current = revisions.claim(row, seen=seen)
    kept = {name: value for name, value in values.items() if name != "slug"}
    changes = audit.apply(current, kept)
    if changes:
        _refuse_early(current)
        _keep(current)
        also = [current.concept]
        audit.record("participation.corrected", about=current, by=by, changes=changes, also=also)
    return current


def state(row: ParticipationRound, day: dt.date | None = None) -> RoundState:
    """Return where a round is on `day` (today if None). It is open on both of its days."""
    day = day or timezone.localdate()
    if not row.public:
        return RoundState.DRAFT
    if day < row.opens_on:
        return RoundState.AHEAD
    return RoundState.OPEN if day <= row.closes_on else RoundState.CLOSED


def _keep(row: ParticipationRound) -> None:
    saving.save(row, RoundRefused)
    search.index(row, title=row.title, texts=[row.call, row.summary])


def _refuse_early(row: ParticipationRound) -> None:
    first = row.comments.aggregate(first=models.Min("received_on"))["first"]
    if first is not None and first < row.opens_on:
        raise RoundRefused(_("Comments came before that day. Let the round open no later."))
