"""Addresses of the office. Each subject keeps its own beside its pages."""

from django.urls import path

from konfluenz.office import (
    concept_urls,
    finding,
    indicator_urls,
    message_urls,
    mirror_urls,
    organisation_urls,
    paper_urls,
    person_urls,
    settings_urls,
    shortcuts,
    task_urls,
    today,
    trail_urls,
    unit_urls,
)

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
