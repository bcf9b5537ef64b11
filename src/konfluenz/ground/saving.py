"""How rooms save: a rule that is broken becomes the refusal of the module that saves."""

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _


def save(record: models.Model, refusal: type[Exception]) -> None:
    """Check `record` by its fields and constraints and save it.

    Raises `refusal` with all that is wrong. The database judges by the constraints; asking it
    for each of them beforehand takes longer than all the rest, so that is done only to say
    which one it was. What two people enter at the same moment meets it too: the second is told.
    """
    try:
        record.clean_fields()
        record.clean()
        with transaction.atomic():
            record.save()
    except ValidationError as error:
        raise refusal(said(type(record), _whole(record) or error)) from None
    except IntegrityError:
        broken = _whole(record)
        if broken is not None:
            raise refusal(said(type(record), broken)) from None
        raise refusal(
            _("Somebody else entered the same at this moment. Look at it, then try again.")
        ) from None


def _whole(record: models.Model) -> ValidationError | None:
    """Return all that is wrong with `record` by its fields and constraints; None: nothing."""
    try:
        record.full_clean()
    except ValidationError as error:
        return error
    return None


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
