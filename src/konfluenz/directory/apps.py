"""The room as a Django application."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
