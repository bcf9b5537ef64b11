"""The room as a Django application."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.actions"
    label = "actions"
    default_auto_field = "django.db.models.BigAutoField"
