"""Addresses of rounds of participation, and of goals to subscribe to."""

from django.urls import path

from konfluenz.portal.steered import atom, participation

pages = [
    path(
        "integrationskonzept/beteiligung/<slug:slug>/",
        participation.participation,
        name="participation",
    ),
    path("integrationskonzept/ziele/<uuid:public_id>/atom.xml", atom.atom, name="goal-feed"),
]
