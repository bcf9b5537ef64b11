"""Typical tasks, so that an association writes down what it needs in five minutes (J3)."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).with_name("task_templates.toml")


@dataclass(frozen=True)
class TaskTemplate:
    """What a form is filled with; everything can be changed there.

    `topic` and `skills` are slugs that this city may not have; `offers` are slugs of Wish.
    """

    slug: str
    title: str
    task: str
    timing: str
    minutes: int
    topic: str = ""
    skills: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    wanted: int = 1
    with_minors: bool = False
    without_german: bool = False
    from_home: bool = False
    youngest: int | None = None


@lru_cache
def available() -> tuple[TaskTemplate, ...]:
    """Return the templates in the order in which they are offered."""
    entries = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["templates"]
    return tuple(_template(entry) for entry in entries)


def find(slug: str) -> TaskTemplate | None:
    """Return the template with this short name, or None."""
    return next((one for one in available() if one.slug == slug), None)


def _template(entry: dict[str, Any]) -> TaskTemplate:
    lists = {name: tuple(entry.get(name, ())) for name in ("skills", "offers")}
    return TaskTemplate(**{**entry, "task": " ".join(entry["task"].split()), **lists})
