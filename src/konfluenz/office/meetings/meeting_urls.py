"""Addresses of the Sitzungen of groups and of what they recommend."""

from django.urls import path

from konfluenz.office.meetings import (
    agenda_pages,
    meeting_acts,
    meeting_lists,
    meeting_pages,
    recommendations,
)

ALL = "sitzungen/"
ONE = f"{ALL}<uuid:public_id>/"
ITEM = f"{ONE}punkte/<int:pk>/"
ADVICE = "empfehlungen/<uuid:public_id>/"

urls = [
    path(ALL, meeting_lists.meetings, name="meetings"),
    path(f"{ALL}neu/", meeting_pages.add, name="meeting-add"),
    path(ONE, meeting_pages.meeting, name="meeting"),
    path(f"{ONE}bearbeiten/", meeting_pages.edit, name="meeting-edit"),
    path(f"{ONE}einladen/", meeting_acts.invite, name="meeting-invite"),
    path(f"{ONE}antworten/<int:pk>/", meeting_acts.answer, name="meeting-answer"),
    path(f"{ONE}absagen/", meeting_acts.cancel, name="meeting-cancel"),
    path(f"{ONE}niederschrift/", meeting_acts.write, name="meeting-minutes"),
    path(f"{ONE}aufgaben/neu/", meeting_acts.add_task, name="meeting-task"),
    path(f"{ONE}tagesordnung/", agenda_pages.agenda, name="meeting-agenda"),
    path(f"{ONE}punkte/neu/", agenda_pages.add, name="meeting-item-add"),
    path(f"{ONE}punkte/zurueck/", agenda_pages.restore, name="meeting-item-restore"),
    path(f"{ITEM}bearbeiten/", agenda_pages.edit, name="meeting-item-edit"),
    path(f"{ITEM}nach-oben/", agenda_pages.move, name="meeting-item-up"),
    path(f"{ITEM}entfernen/", agenda_pages.remove, name="meeting-item-remove"),
    path("empfehlungen/", recommendations.recommendations, name="recommendations"),
    path("empfehlungen/neu/", recommendations.add, name="recommendation-add"),
    path(ADVICE, recommendations.recommendation, name="recommendation"),
    path(f"{ADVICE}bearbeiten/", recommendations.edit, name="recommendation-edit"),
    path(f"{ADVICE}entscheiden/", recommendations.decide, name="recommendation-decide"),
]
