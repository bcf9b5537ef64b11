"""Addresses behind mailed links: `doors` stand in the mails, `pages` behind the language."""

from django.urls import path

from konfluenz.portal.answers import (
    check_ins,
    contacts,
    data_requests,
    hours,
    meetings,
    proposals,
    submissions,
)

doors = [
    path("mitmachen/antwort/<str:token>/", proposals.door, name="proposal-answer"),
    path("mitmachen/eintragen/<str:token>/", submissions.door, name="opportunity-submit"),
    path("mitmachen/kontakt/<str:token>/", contacts.door, name="proposal-contact"),
    path("mitmachen/rueckfrage/<str:token>/", check_ins.door, name="check-in-answer"),
    path("mitmachen/stunden/<str:token>/", hours.door, name="hours-answer"),
    path("sitzungen/antwort/<str:token>/", meetings.door, name="meeting-answer"),
    path("ratsbericht/angaben/<str:token>/", data_requests.door, name="data-request"),
]
pages = [
    path("mitmachen/antwort/<str:token>/", proposals.answer, name="proposal-answer-page"),
    path("mitmachen/eintragen/", submissions.ask, name="opportunity-ask"),
    path("mitmachen/eintragen/verschickt/", submissions.asked, name="opportunity-asked"),
    path(
        "mitmachen/eintragen/danke/<uuid:public_id>/",
        submissions.done,
        name="opportunity-submitted",
    ),
    path("mitmachen/eintragen/<str:token>/", submissions.submit, name="opportunity-submit-page"),
    path("mitmachen/kontakt/<str:token>/", contacts.contact, name="proposal-contact-page"),
    path("mitmachen/rueckfrage/<str:token>/", check_ins.answer, name="check-in-answer-page"),
    path("mitmachen/stunden/<str:token>/", hours.answer, name="hours-answer-page"),
    path("mitmachen/stunden-melden/<str:token>/", hours.report, name="hours-report"),
    path("sitzungen/antwort/<str:token>/", meetings.answer, name="meeting-answer-page"),
    path("ratsbericht/angaben/<str:token>/", data_requests.answer, name="data-request-page"),
    path("sitzungen/termin/<str:token>/", meetings.calendar, name="meeting-calendar"),
]
