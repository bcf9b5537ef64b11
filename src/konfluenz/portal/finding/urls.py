"""Addresses of the search."""

from django.urls import path

from konfluenz.portal.finding.search import search

pages = [path("suche/", search, name="search")]
