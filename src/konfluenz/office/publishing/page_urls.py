"""Addresses of the office's doors to the pages."""

from django.urls import path

from konfluenz.office.publishing import page_doors

urls = [
    path("seitenbaum/", page_doors.tree, name="pages"),
    path("seitenbaum/<uuid:public_id>/", page_doors.page, name="page"),
]
