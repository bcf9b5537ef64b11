"""How this room saves: a rule that is broken becomes the refusal of the module that saves."""

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _


def save(record: models.Model, refusal: type[Exception]) -> None:
    """Check `record` by its fields and constraints and save it.

    Raises `refusal` with all that is wrong. What two people enter at the same moment meets
    the constraint of the database: the second is told.
    """
    try:
        record.full_clean()
        with transaction.atomic():
            record.save()
    except ValidationError as error:
        raise refusal(said(type(record), error)) from None
    except IntegrityError:
        raise refusal(
            _("Somebody else entered the same at this moment. Look at it, then try again.")
        ) from None


def said(model: type[models.Model], error: ValidationError) -> str:
    """Return all that `error` complains of as one text, each field under its name."""
    lines = [
        (_label(model, name), message)
        for name, messages in error.message_dict.items()
        for message in messages
    ]
    return " ".join(f"{label}: {message}" if label else message for label, message in lines)


def _label(model: type[models.Model], name: str) -> str:
    if name == NON_FIELD_ERRORS:
        return ""
    try:
        return capfirst(str(getattr(model._meta.get_field(name), "verbose_name", name)))
    except FieldDoesNotExist:
        return name
