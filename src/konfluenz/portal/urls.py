"""Addresses of the portal: German words behind the language."""

from django.urls import include, path

from konfluenz.portal import (
    asking,
    concept,
    feedback,
    figures,
    follow_ups,
    legal,
    machinery,
    mirrors,
    open_data,
    own_area,
    papers,
    public_files,
    short_reports,
    topics,
    two_papers,
)
from konfluenz.portal.answers import urls as answers_urls
from konfluenz.portal.calendar import urls as calendar_urls
from konfluenz.portal.finding import urls as finding_urls
from konfluenz.portal.foot import urls as foot_urls
from konfluenz.portal.freshness import urls as freshness_urls
from konfluenz.portal.joining import urls as joining_urls
from konfluenz.portal.knowing import urls as knowing_urls
from konfluenz.portal.offers import urls as offers_urls
from konfluenz.portal.steered import urls as steered_urls

app_name = "portal"

pages = [
    path("", topics.start, name="start"),
    path("themen/<slug:address>/", topics.topic, name="topic"),
    path("papiere/", papers.papers, name="papers"),
    path("papiere/beschlusskontrolle/", follow_ups.follow_ups, name="follow-ups"),
    path("papiere/<slug:slug>/", papers.paper, name="paper"),
    path("papiere/<slug:slug>/spiegel/", mirrors.mirror, name="mirror"),
    path("papiere/<slug:slug>/spiegel/<int:number>/", mirrors.sentence, name="mirror-sentence"),
    path("bericht/<slug:slug>/", short_reports.short_report, name="report-short"),
    path("bericht/<slug:slug>/ganz/", short_reports.whole_report, name="report-whole"),
    path("bericht/<slug:slug>/bericht.pdf", short_reports.pdf, name="report-pdf"),
    path("integrationskonzept/", concept.current, name="concept"),
    path("integrationskonzept/<slug:label>/", concept.version, name="concept-version"),
    *steered_urls.pages,
    path("zahlen/", figures.figures, name="figures"),
    path("offene-daten/", open_data.open_data, name="open-data"),
    path("aus-zwei-papieren/", two_papers.two_papers, name="two-papers"),
    *joining_urls.pages,
    *calendar_urls.pages,
    *foot_urls.pages,
    *knowing_urls.pages,
    *finding_urls.pages,
    *offers_urls.pages,
    path("barrierefreiheit/", legal.accessibility, name="accessibility"),
    path("impressum/", legal.imprint, name="imprint"),
    path("datenschutz/", legal.data_protection, name="privacy"),
    path("fragen/", asking.ask, name="ask"),
    path("fragen/danke/", asking.asked, name="asked"),
    path("rueckmeldung/", feedback.feedback, name="feedback"),
    path("rueckmeldung/danke/", feedback.thanks, name="thanks"),
    path("mein-bereich/", own_area.own_area, name="own_area"),
    path(
        "mein-bereich/einwilligungen/<slug:purpose>/zuruecknehmen/",
        own_area.withdraw,
        name="withdraw",
    ),
    *answers_urls.pages,
    *freshness_urls.pages,
]

urlpatterns = [
    *answers_urls.doors,
    *freshness_urls.doors,
    *foot_urls.doors,
    *steered_urls.doors,
    path("media/<path:key>", public_files.public_file, name="file"),
    path("", topics.front_door, name="front_door"),
    *joining_urls.doors,
    path("<language:language>/", include(pages)),
    path("healthz", machinery.healthz, name="healthz"),
    path("readyz", machinery.readyz, name="readyz"),
    path("robots.txt", machinery.robots, name="robots"),
    path("favicon.ico", machinery.favicon, name="favicon"),
    path(".well-known/security.txt", machinery.security_contact, name="security_contact"),
]
