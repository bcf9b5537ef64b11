"""Addresses of the integration concept, its fields of action and their goals."""

from django.urls import path

from konfluenz.office.steering import areas, concept_acts, concepts, goals

CONCEPT = "integrationskonzept/<uuid:public_id>/"
AREA = "integrationskonzept/handlungsfelder/<uuid:public_id>/"
GOAL = "integrationskonzept/ziele/<uuid:public_id>/"

urls = [
    path("integrationskonzept/", concepts.concepts, name="concepts"),
    path("integrationskonzept/neu/", concepts.add, name="concept-add"),
    path(CONCEPT, concepts.concept, name="concept"),
    path(f"{CONCEPT}bearbeiten/", concepts.edit, name="concept-edit"),
    path(f"{CONCEPT}vorschau/", concept_acts.preview, name="concept-preview"),
    path(f"{CONCEPT}beschliessen/", concept_acts.adopt, name="concept-adopt"),
    path(f"{CONCEPT}stand/", concept_acts.move, name="concept-move"),
    path(f"{CONCEPT}ueberarbeitung/", concept_acts.review, name="concept-review"),
    path(f"{CONCEPT}handlungsfelder/neu/", areas.add, name="area-add"),
    path(f"{CONCEPT}handlungsfelder/zurueck/", areas.restore, name="area-restore"),
    path(AREA, areas.area, name="area"),
    path(f"{AREA}bearbeiten/", areas.edit, name="area-edit"),
    path(f"{AREA}stellen/", areas.rest_on, name="area-posts"),
    path(f"{AREA}entfernen/", areas.remove, name="area-remove"),
    path(f"{AREA}ziele/neu/", goals.add, name="goal-add"),
    path(f"{AREA}ziele/zurueck/", goals.restore, name="goal-restore"),
    path(GOAL, goals.goal, name="goal"),
    path(f"{GOAL}bearbeiten/", goals.edit, name="goal-edit"),
    path(f"{GOAL}stand/neu/", goals.note, name="goal-status-add"),
    path(f"{GOAL}entfernen/", goals.remove, name="goal-remove"),
]
