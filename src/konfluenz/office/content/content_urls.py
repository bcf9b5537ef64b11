"""Addresses of what the portal tells beside its pages: services, funding, goods, links."""

from django.urls import path

from konfluenz.office.content import notices, service_lists, services

ONE = "angebote/<uuid:public_id>/"

urls = [
    path("angebote/", service_lists.services, name="services"),
    path("angebote/neu/", services.add, name="service-add"),
    path(ONE, services.service, name="service"),
    path(f"{ONE}bearbeiten/", services.edit, name="service-edit"),
    path(f"{ONE}zeiten/", services.edit_hours, name="service-hours"),
    path(f"{ONE}ruhen/", services.pause, name="service-pause"),
    path(f"{ONE}stand/", services.move, name="service-move"),
    *notices.urls(notices.PROGRAMME),
    *notices.urls(notices.GOODS),
    *notices.urls(notices.RESOURCE),
]
