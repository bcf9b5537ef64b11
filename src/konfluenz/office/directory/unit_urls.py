"""Addresses of offices, posts and responsibilities."""

from django.urls import path

from konfluenz.office.directory import posts, responsibilities, units

UNIT = "aemter/<uuid:public_id>/"
POST = "stellen/<uuid:public_id>/"
RESPONSIBILITY = "zustaendigkeiten/<uuid:public_id>/"

urls = [
    path("aemter/", units.units, name="units"),
    path("aemter/neu/", units.add, name="unit-add"),
    path(UNIT, units.unit, name="unit"),
    path(f"{UNIT}bearbeiten/", units.edit, name="unit-edit"),
    path(f"{UNIT}aufloesen/", units.dissolve, name="unit-dissolve"),
    path(f"{UNIT}schritte/neu/", units.stage, name="unit-stage"),
    path(f"{UNIT}stellen/neu/", posts.add, name="post-add"),
    path(POST, posts.post, name="post"),
    path(f"{POST}bearbeiten/", posts.edit, name="post-edit"),
    path(f"{POST}besetzen/", posts.appoint, name="post-appoint"),
    path(f"{POST}freimachen/", posts.vacate, name="post-vacate"),
    path(f"{POST}schritte/neu/", posts.stage, name="post-stage"),
    path("zustaendigkeiten/", responsibilities.responsibilities, name="responsibilities"),
    path("zustaendigkeiten/neu/", responsibilities.assign, name="responsibility-add"),
    path("zustaendigkeiten/zurueck/", responsibilities.restore, name="responsibility-restore"),
    path(f"{RESPONSIBILITY}bearbeiten/", responsibilities.edit, name="responsibility-edit"),
    path(f"{RESPONSIBILITY}beenden/", responsibilities.end, name="responsibility-end"),
    path(f"{RESPONSIBILITY}uebergeben/", responsibilities.move, name="responsibility-move"),
]
