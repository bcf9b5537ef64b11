"""Addresses of what keeps the portal true: what is due, gaps, links."""

from django.urls import path

from konfluenz.office.publishing import freshness, gaps, outside_links

AT = "internetauftritt/"

urls = [
    path(AT, freshness.board, name="content-board"),
    path(f"{AT}luecken/", gaps.gaps, name="content-gaps"),
    path(f"{AT}luecken/<int:pk>/aufgabe/", gaps.give, name="content-gap-task"),
    path(f"{AT}linkpruefung/", outside_links.links, name="content-links"),
    path(f"{AT}linkpruefung/<uuid:public_id>/", outside_links.link, name="content-link"),
    path(f"{AT}<uuid:public_id>/", freshness.review, name="content-review"),
]
