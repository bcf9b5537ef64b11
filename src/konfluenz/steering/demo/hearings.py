"""Builds a hearing that a paper tells of, with what it tells."""

from typing import Any

from django.db import models

from konfluenz.directory.models import OrgUnit
from konfluenz.steering import hearings
from konfluenz.steering.demo import sources
from konfluenz.steering.models import Hearing, HearingState


def build(entry: dict[str, Any], by: models.Model | None) -> Hearing:
    """Build the hearing `entry` up to its consequence."""
    date, precision = sources.day(entry["date"])
    made = hearings.add(
        entry["title"],
        date,
        precision=precision,
        unit=OrgUnit.objects.get(name=entry["unit"]),
        source=entry["source"],
        public=True,
        by=by,
    )
    made = hearings.move(made, HearingState.HELD, by=by)
    made = hearings.move(made, HearingState.FINDINGS, findings=entry["findings"], by=by)
    told = {"consequence": entry["consequence"]}
    return hearings.move(made, HearingState.CONSEQUENCES, by=by, **told)
