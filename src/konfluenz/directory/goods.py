"""Goods that somebody needs, or has enough of (D-35, T-14)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory import entries
from konfluenz.directory.models import GoodsNotice, Organization, Place


class GoodsRefused(Exception):
    """A notice about goods cannot be as wished; the message says why."""


KIND = entries.Kind("goods", GoodsRefused, (), ("what", "how", "organization"))
LONGEST = dt.timedelta(days=366)
"""Nobody knows for longer what they will need."""


@transaction.atomic
def add(
    name: str,
    *,
    organization: Organization,
    expires_on: dt.date,
    by: models.Model | None,
    **values: Any,
) -> GoodsNotice:
    """Add a notice that nobody sees yet; raises GoodsRefused for an expiry in the past."""
    notice = GoodsNotice(name=name, organization=organization, expires_on=expires_on, **values)
    _refuse_expiry(expires_on)
    _refuse_confidential(notice.place)
    return entries.create(KIND, notice, by=by)


@transaction.atomic
def correct(
    notice: GoodsNotice,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> GoodsNotice:
    """Change fields of `notice`; raises GoodsRefused, or Stale."""
    if values.get("expires_on", notice.expires_on) != notice.expires_on:
        _refuse_expiry(values["expires_on"])
    _refuse_confidential(values.get("place"))
    return entries.change(KIND, notice, values, seen=seen, by=by)


@transaction.atomic
def publish(notice: GoodsNotice, *, by: models.Model | None) -> GoodsNotice:
    """Show `notice` to everybody until it expires; raises GoodsRefused when it has."""
    if notice.expires_on <= timezone.localdate():
        raise GoodsRefused(_("This has expired. Give it a new day first."))
    return entries.put_published(KIND, notice, published=True, by=by)


@transaction.atomic
def withdraw(notice: GoodsNotice, *, by: models.Model | None) -> GoodsNotice:
    """Show `notice` to nobody any more."""
    return entries.put_published(KIND, notice, published=False, by=by)


def current(day: dt.date | None = None) -> models.QuerySet[GoodsNotice]:
    """Return what everybody may read on `day` (today if None)."""
    day = day or timezone.localdate()
    return GoodsNotice.objects.filter(published=True, expires_on__gt=day)


def _refuse_expiry(day: dt.date) -> None:
    today = timezone.localdate()
    if not today < day <= today + LONGEST:
        raise GoodsRefused(_("Choose a day from tomorrow on, within a year."))


def _refuse_confidential(place: Place | None) -> None:
    if place is not None and place.confidential:
        raise GoodsRefused(
            _("“%(place)s” is confidential and must not stand in the public directory.")
            % {"place": place}
        )
