"""Addresses of the office. Each subject keeps its own beside its pages."""

from django.urls import path

from konfluenz.office import finding, settings_urls, shortcuts, today
from konfluenz.office.actions import task_urls
from konfluenz.office.content import content_urls
from konfluenz.office.council import follow_up_urls, mirror_urls, paper_urls, report_urls
from konfluenz.office.directory import organisation_urls, unit_urls
from konfluenz.office.enquiries import enquiry_urls
from konfluenz.office.events import event_urls
from konfluenz.office.ground import message_urls, run_urls, trail_urls
from konfluenz.office.imports import import_urls
from konfluenz.office.meetings import meeting_urls
from konfluenz.office.people import person_urls
from konfluenz.office.publishing import page_urls, translation_urls, upkeep_urls
from konfluenz.office.setup import setup_urls
from konfluenz.office.steering import concept_urls, indicator_urls, steered_urls
from konfluenz.office.volunteering import matching_urls, opportunity_urls, volunteer_urls

app_name = "office"

urlpatterns = [
    path("", today.today, name="today"),
    path("suche/", finding.find, name="search"),
    path("tastatur/", shortcuts.shortcuts, name="shortcuts"),
    *enquiry_urls.urls,
    *event_urls.urls,
    *meeting_urls.urls,
    *content_urls.urls,
    *page_urls.urls,
    *translation_urls.urls,
    *upkeep_urls.urls,
    *person_urls.urls,
    *opportunity_urls.urls,
    *organisation_urls.urls,
    *unit_urls.urls,
    *task_urls.urls,
    *concept_urls.urls,
    *indicator_urls.urls,
    *steered_urls.urls,
    *follow_up_urls.urls,
    *paper_urls.urls,
    *report_urls.urls,
    *mirror_urls.urls,
    *matching_urls.urls,
    *message_urls.urls,
    *run_urls.urls,
    *import_urls.urls,
    *trail_urls.urls,
    *settings_urls.urls,
    *setup_urls.urls,
    *volunteer_urls.urls,
]
