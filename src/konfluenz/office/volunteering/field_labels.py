"""What the fields of records are called, as labels: the records themselves say it."""

from typing import Any

from django.db import models
from django.utils.text import capfirst


def of(model: type[models.Model], field: str) -> Any:
    """Return the name of a field with a capital letter, in the language spoken when it is shown."""
    named: Any = model._meta.get_field(field)
    return capfirst(named.verbose_name)
