"""The address of the audit trail."""

from django.urls import path

from konfluenz.office.ground import trail

urls = [path("protokoll/", trail.trail, name="trail")]
