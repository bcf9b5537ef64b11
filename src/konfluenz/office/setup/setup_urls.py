"""Addresses of the set-up, the first results and the way out with all data."""

from django.urls import path, re_path

from konfluenz.office.setup import district_pages, pages, result_pages, steps, takeout_pages

ALL = "einrichtung/"
RESULTS = f"{ALL}ergebnisse/"
OUT = f"{ALL}alles-heraus/"

urls = [
    path(ALL, pages.setup, name="setup"),
    re_path(rf"^{ALL}(?P<part>{'|'.join(steps.SLUGS)})/$", pages.step, name="setup-step"),
    path(f"{ALL}stadtteile/<uuid:public_id>/teilen/", district_pages.split, name="district-split"),
    path(RESULTS, result_pages.start, name="setup-results"),
    path(f"{RESULTS}<uuid:public_id>/", result_pages.results, name="results"),
    path(f"{RESULTS}<uuid:public_id>/<slug:which>/", result_pages.rows, name="results-rows"),
    path(OUT, takeout_pages.take_out, name="setup-takeout"),
    path(f"{OUT}<uuid:public_id>/", takeout_pages.running, name="takeout"),
    path(f"{OUT}<uuid:public_id>/datei/", takeout_pages.file, name="takeout-file"),
]
