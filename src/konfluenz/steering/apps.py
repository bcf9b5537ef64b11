"""The room as a Django application."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.steering"
    label = "steering"
    default_auto_field = "django.db.models.BigAutoField"
