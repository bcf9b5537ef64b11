"""Addresses of reports to the council."""

from django.urls import path

from konfluenz.office.council import (
    data_requests,
    report_acts,
    report_after,
    report_templates,
    reports,
)

ALL = "berichte/"
ONE = f"{ALL}<uuid:public_id>/"
TEMPLATE = f"{ALL}vorlage/<uuid:public_id>/"
ASKED = f"{ALL}abfragen/<uuid:public_id>/"

urls = [
    path(ALL, reports.reports, name="reports"),
    path(f"{ALL}neu/", report_acts.add, name="report-add"),
    path(f"{ALL}vorlage/", report_templates.template, name="report-template"),
    path(f"{ALL}vorlage/hochladen/", report_templates.upload, name="report-template-upload"),
    path(f"{ALL}vorlage/muster.docx", report_templates.own, name="report-template-own-file"),
    path(f"{TEMPLATE}datei.docx", report_templates.used, name="report-template-file"),
    path(f"{TEMPLATE}zuruecknehmen/", report_templates.drop, name="report-template-drop"),
    path(ONE, reports.report, name="report"),
    path(f"{ONE}kurzfassung/", report_after.summary, name="report-summary"),
    path(f"{ONE}folgen/", report_after.conclude, name="report-conclude"),
    path(f"{ONE}bearbeiten/", report_acts.edit, name="report-edit"),
    path(f"{ONE}zahlen/", report_acts.freeze, name="report-freeze"),
    path(f"{ONE}abschnitt/<slug:section>/", report_acts.write, name="report-section"),
    path(f"{ONE}vorlage/", report_acts.attach, name="report-attach"),
    path(f"{ONE}mitzeichnen/", report_acts.countersign, name="report-countersign"),
    path(f"{ONE}zuruecknehmen/", report_acts.reopen, name="report-reopen"),
    path(f"{ONE}abgeben/", report_acts.submit, name="report-submit"),
    path(f"{ONE}veroeffentlichen/", report_acts.publish, name="report-publish"),
    path(f"{ONE}abfragen/", data_requests.requests, name="report-requests"),
    path(f"{ONE}abfragen/neu/", data_requests.ask, name="report-ask"),
    path(f"{ONE}abfragen/fragen/", data_requests.ask_proposed, name="report-ask-proposed"),
    path(f"{ASKED}erinnern/", data_requests.remind, name="data-request-remind"),
    path(f"{ASKED}zuruecknehmen/", data_requests.withdraw, name="data-request-withdraw"),
    path(f"{ONE}datei.<slug:kind>", reports.file, name="report-file"),
]
