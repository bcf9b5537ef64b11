"""The room as a Django application."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.enquiries"
    label = "enquiries"
    default_auto_field = "django.db.models.BigAutoField"
