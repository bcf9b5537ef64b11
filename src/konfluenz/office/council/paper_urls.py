"""Addresses of papers, their path, results and resolutions, and of reading papers in."""

from django.urls import path

from konfluenz.office.council import (
    consultations,
    oparl,
    paper,
    paper_acts,
    paper_imports,
    papers,
    resolution_pages,
    result_entry,
    sessions,
)

ALL = "ratspapiere/"
ONE = f"{ALL}<uuid:public_id>/"
IMPORT = f"{ALL}einlesen/<uuid:public_id>/"
STATION = f"{ALL}beratungen/<uuid:public_id>/"
SESSIONS = "ratssitzungen/"
RESOLUTION = f"{ALL}beschluesse/<uuid:public_id>/"

urls = [
    path(ALL, papers.list_papers, name="papers"),
    path(f"{ALL}neu/", papers.add, name="paper-add"),
    path(f"{ALL}einlesen/", paper_imports.take, name="paper-import"),
    path(IMPORT, paper_imports.check, name="paper-import-confirm"),
    path(f"{IMPORT}verwerfen/", paper_imports.discard, name="paper-import-discard"),
    path(f"{IMPORT}datei/", paper_imports.file, name="paper-import-file"),
    path(SESSIONS, sessions.list_sessions, name="council-sessions"),
    path(f"{SESSIONS}einlesen/", oparl.read, name="oparl-read"),
    path(f"{SESSIONS}einlesen/<uuid:public_id>/", oparl.reading, name="oparl"),
    path(f"{SESSIONS}<uuid:public_id>/", sessions.session, name="council-session"),
    path(ONE, paper.paper, name="paper"),
    path(f"{ONE}bearbeiten/", paper_acts.edit, name="paper-edit"),
    path(f"{ONE}veroeffentlichen/", paper_acts.publish, name="paper-publish"),
    path(f"{ONE}vorschau/", paper_acts.preview, name="paper-preview"),
    path(f"{ONE}zurueckziehen/", paper_acts.withdraw, name="paper-withdraw"),
    path(f"{ONE}entfernen/", paper_acts.remove, name="paper-remove"),
    path(f"{ONE}zusagen/<int:pk>/aufgabe/", paper_acts.promise, name="paper-promise"),
    path(f"{ONE}beratungen/neu/", consultations.add, name="consultation-add"),
    path(f"{STATION}bearbeiten/", consultations.edit, name="consultation-edit"),
    path(f"{STATION}entfernen/", consultations.remove, name="consultation-remove"),
    path(f"{STATION}ergebnis/", result_entry.enter, name="result-enter"),
    path(f"{STATION}ergebnis/korrigieren/", result_entry.correct, name="result-correct"),
    path(f"{ONE}beschluesse/neu/", resolution_pages.add, name="resolution-add"),
    path(f"{RESOLUTION}bearbeiten/", resolution_pages.edit, name="resolution-edit"),
    path(f"{RESOLUTION}entfernen/", resolution_pages.remove, name="resolution-remove"),
]
