"""Addresses of what everybody may know."""

from django.urls import path

from konfluenz.portal.knowing import lists, situations
from konfluenz.portal.knowing.pages import page

pages = [
    path("ratgeber/", lists.guides, name="guides"),
    path("ratgeber/<path:path>/", page, name="page"),
    path("fragen-und-antworten/", lists.questions, name="questions"),
    path("lebenslage/<slug:slug>/", situations.situation, name="situation"),
]
