"""Addresses of the municipality's settings."""

from django.urls import path, re_path

from konfluenz.office import settings

urls = [
    path("kommune/", settings.settings, name="settings"),
    path("kommune/logo/", settings.logo, name="settings-logo"),
    path("kommune/logo/entfernen/", settings.remove_logo, name="settings-logo-remove"),
    re_path(
        rf"^kommune/(?P<part>{'|'.join(settings.PARTS)})/$", settings.part, name="settings-part"
    ),
]
