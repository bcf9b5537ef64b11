"""The room as a Django application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PublishingConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what editors do in Wagtail's admin."""
        autodiscover_modules("wagtail_feed")
