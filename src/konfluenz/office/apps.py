"""The room as a Django application."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"
