"""Addresses of *Mitmachen*: pages behind the language, and doors that mails lead to."""

from django.urls import path

from konfluenz.portal.joining import answers as joining_answers
from konfluenz.portal.joining import pages as joining
from konfluenz.portal.joining import wizard as joining_wizard

pages = [
    path("mitmachen/", joining.opportunities, name="opportunities"),
    path("mitmachen/<uuid:public_id>/", joining.opportunity, name="opportunity"),
    path("mitmachen/helfen/", joining_wizard.volunteer_offer, name="volunteer-offer"),
    path("mitmachen/helfen/danke/", joining_answers.volunteer_thanks, name="volunteer-thanks"),
    path(
        "mitmachen/helfen/antwort/<str:token>/",
        joining_answers.volunteer_answer,
        name="volunteer-answer",
    ),
    path(
        "mitmachen/bestaetigen/<str:token>/",
        joining_answers.volunteer_confirm,
        name="volunteer-confirm-page",
    ),
]

doors = [
    path("mitmachen/<uuid:token>/", joining.opportunity_door, name="opportunity"),
    path(
        "mitmachen/bestaetigen/<str:token>/",
        joining_answers.volunteer_confirm_door,
        name="volunteer-confirm",
    ),
]
