"""Addresses of events."""

from django.urls import path

from konfluenz.portal.calendar import machines
from konfluenz.portal.calendar import pages as pages_

ALL = "veranstaltungen/"

pages = [
    path(ALL, pages_.events, name="events"),
    path(f"{ALL}kalender.ics", machines.calendar, name="events-calendar"),
    path(f"{ALL}atom.xml", machines.atom, name="events-feed"),
    path(f"{ALL}<slug:slug>/", pages_.event, name="event"),
    path(f"{ALL}<slug:slug>/kalender.ics", machines.event_calendar, name="event-calendar"),
    path("einbinden/veranstaltungen/", machines.embedded_list, name="events-embedded"),
    path("einbinden/kalender/", machines.embedded_month, name="calendar-embedded"),
]
