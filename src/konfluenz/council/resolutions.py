"""What bodies resolved: by a result on a paper, or on their own (the executive board)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.council.models import Paper, Resolution
from konfluenz.directory.models import Organization
from konfluenz.ground import audit, revisions, saving, search


class ResolutionRefused(Exception):
    """A resolution cannot be as wished; the message says why."""


@transaction.atomic
def add(
    body: Organization,
    date: dt.date,
    text: str,
    *,
    by: models.Model | None,
    **values: Any,
) -> Resolution:
    """Add what `body` resolved on `date`; `values`: vote, paper, concept, unit, source, public.

    Raises ResolutionRefused without wording, for a day to come, or when `body` is no body.
    """
    resolution = Resolution(body=body, date=date, text=text.strip(), **values)
    _save(resolution)
    audit.record("resolution.added", about=resolution, by=by, also=_named(resolution))
    return resolution


@transaction.atomic
def correct(
    resolution: Resolution,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
    reason: str = "",
) -> Resolution:
    """Change fields of `resolution`. Raises ResolutionRefused as `add` does, or Stale.

    What the result of a consultation says of it (wording, vote, body, day) is corrected there.
    """
    current = revisions.claim(resolution, seen=seen)
    changes = audit.apply(current, values)
    if not changes:
        return current
    if current.consultation_id and {"text", "vote", "body", "date"} & set(changes):
        raise ResolutionRefused(
            _("This came of a consultation. Correct the result there, with the reason.")
        )
    _keep(current, changes, by, reason)
    return current


@transaction.atomic
def remove(
    resolution: Resolution, *, by: models.Model | None, reason: str, seen: int | None = None
) -> None:
    """Erase `resolution`. Raises ResolutionRefused without a reason, or while followed up."""
    current = revisions.claim(resolution, seen=seen)
    if not reason.strip():
        raise ResolutionRefused(_("Say why, in a few words: the others will ask."))
    if current.follow_ups.exists():
        raise ResolutionRefused(
            _("This resolution is in the Beschlusskontrolle. Take it off there first.")
        )
    audit.record("resolution.removed", about=current, by=by, reason=reason, also=_named(current))
    search.forget(current)
    current.delete()


@transaction.atomic
def keep_up(
    resolution: Resolution, values: Mapping[str, Any], *, by: models.Model | None, reason: str
) -> Resolution:
    """Let `resolution` say what the result it came of says now."""
    current = revisions.claim(resolution)
    changes = audit.apply(current, values)
    if changes:
        _keep(current, changes, by, reason)
    return current


def follow(paper: Paper) -> None:
    """Make the resolutions on `paper` as public as it is; those of closed sessions stay inside."""
    in_the_open = Q(consultation__isnull=True) | Q(consultation__open_session=True)
    paper.resolutions.filter(in_the_open).update(public=paper.public)
    paper.resolutions.exclude(in_the_open).update(public=False)


def follow_many(papers: list[int]) -> None:
    """Make the resolutions on these papers public, as `follow` does for one."""
    in_the_open = Q(consultation__isnull=True) | Q(consultation__open_session=True)
    Resolution.objects.filter(in_the_open, paper__in=papers).update(public=True)


def _keep(
    resolution: Resolution, changes: audit.Changes, by: models.Model | None, reason: str
) -> None:
    _save(resolution)
    audit.record(
        "resolution.corrected",
        about=resolution,
        by=by,
        changes=changes,
        reason=reason,
        also=_named(resolution),
    )


def _named(resolution: Resolution) -> list[models.Model]:
    found = (resolution.body, resolution.paper, resolution.concept, resolution.unit)
    return [record for record in found if record is not None]


def _save(resolution: Resolution) -> None:
    if not resolution.body.is_body:
        raise ResolutionRefused(_("%(name)s resolves nothing.") % {"name": resolution.body})
    if resolution.date > timezone.localdate():
        raise ResolutionRefused(_("This day is still to come."))
    try:
        resolution.full_clean()
    except ValidationError as error:
        raise ResolutionRefused(saving.said(Resolution, error)) from None
    resolution.save()
    search.index(
        resolution, title=resolution.text[:200], texts=[resolution.text, str(resolution.body)]
    )
