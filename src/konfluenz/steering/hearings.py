"""Expert hearings: planned, held, what they found and what follows from it (PR-09)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.ground import audit, dates, revisions, saving, search
from konfluenz.steering.models import Hearing, HearingState

ORDER = tuple(HearingState)
"""The states, one after the other; a step back mends a mistake."""


class HearingRefused(Exception):
    """A hearing cannot be as wished; the message says why and how to mend it."""


@transaction.atomic
def add(title: str, date: dt.date, *, by: models.Model | None, **values: Any) -> Hearing:
    """Add a hearing that is planned for `date`, or was held on it. Raises HearingRefused.

    `values` are its other fields; `precision` "month" or "year" where no paper names the day.
    """
    hearing = Hearing(title=title.strip(), date=date)
    audit.apply(hearing, _editable(values))
    _keep(hearing)
    audit.record("hearing.added", about=hearing, by=by, also=_touched(hearing))
    return hearing


@transaction.atomic
def correct(
    hearing: Hearing,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    by: models.Model | None,
) -> Hearing:
    """Change fields of `hearing`, never its state. Raises HearingRefused or Stale."""
    current = revisions.claim(hearing, seen=seen)
    also = _touched(current)
    changes = audit.apply(current, _editable(values))
    if changes:
        _keep(current)
        also = list(dict.fromkeys([*also, *_touched(current)]))
        audit.record("hearing.corrected", about=current, by=by, changes=changes, also=also)
    return current


@transaction.atomic
def move(
    hearing: Hearing,
    state: str,
    *,
    by: models.Model | None,
    findings: str = "",
    consequence: str = "",
    seen: int | None = None,
) -> Hearing:
    """Take `hearing` one step on, with what it found or what follows from it; or one step back.

    Raises HearingRefused for a step out of order, for one that has not come yet, or without
    the words that the step needs; Stale.
    """
    current = revisions.claim(hearing, seen=seen)
    _refuse_step(current, state)
    values = {
        "state": HearingState(state),
        "findings": findings.strip() or current.findings,
        "consequence": consequence.strip() or current.consequence,
    }
    changes = audit.apply(current, values)
    _keep(current)
    audit.record("hearing.moved", about=current, by=by, changes=changes, also=_touched(current))
    return current


def next_of(hearing: Hearing) -> HearingState | None:
    """Return the state that comes next; None after the last."""
    after = ORDER.index(HearingState(hearing.state)) + 1
    return ORDER[after] if after < len(ORDER) else None


def _editable(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "state"}


def _touched(hearing: Hearing) -> list[models.Model]:
    return [one for one in (hearing.concept, hearing.area, hearing.unit) if one is not None]


def _keep(hearing: Hearing) -> None:
    _refuse_days(hearing)
    _settle_concept(hearing)
    saving.save(hearing, HearingRefused)
    texts = [hearing.experts, hearing.findings, hearing.consequence]
    search.index(hearing, title=hearing.title, texts=texts)


def _refuse_days(hearing: Hearing) -> None:
    if hearing.state != HearingState.PLANNED and hearing.date > timezone.localdate():
        raise HearingRefused(
            _("%(day)s lies ahead: so far the hearing is planned.")
            % {"day": dates.show(hearing.date, hearing.precision)}
        )


def _settle_concept(hearing: Hearing) -> None:
    """Take the concept from the field of action; raises HearingRefused where they do not fit."""
    if hearing.area is None:
        return
    if hearing.concept is None:
        hearing.concept = hearing.area.concept
    if hearing.area.concept_id != hearing.concept.pk:
        raise HearingRefused(_("This field of action belongs to another version of the concept."))


def _refuse_step(hearing: Hearing, state: str) -> None:
    steps = {name: place for place, name in enumerate(HearingState.values)}
    if state not in steps or abs(steps[state] - steps[hearing.state]) != 1:
        raise HearingRefused(
            _("From “%(old)s” a hearing does not go to “%(new)s”.")
            % {
                "old": hearing.get_state_display(),
                "new": dict(HearingState.choices).get(state, state),
            }
        )
