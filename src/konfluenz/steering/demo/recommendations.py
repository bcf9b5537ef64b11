"""Invented recommendations of the demo's groups. Data: `recommendations.toml` beside this file."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from konfluenz.directory.models import Group
from konfluenz.events.models import MeetingState
from konfluenz.steering import recommendations
from konfluenz.steering.models import ConceptState, PriorityArea
from konfluenz.steering.recommendations import ANSWERED_FOR

DECIDED_AFTER = dt.timedelta(days=21)


def build(entry: Mapping[str, Any], by: models.Model | None) -> None:
    """Build one recommendation, at the meeting of its group before that day."""
    group = _group(entry)
    day = timezone.localdate() - dt.timedelta(days=entry["days"])
    held = group.meetings.filter(state=MeetingState.HELD, starts_at__date__lte=day)
    area = PriorityArea.objects.get(
        concept__state=ConceptState.IN_FORCE, number=entry["area"], group=group
    )
    made = recommendations.add(
        group,
        entry["text"],
        date=day,
        meeting=held.first(),
        area=area,
        public=entry.get("public", False),
        by=by,
    )
    if "state" in entry:
        recommendations.decide(
            made,
            entry["state"],
            reason=entry.get("reason", ""),
            unit=group.unit if entry["state"] in ANSWERED_FOR else None,
            decided_on=min(day + DECIDED_AFTER, timezone.localdate()),
            by=by,
        )


def _group(entry: Mapping[str, Any]) -> Group:
    if "group" in entry:
        return Group.objects.get(name=entry["group"])
    return Group.objects.get(name="", source__contains=entry["source"])
