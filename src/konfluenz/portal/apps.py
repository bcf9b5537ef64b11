"""The room as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
