"""The room as a Django application."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"
