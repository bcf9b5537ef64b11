"""Model fields whose content is encrypted at rest. They can be read and written, not searched."""

import json
from typing import Any

from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.lookups import Exact, IsNull, Lookup

from konfluenz.ground import keyring


class IsEmpty(Exact):
    """The one comparison an encrypted field knows: with empty text."""

    def __init__(self, lhs: Any, rhs: Any) -> None:
        if rhs != "":
            raise FieldError("An encrypted field can be compared with empty text only.")
        super().__init__(lhs, rhs)


class EncryptedTextField(models.TextField):
    """Text of any length, sealed with the key ring. Empty text stays empty."""

    def get_prep_value(self, value: Any) -> str | None:
        """Return what the database keeps."""
        text = super().get_prep_value(value)
        return keyring.encrypt(text) if text else text

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Any:
        """Return what the program reads."""
        return keyring.decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> type[Lookup]:
        """Refuse all but "is null" and "is empty": equal text has unequal cipher text."""
        if lookup_name == "isnull":
            return IsNull
        if lookup_name == "exact":
            return IsEmpty
        raise FieldError(f"An encrypted field cannot be searched by {lookup_name}.")


class EncryptedJSONField(EncryptedTextField):
    """Any JSON value, sealed with the key ring. None is kept as NULL."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    _pyi_lookup_exact_type: Any

    def get_prep_value(self, value: Any) -> str | None:
        """Return what the database keeps."""
        if value is None:
            return None
        return super().get_prep_value(json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True))

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Any:
        """Return what the program reads."""
        text = super().from_db_value(value, _expression, _connection)
        return json.loads(text) if text else None

    def to_python(self, value: Any) -> Any:
        """Leave the value as it is: it is JSON already."""
        return value

    def value_to_string(self, obj: models.Model) -> Any:
        """Leave the value as it is: serializers write JSON."""
        return self.value_from_object(obj)
