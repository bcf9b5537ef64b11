"""The room as a Django application."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.config"
    label = "config"
    default_auto_field = "django.db.models.BigAutoField"
