"""The room as a Django application."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.council"
    label = "council"
    default_auto_field = "django.db.models.BigAutoField"
