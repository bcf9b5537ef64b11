"""Addresses of events."""

from django.urls import path

from konfluenz.office.events import event_acts, event_lists, event_pages

ALL = "veranstaltungen/"
ONE = "veranstaltungen/<uuid:public_id>/"
DAY = f"{ONE}<slug:day>/"

urls = [
    path(ALL, event_lists.events, name="events"),
    path(f"{ALL}neu/", event_pages.add, name="event-add"),
    path(ONE, event_pages.event, name="event"),
    path(f"{ONE}bearbeiten/", event_pages.edit, name="event-edit"),
    path(f"{ONE}veroeffentlichen/", event_acts.publish, name="event-publish"),
    path(f"{ONE}zuruecknehmen/", event_acts.withdraw, name="event-withdraw"),
    path(f"{ONE}absagen/", event_acts.cancel, name="event-cancel"),
    path(f"{DAY}absagen/", event_acts.skip, name="event-skip"),
    path(f"{DAY}stattfinden/", event_acts.unskip, name="event-unskip"),
]
