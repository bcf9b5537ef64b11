"""Measures: what is done for goals, by whom, how far it is and what came of it (T-17)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import OrgUnit
from konfluenz.ground import audit, revisions, saving, search
from konfluenz.steering.models import Goal, Measure, MeasureState

MOVES: dict[str, frozenset[str]] = {
    MeasureState.PLANNED: frozenset({MeasureState.RUNNING, MeasureState.DROPPED}),
    MeasureState.RUNNING: frozenset({MeasureState.ENDED, MeasureState.DROPPED}),
    MeasureState.ENDED: frozenset({MeasureState.RUNNING}),
    MeasureState.DROPPED: frozenset({MeasureState.PLANNED}),
}
"""What may follow; what is over can be taken up again."""

OVER = frozenset({MeasureState.ENDED, MeasureState.DROPPED})
"""The states that tell what came of it."""

_MANY = ("goals", "indicators", "partners")
_OF_ITS_OWN = frozenset({"state"})


class MeasureRefused(Exception):
    """A measure cannot be as wished; the message says why and how to mend it."""


@transaction.atomic
def add(
    title: str,
    goals: Iterable[Goal],
    *,
    unit: OrgUnit,
    by: models.Model | None,
    **values: Any,
) -> Measure:
    """Add a planned measure that serves `goals` and is led by `unit`.

    Raises MeasureRefused without a goal, or when it would end before it begins.
    """
    measure = Measure(title=title.strip(), unit=unit)
    audit.apply(measure, _plain(values))
    _keep(measure)
    _tie(measure, values | {"goals": goals})
    audit.record("measure.added", about=measure, by=by, also=[unit])
    return measure


@transaction.atomic
def correct(
    measure: Measure,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Measure:
    """Change fields of `measure`, its goals, indicators or partners; never its state.

    Raises MeasureRefused as `add` does, or when one that is over lost what came of it; Stale.
    """
    current = revisions.claim(measure, seen=seen)
    changes = audit.apply(current, _plain(values))
    changes |= _tie(current, values)
    if changes:
        _keep(current)
        audit.record("measure.corrected", about=current, by=by, changes=changes)
    return current


@transaction.atomic
def move(
    measure: Measure,
    state: str,
    *,
    by: models.Model | None,
    outcome: str = "",
    seen: int | None = None,
) -> Measure:
    """Take `measure` to its next state; `outcome` says what came of one that is over.

    One that ends today or before its planned day ends today. Raises MeasureRefused for a step
    out of order or an end without outcome; Stale.
    """
    current = revisions.claim(measure, seen=seen)
    _refuse_move(current, state, outcome)
    changes = audit.apply(current, _moved(current, MeasureState(state), outcome.strip()))
    _keep(current)
    audit.record("measure.moved", about=current, by=by, changes=changes)
    return current


def _moved(measure: Measure, state: MeasureState, outcome: str) -> dict[str, Any]:
    """Return what changes with the state: what came of it, and the day."""
    today = timezone.localdate()
    values: dict[str, Any] = {"state": state}
    if state in OVER:
        values["outcome"] = outcome
    if state == MeasureState.RUNNING and (measure.starts_on is None or measure.starts_on > today):
        values["starts_on"] = today
    if state == MeasureState.ENDED and (measure.ends_on is None or measure.ends_on > today):
        values["ends_on"] = today
    if measure.state in OVER and measure.ends_on is not None and measure.ends_on < today:
        values["ends_on"] = None
    return values


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    closed = _OF_ITS_OWN | set(_MANY)
    return {name: value for name, value in values.items() if name not in closed}


def _tie(measure: Measure, values: Mapping[str, Any]) -> audit.Changes:
    """Set what `measure` is tied to, where `values` names it; return what that changes."""
    changes: audit.Changes = {}
    for name in _MANY:
        if name in values:
            changes |= _tie_one(measure, name, list(values[name]))
    if not measure.goals.exists():
        raise MeasureRefused(_("A measure serves a goal. Choose at least one."))
    return changes


def _tie_one(measure: Measure, name: str, new: list[models.Model]) -> audit.Changes:
    rows = getattr(measure, name)
    old = list(rows.all())
    if {one.pk for one in old} == {one.pk for one in new}:
        return {}
    rows.set(new)
    return {name: (_names(old), _names(new))}


def _names(rows: Iterable[models.Model]) -> list[str]:
    return sorted(str(row) for row in rows)


def _keep(measure: Measure) -> None:
    saving.save(measure, MeasureRefused)
    texts = [measure.summary, measure.outcome, str(measure.unit)]
    search.index(measure, title=measure.title, texts=texts)


def _refuse_move(measure: Measure, state: str, outcome: str) -> None:
    if state not in MOVES[measure.state]:
        raise MeasureRefused(
            _("From “%(old)s” a measure does not go to “%(new)s”.")
            % {
                "old": measure.get_state_display(),
                "new": dict(MeasureState.choices).get(state, state),
            }
        )
    if state in OVER and not outcome.strip():
        raise MeasureRefused(_("Say what came of it: the council will ask."))
