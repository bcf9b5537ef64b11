"""A sealed report in short, read from its document alone: goals of the fields, key figures.

A document without goals of its own (sealed before they stood in it) has none here.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from konfluenz.steering.measuring import figures

KEY_FIGURES = (
    "share_non_german",
    "share_migration_background",
    "arrivals",
    "active_volunteers",
    "new_volunteers",
    "volunteer_hours",
    "meetups_held",
    "unmet_needs",
)
"""The handful that everybody is told, by slug; one that the report does not name is left out."""

Facts = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Value:
    """A figure as it was frozen. `value` None: not collected, unless `hidden` says why.

    `hidden` is "small" for fewer than 5. `date` None: no day stands beside it.
    """

    value: Decimal | None
    unit: str
    hidden: str = ""
    approximate: bool = False
    date: dt.date | None = None
    precision: str = "day"
    source: str = ""

    @property
    def told(self) -> bool:
        """Whether something was collected, also if it is not shown."""
        return self.value is not None or bool(self.hidden)


@dataclass(frozen=True)
class Figure:
    """A key figure, and what it was in the report before; None: no report to compare with."""

    slug: str
    name: str
    now: Value
    before: Value | None = None


@dataclass(frozen=True)
class Goal:
    """A goal as the report says it stands. `state` "": nobody has assessed it, or anew.

    `unit` said so on `date`; both are empty where nobody did. `before` is the state in the
    report before where that was another one, `label` is `state` in German.
    """

    text: str
    state: str
    label: str
    reason: str = ""
    unit: str = ""
    date: dt.date | None = None
    before: str = ""


@dataclass(frozen=True)
class Area:
    """A field of action. `reason` says in German why it cannot be worked, "" when it can."""

    name: str
    priority: bool
    reason: str = ""
    goals: list[Goal] = field(default_factory=list)


@dataclass(frozen=True)
class Short:
    """What the public short version tells from the sealed document."""

    title: str
    since: dt.date
    cut_off: dt.date
    areas: list[Area]
    figures: list[Figure]


def of(document: Mapping[str, Any]) -> Short:
    """Return `document` in short."""
    return Short(
        document["title"],
        dt.date.fromisoformat(document["since"]),
        dt.date.fromisoformat(document["cut_off"]),
        list(_areas(document)),
        list(_figures(document["facts"])),
    )


def _areas(document: Mapping[str, Any]) -> Iterator[Area]:
    blocks = [block for section in document["sections"] for block in section["blocks"]]
    area: Area | None = None
    for block in blocks:
        if "area" in block:
            if area is not None:
                yield area
            area = Area(**block["area"])
        elif area is not None and "goals" in block:
            area.goals.extend(_goal(said) for said in block["goals"])
    if area is not None:
        yield area


def _goal(said: Mapping[str, str]) -> Goal:
    return Goal(
        text=said["text"],
        state=said["state"],
        label=said["label"],
        reason=said["reason"],
        unit=said["unit"],
        date=dt.date.fromisoformat(said["date"]) if said["date"] else None,
        before=said["before"],
    )


def _figures(facts: Facts) -> Iterator[Figure]:
    for slug in KEY_FIGURES:
        observed = sorted(key for key in facts if key.startswith(f"{slug}@"))
        now = facts.get(slug) or next((facts[key] for key in reversed(observed)), None)
        if now is not None:
            before = _before(facts, slug, observed, now)
            yield Figure(slug, now["name"], _value(now), _value(before) if before else None)


def _before(
    facts: Facts, slug: str, observed: list[str], now: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """Return the value of the last report, else the first on record where that is another day."""
    if earlier := facts.get(f"before/{slug}"):
        return earlier
    first = facts[observed[0]] if observed else None
    return first if first is not None and first["day"] != now["day"] else None


def _value(fact: Mapping[str, Any]) -> Value:
    day = fact.get("date", "")
    return Value(
        _rounded(fact),
        fact["unit"],
        fact["hidden"],
        fact["approximate"],
        dt.date.fromisoformat(day) if day else None,
        fact.get("precision", "day"),
        fact["source"],
    )


def _rounded(fact: Mapping[str, Any]) -> Decimal | None:
    """Return the value as exactly as the report prints it."""
    if fact["value"] is None or fact["hidden"]:
        return None
    return figures.rounded(Decimal(fact["value"]), fact["decimals"])
