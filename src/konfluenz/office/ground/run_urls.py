"""The address of long work."""

from django.urls import path

from konfluenz.office.ground import runs

urls = [path("laeufe/<uuid:public_id>/", runs.run, name="run")]
