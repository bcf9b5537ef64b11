"""Links the sentences of the demo's papers to what answers them, as `mirror.toml` says.

Whether a link holds is nowhere written: the mirror computes it.
"""

import datetime as dt
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from konfluenz.actions.models import Task
from konfluenz.council import links, sentences
from konfluenz.council.models import Evidence, Paper, Resolution, Sentence
from konfluenz.directory.models import Municipality, Organization, OrgUnit, Post
from konfluenz.steering.models import Concept, Hearing, Observation, PriorityArea

DATA = Path(__file__).with_name("mirror.toml")


class MirrorMismatch(Exception):
    """The data name a sentence that stands elsewhere, or a record that there is not."""


@transaction.atomic
def build(*, by: models.Model | None = None) -> list[Evidence]:
    """Link the demo's papers and return the links. Needs all other parts of the demo.

    Raises MirrorMismatch when a sentence or a record is not what the data say.
    """
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return [link for entry in data["sentences"] for link in _linked(entry, by)]


def _linked(entry: dict[str, Any], by: models.Model | None) -> list[Evidence]:
    sentence = _sentence(entry)
    if "kind" in entry:
        sentence = sentences.sort(sentence, entry["kind"], by=by)
    made = [
        links.add(sentence, _record(fact), fact["read"], fact["quote"], by=by)
        for fact in entry.get("facts", [])
    ]
    made += [
        links.add_activity(sentence, activity, by=by) for activity in entry.get("activities", [])
    ]
    return made + [
        links.add_task(sentence, Task.objects.get(title=title), by=by)
        for title in entry.get("tasks", [])
    ]


def _sentence(entry: dict[str, Any]) -> Sentence:
    """Return the sentence of that number; raises MirrorMismatch when it begins otherwise."""
    paper = Paper.objects.get(slug=entry["paper"])
    rows = list(Sentence.objects.filter(part__paper=paper))
    found = rows[entry["number"] - 1] if entry["number"] <= len(rows) else None
    if found is None or not found.text.startswith(entry["words"]):
        raise MirrorMismatch(f"{entry['paper']} {entry['number']}: “{entry['words']}” / “{found}”")
    return found


def _record(fact: dict[str, str]) -> models.Model:
    """Return the record named; raises MirrorMismatch unless there is exactly one."""
    found = list(_ROWS[fact["of"]](fact["named"]))
    if len(found) != 1:
        raise MirrorMismatch(f"{fact['of']} “{fact['named']}”: {len(found)}")
    return found[0]


def _observations(name: str) -> models.QuerySet[Observation]:
    slug, year = name.split()
    return Observation.objects.filter(indicator__slug=slug, date__year=int(year))


def _resolutions(date: str) -> models.QuerySet[Resolution]:
    return Resolution.objects.filter(date=dt.date.fromisoformat(date))


_ROWS: dict[str, Callable[[str], models.QuerySet]] = {
    "council.paper": lambda name: Paper.objects.filter(Q(reference=name) | Q(slug=name)),
    "council.resolution": _resolutions,
    "directory.municipality": lambda name: Municipality.objects.filter(name=name),
    "directory.organization": lambda name: Organization.objects.filter(name=name),
    "directory.orgunit": lambda name: OrgUnit.objects.filter(name=name),
    "directory.post": lambda name: Post.objects.filter(title=name),
    "steering.concept": lambda name: Concept.objects.filter(label=name),
    "steering.hearing": lambda name: Hearing.objects.filter(title__startswith=name),
    "steering.observation": _observations,
    "steering.priorityarea": lambda name: PriorityArea.objects.filter(name=name),
}
