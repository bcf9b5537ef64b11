"""The log of developments: what happened outside, what it did, how the city responds (T-20)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import OrgUnit
from konfluenz.ground import audit, revisions, saving, search
from konfluenz.steering.models import Development


class DevelopmentRefused(Exception):
    """A development cannot be as wished; the message says why and how to mend it."""


@transaction.atomic
def add(
    title: str, date: dt.date, effect: str, *, by: models.Model | None, **values: Any
) -> Development:
    """Note what happened on `date` and what it does to the work. Raises DevelopmentRefused."""
    development = Development(title=title.strip(), date=date, effect=effect.strip())
    audit.apply(development, values)
    _keep(development)
    audit.record("development.added", about=development, by=by, also=_units(development))
    return development


@transaction.atomic
def correct(
    development: Development,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Development:
    """Change fields of `development`. Raises DevelopmentRefused or Stale."""
    current = revisions.claim(development, seen=seen)
    changes = audit.apply(current, values)
    if changes:
        _keep(current)
        also = _units(current)
        audit.record("development.corrected", about=current, by=by, changes=changes, also=also)
    return current


@transaction.atomic
def respond(
    development: Development,
    response: str,
    *,
    unit: OrgUnit | None,
    by: models.Model | None,
    seen: int | None = None,
) -> Development:
    """Note how the city responds, and which unit does. Raises DevelopmentRefused or Stale."""
    current = revisions.claim(development, seen=seen)
    if not response.strip():
        raise DevelopmentRefused(_("Say how the city responds, also if it only watches."))
    changes = audit.apply(current, {"response": response.strip(), "unit": unit})
    if changes:
        _keep(current)
        also = _units(current)
        audit.record("development.responded", about=current, by=by, changes=changes, also=also)
    return current


@transaction.atomic
def end(
    development: Development,
    over_on: dt.date,
    *,
    by: models.Model | None,
    seen: int | None = None,
) -> Development:
    """Note that `development` is over since `over_on`.

    Raises DevelopmentRefused when it is over already, ahead of today or before it began; Stale.
    """
    current = revisions.claim(development, seen=seen)
    if current.over_on is not None:
        raise DevelopmentRefused(_("This is over already. Correct its day if it is wrong."))
    changes = audit.apply(current, {"over_on": over_on})
    _keep(current)
    audit.record("development.ended", about=current, by=by, changes=changes, also=_units(current))
    return current


def _units(development: Development) -> list[models.Model]:
    return [development.unit] if development.unit else []


def _keep(development: Development) -> None:
    _refuse_days(development)
    saving.save(development, DevelopmentRefused)
    texts = [development.effect, development.response]
    search.index(development, title=development.title, texts=texts)


def _refuse_days(development: Development) -> None:
    today = timezone.localdate()
    if development.date > today or (development.over_on and development.over_on > today):
        raise DevelopmentRefused(_("That day lies ahead. Note what has happened already."))
