"""Addresses of indicators and their values."""

from django.urls import path

from konfluenz.office.steering import (
    glances,
    indicator_catalogue,
    indicators,
    observations,
    snapshots,
)

INDICATOR = "kennzahlen/<uuid:public_id>/"
VALUE = "kennzahlen/werte/<uuid:public_id>/"

urls = [
    path("kennzahlen/", indicators.indicators, name="indicators"),
    path("kennzahlen/ueberblick/", glances.glance, name="indicator-glance"),
    path("kennzahlen/katalog/", indicator_catalogue.catalogue, name="indicator-catalogue"),
    path("kennzahlen/katalog/uebernehmen/", indicator_catalogue.take, name="indicator-take"),
    path("kennzahlen/eingefroren/", snapshots.snapshots, name="snapshots"),
    path("kennzahlen/eingefroren/neu/", snapshots.take, name="snapshot-take"),
    path("kennzahlen/eingefroren/<uuid:public_id>/", snapshots.snapshot, name="snapshot"),
    path("kennzahlen/neu/", indicators.add, name="indicator-add"),
    path(INDICATOR, indicators.indicator, name="indicator"),
    path(f"{INDICATOR}bearbeiten/", indicators.edit, name="indicator-edit"),
    path(f"{INDICATOR}werte/neu/", observations.add, name="observation-add"),
    path(VALUE, observations.observation, name="observation"),
    path(f"{VALUE}bearbeiten/", observations.edit, name="observation-edit"),
    path(f"{VALUE}entfernen/", observations.remove, name="observation-remove"),
]
