"""How the ground floor points at records it must not know: a label and an id, both text.

A foreign key from `ground` to a room above it would run uphill, and would keep a
trail entry from outliving the record it is about.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.apps import apps
from django.db import models


class Reference(NamedTuple):
    """A record by name: `label` is "room.model" in lower case, `id` its primary key as text."""

    label: str
    id: str

    def __str__(self) -> str:
        return f"{self.label}:{self.id}"


def to(record: models.Model) -> Reference:
    """Return the reference to a saved record."""
    return Reference(record._meta.label_lower, str(record.pk))


def resolve(reference: Reference) -> models.Model | None:
    """Return the record that `reference` names, or None when it is gone."""
    return resolve_all([reference]).get(reference)


def resolve_all(references: Iterable[Reference]) -> dict[Reference, models.Model]:
    """Return the records still there, by reference, with one query per kind of record."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for reference in references:
        wanted[reference.label].add(reference.id)
    found: dict[Reference, models.Model] = {}
    for label, ids in wanted.items():
        model = _model(label)
        if model is None:
            continue
        for pk, record in model._default_manager.in_bulk(list(ids)).items():
            found[Reference(label, str(pk))] = record
    return found


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None
