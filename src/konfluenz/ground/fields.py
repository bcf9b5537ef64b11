"""Model fields whose content is encrypted at rest. They can be read and written, not searched."""

import json
from typing import Any

from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from konfluenz.ground import keyring


class EncryptedTextField(models.TextField):
    """Text of any length, sealed with the key ring. Empty text stays empty."""

    def get_prep_value(self, value: Any) -> str | None:
        """Return what the database keeps."""
        text = super().get_prep_value(value)
        return keyring.encrypt(text) if text else text

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """Return what the program reads."""
        return keyring.decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every comparison but "is null" and "is empty": equal text has unequal cipher text."""
        if lookup_name not in {"isnull", "exact"}:
            raise FieldError(f"An encrypted field cannot be searched by {lookup_name}.")
        return super().get_lookup(lookup_name)


class EncryptedJSONField(EncryptedTextField):
    """Any JSON value, sealed with the key ring."""

    def get_prep_value(self, value: Any) -> str | None:
        """Return what the database keeps."""
        return super().get_prep_value(json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """Return what the program reads."""
        text = super().from_db_value(value, expression, connection)
        return json.loads(text) if text else None

    def to_python(self, value: Any) -> Any:
        """Leave the value as it is: it is JSON already."""
        return value
