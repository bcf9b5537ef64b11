"""Funding programmes with their deadlines (D-36)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from konfluenz.directory import entries
from konfluenz.directory.models import FundingProgramme, Topic


class ProgrammeRefused(Exception):
    """A funding programme cannot be as wished; the message says why."""


KIND = entries.Kind(
    "programme",
    ProgrammeRefused,
    ("topics",),
    ("funder", "summary", "for_whom", "what"),
    harm=3,
)


@transaction.atomic
def add(
    name: str, *, by: models.Model | None, topics: Iterable[Topic] = (), **values: Any
) -> FundingProgramme:
    """Add a programme that nobody sees yet; raises ProgrammeRefused."""
    programme = FundingProgramme(name=name, **values)
    return entries.create(KIND, programme, by=by, topics=topics)


@transaction.atomic
def correct(
    programme: FundingProgramme,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> FundingProgramme:
    """Change fields of `programme`; raises ProgrammeRefused, or Stale."""
    return entries.change(KIND, programme, values, seen=seen, by=by)


@transaction.atomic
def publish(programme: FundingProgramme, *, by: models.Model | None) -> FundingProgramme:
    """Show `programme` to everybody until its deadline is over."""
    return entries.put_published(KIND, programme, published=True, by=by)


@transaction.atomic
def withdraw(programme: FundingProgramme, *, by: models.Model | None) -> FundingProgramme:
    """Show `programme` to nobody any more."""
    return entries.put_published(KIND, programme, published=False, by=by)


def running(day: dt.date | None = None) -> models.QuerySet[FundingProgramme]:
    """Return what everybody may read on `day` (today): soonest deadline first, none last.

    The day of the deadline is the last one.
    """
    day = day or timezone.localdate()
    open_still = Q(deadline__isnull=True) | Q(deadline__gte=day)
    rows = FundingProgramme.objects.filter(open_still, published=True)
    return rows.order_by(F("deadline").asc(nulls_last=True), "name", "id")
