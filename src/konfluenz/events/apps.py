"""The room as a Django application."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"
