"""What the tables of the room refuse, as one text that a person can read."""

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import models


def said(error: ValidationError, model: type[models.Model]) -> str:
    """Return what `error` says of a record of `model`, each field under its name."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        f"{_name(field, model)}{text}"
        for field, texts in error.message_dict.items()
        for text in texts
    )


def _name(field: str, model: type[models.Model]) -> str:
    if field == NON_FIELD_ERRORS:
        return ""
    try:
        name = str(getattr(model._meta.get_field(field), "verbose_name", field))
    except FieldDoesNotExist:
        return ""
    return f"{name[:1].upper()}{name[1:]}: "
