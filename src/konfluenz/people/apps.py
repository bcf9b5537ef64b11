"""The room as a Django application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PeopleConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to logins, and know what allauth's tables hold, once all tables are there."""
        autodiscover_modules("login_feed", "third_party", "collisions")
