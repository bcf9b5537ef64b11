"""Invented measures, hearings, rounds and developments. Data: `in_public.toml` beside this file."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from konfluenz.directory.models import OrgUnit
from konfluenz.steering import comments, developments, hearings, measures, participations, results
from konfluenz.steering.models import (
    Concept,
    ConceptState,
    Goal,
    Hearing,
    HearingState,
    Indicator,
    Measure,
    MeasureState,
    ParticipationRound,
    PriorityArea,
)

SOURCE = "Demo, erfunden"
Entry = Mapping[str, Any]
By = models.Model | None

_ON_THE_WAY = {
    MeasureState.PLANNED: (),
    MeasureState.RUNNING: (MeasureState.RUNNING,),
    MeasureState.ENDED: (MeasureState.RUNNING, MeasureState.ENDED),
    MeasureState.DROPPED: (MeasureState.DROPPED,),
}


def build(data: Mapping[str, list[Entry]], by: By) -> None:
    """Build all of `data` for the concept in force."""
    concept = Concept.objects.get(state=ConceptState.IN_FORCE)
    units = {unit.name: unit for unit in OrgUnit.objects.all()}
    for entry in data["measures"]:
        _measure(entry, units[entry["unit"]], by)
    for entry in data["hearings"]:
        _hearing(entry, concept, units[entry["unit"]], by)
    for entry in data["rounds"]:
        _round(entry, concept, by)
    for entry in data["developments"]:
        _development(entry, units.get(entry.get("unit", "")), by)


def _measure(entry: Entry, unit: OrgUnit, by: By) -> Measure:
    goals = [
        Goal.objects.get(text__contains=words, area__concept__state=ConceptState.IN_FORCE)
        for words in entry["goals"]
    ]
    made = measures.add(
        entry["title"],
        goals,
        unit=unit,
        summary=entry.get("summary", ""),
        starts_on=_day(entry["begins"]),
        ends_on=_day(entry["ends"]) if "ends" in entry else None,
        indicators=Indicator.objects.filter(slug__in=entry.get("indicators", [])),
        public=entry.get("public", True),
        volunteers=entry.get("volunteers", False),
        source=SOURCE,
        by=by,
    )
    for state in _ON_THE_WAY[MeasureState(entry["state"])]:
        made = measures.move(made, state, outcome=entry.get("outcome", ""), by=by)
    for result in entry.get("results", []):
        more = {"url": result.get("url", ""), "source": SOURCE}
        results.add(made, result["text"], _day(result["days"]), by=by, **more)
    return made


def _hearing(entry: Entry, concept: Concept, unit: OrgUnit, by: By) -> Hearing:
    made = hearings.add(
        entry["title"],
        _day(entry["days"]),
        concept=concept,
        area=_area(concept, entry),
        experts=entry["experts"],
        unit=unit,
        source=SOURCE,
        public=entry["public"],
        by=by,
    )
    made = hearings.move(made, HearingState.HELD, by=by)
    made = hearings.move(made, HearingState.FINDINGS, findings=entry["findings"], by=by)
    if "consequence" in entry:
        told = {"consequence": entry["consequence"]}
        made = hearings.move(made, HearingState.CONSEQUENCES, by=by, **told)
    return made


def _round(entry: Entry, concept: Concept, by: By) -> ParticipationRound:
    made = participations.add(
        concept,
        entry["title"],
        entry["call"],
        _day(entry["opens"]),
        _day(entry["closes"]),
        slug=entry["slug"],
        participants=entry.get("participants"),
        summary=entry.get("summary", ""),
        source=SOURCE,
        public=True,
        by=by,
    )
    for said in entry["comments"]:
        _comment(made, said, by)
    return made


def _comment(row: ParticipationRound, entry: Entry, by: By) -> None:
    area = _area(row.concept, entry)
    comment = comments.add(row, entry["text"], _day(entry["days"]), area=area, by=by)
    if "outcome" in entry:
        comment = comments.answer(comment, entry["outcome"], entry["answer"], by=by)
    if not entry.get("hidden"):
        comments.publish(comment, by=by)


def _development(entry: Entry, unit: OrgUnit | None, by: By) -> None:
    made = developments.add(
        entry["title"],
        _day(entry["days"]),
        entry["effect"],
        public=entry["public"],
        source=SOURCE,
        by=by,
    )
    if "response" in entry:
        made = developments.respond(made, entry["response"], unit=unit, by=by)
    if "over" in entry:
        developments.end(made, _day(entry["over"]), by=by)


def _area(concept: Concept, entry: Entry) -> PriorityArea | None:
    return concept.areas.get(number=entry["area"], level="priority") if "area" in entry else None


def _day(days: int) -> dt.date:
    """Return the day so many days from today."""
    return timezone.localdate() + dt.timedelta(days=days)
