"""Concepts of the demo with their fields, goals and what was said of them."""

import datetime as dt
from typing import Any

from django.db import models

from konfluenz.directory.models import Group, Organization, OrgUnit, Post
from konfluenz.steering import areas, concepts, goals
from konfluenz.steering.demo.sources import day
from konfluenz.steering.models import Concept, Goal, PriorityArea

_TEXTS = ("participation", "functions", "source")


def build(entry: dict[str, Any], by: models.Model | None) -> Concept:
    """Build one concept and all that belongs to it."""
    concept = _adopted(_drafted(entry, by), entry["adopted"], by)
    for state in entry.get("states", []):
        concept = concepts.move(concept, state, by=by)
    for review in entry.get("reviews", []):
        asked = dt.date.fromisoformat(review["date"])
        concepts.review(
            concept, asked, review["needed"], review["reason"], source=review["source"], by=by
        )
    for area in entry.get("areas", []):
        _area(concept, area, by)
    return concept


def _drafted(entry: dict[str, Any], by: models.Model | None) -> Concept:
    values = {name: entry[name] for name in _TEXTS if name in entry}
    if "drafted" in entry:
        values["drafted_date"], values["drafted_precision"] = day(entry["drafted"])
    if "predecessor" in entry:
        values["predecessor"] = Concept.objects.get(label=entry["predecessor"])
    if "consultant" in entry:
        values["consultant"] = Organization.objects.get(name=entry["consultant"])
    return concepts.add(entry["title"], entry["label"], public=True, by=by, **values)


def _adopted(concept: Concept, entry: dict[str, str], by: models.Model | None) -> Concept:
    date, precision = day(entry["date"])
    body = Organization.objects.get(name=entry["body"]) if "body" in entry else None
    vote = entry.get("vote", "")
    return concepts.adopt(concept, date, body, vote=vote, precision=precision, by=by)


def _area(concept: Concept, entry: dict[str, Any], by: models.Model | None) -> PriorityArea:
    area = areas.add(
        concept,
        entry["number"],
        name=entry.get("name", ""),
        summary=entry.get("summary", ""),
        group=_group(entry["group"]),
        posts=[Post.objects.get(title=title) for title in entry.get("posts", [])],
        source=entry["source"],
        by=by,
    )
    for goal in entry.get("goals", []):
        _goal(area, goal, by)
    return area


def _group(entry: dict[str, str]) -> Group:
    if "name" in entry:
        return Group.objects.get(name=entry["name"])
    return Group.objects.get(kind="working_group", name="", source__contains=entry["source"])


def _goal(area: PriorityArea, entry: dict[str, Any], by: models.Model | None) -> Goal:
    goal = goals.add(area, entry["text"], source=entry["source"], by=by)
    for status in entry["statuses"]:
        goals.note(
            goal,
            status["state"],
            status["reason"],
            unit=OrgUnit.objects.get(name=status["unit"]),
            post=Post.objects.get(title=status["post"]) if "post" in status else None,
            date=dt.date.fromisoformat(status["date"]),
            source=status["source"],
            by=by,
        )
    return goal
