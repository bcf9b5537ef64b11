"""Life situations: those that come with the program, and a city's own."""

import json
from pathlib import Path
from typing import Any

from django.db import models, transaction

from konfluenz.ground import audit, translations
from konfluenz.publishing.models import Situation

SHIPPED = Path(__file__).with_name("situations.json")


@transaction.atomic
def ensure(*, by: models.Model | None = None) -> list[Situation]:
    """Add the situations that come with the program and are missing; return those added."""
    there = set(Situation.objects.values_list("slug", flat=True))
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return [
        _ship(number, entry, by)
        for number, entry in enumerate(shipped, start=1)
        if entry["slug"] not in there
    ]


def _ship(number: int, entry: dict[str, Any], by: models.Model | None) -> Situation:
    names = dict(entry["names"])
    situation = Situation.objects.create(
        slug=entry["slug"], name=names.pop("de"), order=number * 10
    )
    audit.record("situation.added", about=situation, by=by)
    translations.put_all(situation, "name", names, by=by, machine=True)
    return situation
