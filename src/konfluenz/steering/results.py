"""Results of measures: what can be seen, on which day and where (T-17, T-18)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, revisions, saving
from konfluenz.steering.models import Measure, MeasureResult


class ResultRefused(Exception):
    """A result of a measure cannot be as wished; the message says why."""


@transaction.atomic
def add(
    measure: Measure, text: str, date: dt.date, *, by: models.Model | None, **values: Any
) -> MeasureResult:
    """Add evidence to `measure`. Raises ResultRefused without words, or for a day ahead."""
    result = MeasureResult(measure=measure, text=text.strip(), date=date)
    audit.apply(result, _editable(values))
    _keep(result)
    also = [measure]
    changes = {"text": (None, result.text), "date": (None, date)}
    audit.record("measure_result.added", about=result, by=by, changes=changes, also=also)
    return result


@transaction.atomic
def correct(
    result: MeasureResult,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> MeasureResult:
    """Change `result`; its measure stays. Raises ResultRefused as `add` does, or Stale."""
    current = revisions.claim(result, seen=seen)
    changes = audit.apply(current, _editable(values))
    if changes:
        _keep(current)
        also = [current.measure]
        audit.record("measure_result.corrected", about=current, by=by, changes=changes, also=also)
    return current


@transaction.atomic
def remove(result: MeasureResult, *, by: models.Model | None) -> None:
    """Remove a result that was entered by mistake; its words stay in the trail."""
    current = revisions.claim(result)
    changes = {"text": (current.text, None)}
    audit.record(
        "measure_result.removed", about=current, by=by, changes=changes, also=[current.measure]
    )
    current.delete()


def _editable(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "measure"}


def _keep(result: MeasureResult) -> None:
    if result.date > timezone.localdate():
        raise ResultRefused(_("That day lies ahead. A result is what can be seen already."))
    saving.save(result, ResultRefused)
