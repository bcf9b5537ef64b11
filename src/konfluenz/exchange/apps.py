"""The face as a Django application: its catalogue of German texts."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Registers the face under its own name."""

    name = "konfluenz.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
