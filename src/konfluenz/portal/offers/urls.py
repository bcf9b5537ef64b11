"""Addresses of services, funding programmes, goods and links: all behind the language."""

from django.urls import path

from konfluenz.portal.offers import notices, services

pages = [
    path("angebote/", services.services, name="services"),
    path("angebote/<slug:slug>/", services.service, name="service"),
    path("karte/", services.places_map, name="places-map"),
    path("foerdermittel/", notices.programmes, name="programmes"),
    path("foerdermittel/<slug:slug>/", notices.programme, name="programme"),
    path("spenden/", notices.goods, name="goods"),
    path("links/", notices.links, name="links"),
]
