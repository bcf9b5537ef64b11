"""Addresses of what keeps the portal true: what is due, gaps, links."""

from django.urls import path

from konfluenz.office.publishing import checklists, freshness, gaps, opinions, outside_links

AT = "internetauftritt/"
STEPS = "erste-schritte/"
STEP = f"{STEPS}<uuid:public_id>/"

urls = [
    path(AT, freshness.board, name="content-board"),
    path(f"{AT}luecken/", gaps.gaps, name="content-gaps"),
    path(f"{AT}luecken/<int:pk>/aufgabe/", gaps.give, name="content-gap-task"),
    path(f"{AT}linkpruefung/", outside_links.links, name="content-links"),
    path(f"{AT}linkpruefung/<uuid:public_id>/", outside_links.link, name="content-link"),
    path(f"{AT}hilfreich/", opinions.opinions, name="opinions"),
    path(STEPS, checklists.checklist, name="checklist"),
    path(f"{STEPS}neu/", checklists.add, name="checklist-add"),
    path(STEP, checklists.edit, name="checklist-edit"),
    path(f"{STEP}verschieben/", checklists.move, name="checklist-move"),
    path(f"{STEP}entfernen/", checklists.remove, name="checklist-remove"),
    path(f"{AT}<uuid:public_id>/", freshness.review, name="content-review"),
]
