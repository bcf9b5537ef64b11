"""The tasks of the demo city, through the domain functions. `tasks.toml` lies beside this file.

Days are counted from the day of the build, so that the demo always has something overdue.
"""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from konfluenz.actions import tasks
from konfluenz.actions.models import Task
from konfluenz.directory.models import OrgUnit, Post
from konfluenz.people import demo as people

TASKS = Path(__file__).with_name("tasks.toml")


@transaction.atomic
def build(*, by: models.Model | None = None, today: dt.date | None = None) -> list[Task]:
    """Build the tasks as of `today` (the city's today if None) and return them.

    `by` is who entered them unless the data name a role. Needs the demo's directory.
    """
    today = today or timezone.localdate()
    data = tomllib.loads(TASKS.read_text(encoding="utf-8"))
    return [_task(entry, today, by) for entry in data["tasks"]]


def _task(entry: dict[str, Any], today: dt.date, by: models.Model | None) -> Task:
    unit = OrgUnit.objects.get(name=entry["unit"])
    actor = people.account_for(entry["by"]) if "by" in entry else by
    origin = OrgUnit.objects.get(name=entry["origin"]) if "origin" in entry else None
    task = tasks.add(
        entry["title"],
        unit=unit,
        post=Post.objects.get(title=entry["post"]) if "post" in entry else None,
        due_date=today + dt.timedelta(days=entry["due"]),
        details=entry.get("details", ""),
        origin=origin,
        origin_kind=entry.get("kind", "office"),
        by=actor,
    )
    for step in entry.get("steps", []):
        task = _step(task, dict(step), today, actor)
    return task


def _step(task: Task, step: dict[str, Any], today: dt.date, by: models.Model | None) -> Task:
    match step["do"]:
        case "start":
            return tasks.start(task, by=by)
        case "finish":
            return tasks.finish(task, step["words"], by=by)
        case "overtake":
            return tasks.overtake(task, step["words"], by=by)
        case "reject":
            return tasks.reject(task, step["words"], by=by)
        case "reopen":
            return tasks.reopen(task, reason=step["words"], by=by)
        case "postpone":
            day = today + dt.timedelta(days=step["due"])
            return tasks.postpone(task, day, reason=step["words"], by=by)
        case "delegate":
            unit = OrgUnit.objects.get(name=step["to"])
            return tasks.delegate(task, unit, reason=step["words"], by=by)
        case unknown:
            raise ValueError(unknown)
