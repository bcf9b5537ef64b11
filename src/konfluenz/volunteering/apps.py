"""The room as a Django application."""

from django.apps import AppConfig


class VolunteeringConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.volunteering"
    label = "volunteering"
    default_auto_field = "django.db.models.BigAutoField"
