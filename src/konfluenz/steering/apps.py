"""The room as a Django application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SteeringConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.steering"
    label = "steering"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take in what the rooms above add to the countings, and guard the values of districts."""
        autodiscover_modules("countings", "district_guard")
