"""How rooms save: a rule that is broken becomes the refusal of the module that saves."""

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
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        f"{_label(model, name)}{message}"
        for name, messages in error.message_dict.items()
        for message in messages
    )


def _label(model: type[models.Model], name: str) -> str:
    """Return what stands before a message; nothing for what is not one field's."""
    if name == NON_FIELD_ERRORS:
        return ""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    return f"{capfirst(str(getattr(field, 'verbose_name', name)))}: "
