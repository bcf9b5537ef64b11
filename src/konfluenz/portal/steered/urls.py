"""Addresses of rounds of participation and of goals to subscribe to; `doors` stand in mails."""

from django.urls import path

from konfluenz.portal.steered import atom, participation, subscribing

pages = [
    path(
        "integrationskonzept/beteiligung/<slug:slug>/",
        participation.participation,
        name="participation",
    ),
    path("integrationskonzept/ziele/<uuid:public_id>/atom.xml", atom.atom, name="goal-feed"),
    path(
        "integrationskonzept/ziele/<uuid:public_id>/abonnieren/",
        subscribing.subscribe,
        name="goal-subscribe",
    ),
    path(
        "integrationskonzept/abonnement/bestaetigen/<str:token>/",
        subscribing.confirm,
        name="subscription-confirm-page",
    ),
    path(
        "integrationskonzept/abonnement/beenden/<str:token>/",
        subscribing.end,
        name="subscription-end-page",
    ),
]
doors = [
    path("integrationskonzept/ziel/<uuid:public_id>/", subscribing.goal_door, name="goal"),
    path(
        "integrationskonzept/abonnement/bestaetigen/<str:token>/",
        subscribing.confirm_door,
        name="subscription-confirm",
    ),
    path(
        "integrationskonzept/abonnement/beenden/<str:token>/",
        subscribing.end_door,
        name="subscription-end",
    ),
]
