"""The room as a Django application."""

from django.apps import AppConfig
from django.urls import register_converter

from konfluenz.portal.language import LanguageConverter

register_converter(LanguageConverter, "language")


class PortalConfig(AppConfig):
    """Registers the room under its own name."""

    name = "konfluenz.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
