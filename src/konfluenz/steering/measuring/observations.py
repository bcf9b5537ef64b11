"""Values of indicators: each with its day, its source and how exact it is (F-01 to F-04)."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import District
from konfluenz.ground import audit, dates, revisions, saving
from konfluenz.ground.dates import Precision
from konfluenz.steering import days
from konfluenz.steering.measuring import district_spans, figures
from konfluenz.steering.models import (
    WHOLE,
    DatedBy,
    Indicator,
    Observation,
    ObservationState,
    Unit,
)

ALL = Decimal(100)


class ObservationRefused(Exception):
    """A value cannot be as wished; the message says why."""


@transaction.atomic
def add(
    indicator: Indicator,
    value: Decimal | int | str,
    date: dt.date,
    *,
    by: models.Model | None,
    source: str,
    precision: str = Precision.DAY,
    dated_by: str = DatedBy.REFERENCE_DAY,
    district: District | None = None,
    category: str = "",
    elsewhere: str = "",
    base: Decimal | None = None,
    approximate: bool = False,
    breaks: bool = False,
    method: str = "",
    state: str = ObservationState.FINAL,
) -> Observation:
    """Add a value of `indicator` for the city or one district, or for another city to compare.

    Raises ObservationRefused: no number, below 0, a percentage above 100, part of a person,
    a day ahead, no source, or a second value for one day.
    """
    observation = Observation(
        indicator=indicator,
        unit=indicator.unit,
        value=_number(value),
        date=date,
        precision=precision,
        dated_by=dated_by,
        district=district,
        category=category,
        elsewhere=elsewhere,
        base=base,
        approximate=approximate,
        breaks=breaks,
        source=source,
        method=method,
        state=state,
    )
    _keep(observation)
    changes = {"value": (None, observation.value), "date": (None, observation.date)}
    audit.record("observation.added", about=observation, by=by, changes=changes, also=[indicator])
    return observation


@transaction.atomic
def correct(
    observation: Observation,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Observation:
    """Change a value or what is known of it. Raises ObservationRefused as `add` does, or Stale."""
    current = revisions.claim(observation, seen=seen)
    kept = {name: value for name, value in values.items() if name not in {"indicator", "unit"}}
    if "value" in kept:
        kept["value"] = _number(kept["value"])
    changes = audit.apply(current, kept)
    if changes:
        _keep(current)
        also = [current.indicator]
        audit.record("observation.corrected", about=current, by=by, changes=changes, also=also)
    return current


@transaction.atomic
def remove(observation: Observation, *, by: models.Model | None, reason: str) -> None:
    """Remove a value that was entered by mistake. Raises ObservationRefused without a reason."""
    current = revisions.claim(observation)
    if not reason.strip():
        raise ObservationRefused(_("Say why, in a few words: the others will ask."))
    changes = {"value": (current.value, None), "date": (current.date, None)}
    audit.record(
        "observation.removed",
        about=current,
        by=by,
        changes=changes,
        reason=reason,
        also=[current.indicator],
    )
    current.delete()


def _keep(observation: Observation) -> None:
    """Check and save `observation`, its day at the first of its month or year."""
    observation.date = days.first(observation.date, observation.precision)
    observation.source = observation.source.strip()
    refuse_value(observation.value, observation.unit)
    _refuse_circumstances(observation)
    saving.save(observation, ObservationRefused)


def _number(value: Decimal | int | str) -> Decimal:
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        number = Decimal("NaN")
    if not number.is_finite():
        raise ObservationRefused(_("Enter a number, for example 17.7."))
    return number


def refuse_value(value: Decimal, unit: str) -> None:
    """Raise ObservationRefused when there can be no such value of `unit`."""
    shown = figures.number(value)
    if value < 0 and unit != Unit.BALANCE:
        raise ObservationRefused(_("%(value)s is below 0. Check the sign.") % {"value": shown})
    if unit == Unit.PERCENT and value > ALL:
        raise ObservationRefused(
            _("A percentage lies between 0 and 100, not at %(value)s. Check the decimal mark.")
            % {"value": shown}
        )
    if unit == Unit.INDEX and value > 1:
        raise ObservationRefused(_("An index lies between 0 and 1."))
    if unit in WHOLE and value != value.to_integral_value():
        raise ObservationRefused(
            _("%(value)s is no whole number. Persons and things are counted whole.")
            % {"value": shown}
        )


def _refuse_circumstances(observation: Observation) -> None:
    if observation.date > timezone.localdate():
        raise ObservationRefused(_("That day lies ahead. Values are what was observed."))
    if why := district_spans.objection(
        observation.district, observation.date, observation.precision
    ):
        raise ObservationRefused(why)
    if not observation.source:
        raise ObservationRefused(_("Say where the value comes from: a paper, an office, a list."))
    there = _same_day(observation).first()
    if there is not None:
        raise ObservationRefused(
            _("For %(day)s there is a value already: %(value)s. Correct that one.")
            % {
                "day": dates.show(there.date, there.precision),
                "value": figures.show(there.value, there.unit, there.approximate),
            }
        )


def _same_day(observation: Observation) -> models.QuerySet[Observation]:
    return Observation.objects.exclude(pk=observation.pk).filter(
        indicator=observation.indicator_id,
        date=observation.date,
        precision=observation.precision,
        district=observation.district_id,
        category=observation.category,
        elsewhere=observation.elsewhere,
    )
