"""Indicators and their definitions, in our own words (domain.md, section 5)."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from konfluenz.ground import audit, revisions, saving, search
from konfluenz.steering.models import Indicator


class IndicatorRefused(Exception):
    """An indicator cannot be as wished; the message says why."""


@transaction.atomic
def add(
    slug: str,
    name: str,
    *,
    definition: str,
    unit: str,
    by: models.Model | None,
    **values: Any,
) -> Indicator:
    """Add an indicator. Raises IndicatorRefused when the short name is taken."""
    indicator = Indicator(slug=slug, name=name, definition=definition, unit=unit, **values)
    _keep(indicator)
    audit.record("indicator.added", about=indicator, by=by)
    return indicator


@transaction.atomic
def correct(
    indicator: Indicator,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Indicator:
    """Change fields of `indicator`. Raises IndicatorRefused or Stale.

    Its unit stays once it has values: 20 percent are not 20 persons.
    """
    current = revisions.claim(indicator, seen=seen)
    changes = audit.apply(current, values)
    if not changes:
        return current
    if "unit" in changes and current.observations.exists():
        raise IndicatorRefused(
            _("This indicator has values. What they count cannot change: add another indicator.")
        )
    _keep(current)
    audit.record("indicator.corrected", about=current, by=by, changes=changes)
    return current


def found_by(indicator: Indicator) -> search.Item:
    """Return by which words `indicator` is found."""
    texts = [indicator.definition, indicator.slug, indicator.code, indicator.source]
    return search.Item(indicator, indicator.name, texts)


def _keep(indicator: Indicator) -> None:
    others = Indicator.objects.exclude(pk=indicator.pk)
    if others.filter(slug=indicator.slug).exists():
        raise IndicatorRefused(
            _("Another indicator has the short name “%(slug)s”. Choose another one.")
            % {"slug": indicator.slug}
        )
    saving.save(indicator, IndicatorRefused)
    search.index_many([found_by(indicator)])
