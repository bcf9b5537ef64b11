"""Bodies of the city, units and who answers for which topic."""

from typing import Any

from django.db import models

from konfluenz.directory import organizations, responsibilities, units
from konfluenz.directory.demo import sources
from konfluenz.directory.models import Organization, OrgUnit, Topic


def build(by: models.Model | None) -> None:
    """Build bodies and units, then what lies between them."""
    described = sources.table("bodies.toml")["bodies"]
    made = {entry["name"]: _body(dict(entry), by) for entry in described}
    placed: dict[str, OrgUnit] = {}
    for entry in sources.table("units.toml")["units"]:
        placed[entry["key"]] = _unit(dict(entry), placed, made, by)
    for entry in described:
        for number in entry.get("covers", []):
            organizations.cover(made[entry["name"]], OrgUnit.objects.get(number=number), by=by)
    _responsibilities(placed, by)


def unit(key: str) -> OrgUnit:
    """Return the unit that the data files call `key`."""
    for entry in sources.table("units.toml")["units"]:
        if entry["key"] == key:
            return OrgUnit.objects.get(name=entry["name"])
    raise KeyError(key)


def _body(entry: dict[str, Any], by: models.Model | None) -> Organization:
    entry.pop("covers", None)
    if parent := entry.pop("parent", None):
        entry["parent"] = Organization.objects.get(name=parent)
    return organizations.add(entry.pop("name"), kind=entry.pop("kind"), by=by, **entry)


def _unit(
    entry: dict[str, Any],
    placed: dict[str, OrgUnit],
    made: dict[str, Organization],
    by: models.Model | None,
) -> OrgUnit:
    entry.pop("key")
    stages = entry.pop("stages", [])
    parent = entry.pop("parent", "")
    unit = units.add(
        entry.pop("name"),
        kind=entry.pop("kind"),
        parent=placed[parent] if parent else None,
        by=by,
        **entry,
    )
    for stage in stages:
        date, precision = sources.day(stage["date"])
        body = made[stage["body"]] if "body" in stage else None
        units.stage(
            unit,
            stage["stage"],
            date,
            precision=precision,
            source=stage["source"],
            body=body,
            by=by,
        )
    return unit


def _responsibilities(placed: dict[str, OrgUnit], by: models.Model | None) -> None:
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    for key, entry in sources.table("responsibilities.toml").items():
        for scope in ("covers", "refers"):
            for slug in entry.get(scope, []):
                responsibilities.assign(
                    topics[slug],
                    placed[key],
                    scope=scope,
                    hand_over=entry.get("hand_over", ""),
                    by=by,
                )
