"""Addresses of lists that are read in."""

from django.urls import path

from konfluenz.office.imports import (
    figure_words,
    import_acts,
    import_columns,
    import_lists,
    import_rows,
)

ALL = "importe/"
ONE = f"{ALL}<uuid:public_id>/"

urls = [
    path(ALL, import_lists.list_imports, name="imports"),
    path(f"{ALL}neu/", import_lists.add, name="import-add"),
    path(f"{ALL}lauf/<uuid:public_id>/", import_lists.of_run, name="import-run"),
    path(ONE, import_rows.one, name="import"),
    path(f"{ONE}spalten/", import_columns.choose, name="import-columns"),
    path(f"{ONE}zuordnung/", figure_words.choose, name="import-figure-words"),
    path(f"{ONE}anders-lesen/", import_columns.reread, name="import-reread"),
    path(f"{ONE}probe/", import_acts.check, name="import-check"),
    path(f"{ONE}einlesen/", import_acts.start, name="import-start"),
    path(f"{ONE}zuruecknehmen/", import_acts.undo, name="import-undo"),
    path(f"{ONE}verwerfen/", import_acts.discard, name="import-discard"),
    path(f"{ONE}datei/", import_acts.file, name="import-file"),
]
