"""The ground floor as a Django application."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.ground"
    label = "ground"
    default_auto_field = "django.db.models.BigAutoField"
