"""What else rests on a record, before somebody takes it away."""

from collections.abc import Collection
from typing import Any

from django.db import models


def on(record: models.Model, *, but: Collection[type[models.Model]] = ()) -> str:
    """Return the name of a table whose rows point at `record`; "" when none does.

    `but` are tables of parts that go with it.
    """
    for relation in record._meta.related_objects:
        model: Any = relation.related_model
        if model in but or not isinstance(relation.remote_field, models.Field):
            continue
        if model._base_manager.filter(**{relation.remote_field.name: record.pk}).exists():
            return str(model._meta.verbose_name)
    return ""
