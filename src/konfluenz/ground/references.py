"""How the ground floor points at records it must not know: a label and an id, both text.

A foreign key from `ground` to a room above it would run uphill, and would keep a
trail entry from outliving the record it is about.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models


class Reference(NamedTuple):
    """A record by name: `label` is "room.model" in lower case, `id` its primary key as text."""

    label: str
    id: str

    def __str__(self) -> str:
        return f"{self.label}:{self.id}"


NOBODY = Reference("", "")
"""Stands where no record is named, such as the actor of what the system did itself."""


def label(model: type[models.Model]) -> str:
    """Return the label of `model`; a proxy has the label of the table it stands for."""
    concrete = model._meta.concrete_model or model
    return concrete._meta.label_lower


def to(record: models.Model) -> Reference:
    """Return the reference to a saved record. Raises ValueError when it has no key yet.

    It asks for ``__class__``, not for the type: `request.user` is a lazy stand-in.
    """
    if record.pk is None:
        raise ValueError(f"{record._meta.label} is not saved and cannot be referred to.")
    return Reference(label(record.__class__), str(record.pk))


def resolve(reference: Reference) -> models.Model | None:
    """Return the record that `reference` names, or None when it is gone."""
    return resolve_all([reference]).get(reference)


def resolve_all(references: Iterable[Reference]) -> dict[Reference, models.Model]:
    """Return the records still there, by reference, with one query per kind of record."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for reference in references:
        wanted[reference.label].add(reference.id)
    found: dict[Reference, models.Model] = {}
    for name, ids in wanted.items():
        if (model := _model(name)) is not None:
            for pk, record in _rows(model, ids).items():
                found[Reference(name, str(pk))] = record
    return found


def _rows(model: type[models.Model], ids: Iterable[str]) -> dict[object, models.Model]:
    keys = [key for key in ids if _is_key(model, key)]
    return model._base_manager.in_bulk(keys) if keys else {}


def _is_key(model: type[models.Model], text: str) -> bool:
    try:
        model._meta.pk.to_python(text)
    except ValidationError:
        return False
    return True


def _model(name: str) -> type[models.Model] | None:
    try:
        return apps.get_model(name)
    except (LookupError, ValueError):
        return None
