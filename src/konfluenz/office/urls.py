"""Addresses of the office. Each subject keeps its own beside its pages."""

from django.urls import path

from konfluenz.office import finding, settings_urls, shortcuts, today
from konfluenz.office.actions import task_urls
from konfluenz.office.council import mirror_urls, paper_urls
from konfluenz.office.directory import organisation_urls, unit_urls
from konfluenz.office.ground import message_urls, trail_urls
from konfluenz.office.people import person_urls
from konfluenz.office.steering import concept_urls, indicator_urls

app_name = "office"

urlpatterns = [
    path("", today.today, name="today"),
    path("suche/", finding.find, name="search"),
    path("tastatur/", shortcuts.shortcuts, name="shortcuts"),
    *person_urls.urls,
    *organisation_urls.urls,
    *unit_urls.urls,
    *task_urls.urls,
    *concept_urls.urls,
    *indicator_urls.urls,
    *paper_urls.urls,
    *mirror_urls.urls,
    *message_urls.urls,
    *trail_urls.urls,
    *settings_urls.urls,
]
