"""Addresses of reports to the council."""

from django.urls import path

from konfluenz.office.council import report_acts, reports

ALL = "berichte/"
ONE = f"{ALL}<uuid:public_id>/"

urls = [
    path(ALL, reports.reports, name="reports"),
    path(f"{ALL}neu/", report_acts.add, name="report-add"),
    path(ONE, reports.report, name="report"),
    path(f"{ONE}bearbeiten/", report_acts.edit, name="report-edit"),
    path(f"{ONE}zahlen/", report_acts.freeze, name="report-freeze"),
    path(f"{ONE}abschnitt/<slug:section>/", report_acts.write, name="report-section"),
    path(f"{ONE}vorlage/", report_acts.attach, name="report-attach"),
    path(f"{ONE}mitzeichnen/", report_acts.countersign, name="report-countersign"),
    path(f"{ONE}zuruecknehmen/", report_acts.reopen, name="report-reopen"),
    path(f"{ONE}abgeben/", report_acts.submit, name="report-submit"),
    path(f"{ONE}veroeffentlichen/", report_acts.publish, name="report-publish"),
    path(f"{ONE}datei.<slug:kind>", reports.file, name="report-file"),
]
