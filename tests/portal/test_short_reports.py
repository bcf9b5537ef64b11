"""The short version of a report for everybody: sealed numbers, in each language, once published."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from testbed_worlds import remembered
from tests.portal import shelf, world

from konfluenz.council import consequences, consultations, papers, reports, results, summaries
from konfluenz.council.consequences import Step
from konfluenz.council.models import Paper, Report
from konfluenz.directory.models import Organization
from konfluenz.enquiries.models import Enquiry
from konfluenz.ground import translations
from konfluenz.ground.papers import PressBusy
from konfluenz.portal import guards, short_reports
from konfluenz.publishing.baking import reads
from konfluenz.steering import goals
from konfluenz.steering.measuring import observations
from konfluenz.steering.models import Goal, Indicator

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
CUT_OFF = dt.date(2024, 2, 23)
REFERENCE = "UV/0777/2024"
ADDRESS = "bericht/uv-0777-2024/"


@remembered
def sealed() -> Report:
    """The city with a report that is countersigned, and debated the day before yesterday."""
    made = shelf.build()
    Indicator.objects.filter(slug="share_non_german").update(code="A2")
    report = reports.begin(
        "Bericht 2024",
        dt.date(2022, 7, 1),
        CUT_OFF,
        unit=made.office,
        financial_impact="keine",
        by=None,
    )
    report = reports.freeze(report, by=None)
    paper = reports.attach(report, {"reference": REFERENCE, "date": CUT_OFF}, by=None)
    day = TODAY - dt.timedelta(days=2)
    consultations.add(paper, made.council, date=day, role="noting", by=None)
    report = reports.countersign(report, by=None)
    return summaries.write(report, "Kurz gesagt.\n\nZweiter Absatz.", by=None)


def published() -> Report:
    return reports.publish(reports.submit(sealed(), by=None), by=None)


def text(language="de", rest=""):
    page = shelf.body(f"/{language}/{ADDRESS}{rest}").split("<main")[1].split("</main")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_unpublished_or_withdrawn_it_is_nowhere():
    report = sealed()
    browser = Client()
    for rest in ("", "ganz/", "bericht.pdf"):
        assert browser.get(f"/de/{ADDRESS}{rest}").status_code == 404
    reports.publish(reports.submit(report, by=None), by=None)
    assert browser.get(f"/de/{ADDRESS}").status_code == 200
    papers.withdraw(Paper.objects.get(reference=REFERENCE), by=None)
    for rest in ("", "ganz/", "bericht.pdf"):
        assert browser.get(f"/de/{ADDRESS}{rest}").status_code == 404


def test_it_says_what_the_report_is_its_figures_and_its_goals():
    published()
    said = text()
    for part in (
        "Bericht an den Rat, kurz gefasst Bericht 2024 Kurz gesagt. Zweiter Absatz.",
        "Zeitraum 01.07.2022 – 23.02.2024",
        f"Stadtrat , {TODAY - dt.timedelta(days=2):%d.%m.%Y} : noch kein Ergebnis dokumentiert",
        "Menschen ohne deutsche Staatsangehörigkeit Wert ca. 17,7 % ( 23.02.2024 )",
        "Vorher 9,1 % ( 2007 ) Veränderung ca. +8,6 Prozentpunkte",
        "Der ganze Bericht ist auf Deutsch.",
        "Fragen Sie uns dazu",
    ):
        assert part in said, said[said.find("Zahlen") :][:600]
    goal = Goal.objects.get(area__concept__label="2022")
    assert goal.text in said
    assert "Leitstelle" in said.split(goal.text)[1]


def test_what_happens_after_the_seal_changes_nothing_but_result_and_follow_ups():
    report = published()
    goal = Goal.objects.get(area__concept__label="2022")
    goals.note(goal, "reached", "Ganz neu.", unit=report.unit, date=TODAY, by=None)
    indicator = Indicator.objects.get(slug="share_non_german")
    observations.add(indicator, 99, CUT_OFF - dt.timedelta(days=1), source="Neu", by=None)
    said = text()
    assert "Ganz neu." not in said
    assert "99" not in said.replace(f"{TODAY:%Y}", "")
    results.enter(report.paper.consultations.get(), "noted", by=None)
    step = Step("request", "Zahlen nachreichen", report.unit, TODAY)
    hidden = Step("request", "Noch intern", report.unit, TODAY)
    consequences.conclude(report, [step], public=True, by=None)
    consequences.conclude(report, [hidden], by=None)
    said = text()
    assert "zur Kenntnis genommen" in said
    assert "Was daraus folgt" in said
    assert "Zahlen nachreichen" in said
    assert "Noch intern" not in said


def test_a_translation_is_shown_with_its_state_and_german_says_that_it_is_german():
    report = published()
    translations.put(report, "summary", "ar", "باختصار.", by=None, machine=True)
    page = shelf.body(f"/ar/{ADDRESS}")
    assert 'dir="rtl"' in page
    assert "باختصار." in page
    assert "Kurz gesagt." not in page
    assert "17.7%" in page.replace("\u200e", "")
    german = shelf.body(f"/tr/{ADDRESS}")
    assert 'lang="de" dir="ltr"><p>Kurz gesagt.</p>' in german
    summaries.write(report, "Neu.", by=None)
    assert "p-hint" in shelf.body(f"/ar/{ADDRESS}")


@pytest.mark.parametrize("language", world.CODES)
def test_no_language_falls_back_to_english(language):
    published()
    said = text(language)
    if language != "en":
        for english in ("Key figures", "What this report is", "not collected", "Cut-off"):
            assert english not in said


def test_the_whole_is_there_as_page_and_linked_from_paper_and_concept():
    report = published()
    whole = text(rest="ganz/")
    assert report.seal in whole
    assert "Woher die Zahlen kommen" in whole
    for address in ("/de/papiere/uv-0777-2024/", "/de/integrationskonzept/"):
        assert f'href="/de/{ADDRESS}"' in shelf.body(address)


def test_the_pdf_is_pressed_and_a_busy_press_asks_to_come_again(monkeypatch):
    published()
    monkeypatch.setattr(
        short_reports.as_pdf, "made", lambda _document, seal: f"%PDF {seal}".encode()
    )
    answer = Client().get(f"/de/{ADDRESS}bericht.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="uv-0777-2024.pdf"'

    def busy(_document, _seal):
        raise PressBusy

    monkeypatch.setattr(short_reports.as_pdf, "made", busy)
    assert Client().get(f"/de/{ADDRESS}bericht.pdf").status_code == 503


def test_it_declares_what_it_reads_and_asks_as_often_for_three_lines_as_for_one():
    report = published()
    results.enter(report.paper.consultations.get(), "noted", by=None)
    steps = [Step("request", f"Nr. {number}", report.unit, TODAY) for number in range(3)]
    consequences.conclude(report, steps[:1], public=True, by=None)
    with reads.collecting() as noted:
        shelf.body(f"/uk/{ADDRESS}")
    assert {"council", "actions.task", "directory.orgunit"} <= noted.keys
    one = shelf.queries(f"/uk/{ADDRESS}")
    consequences.conclude(report, steps[1:], public=True, by=None)
    body = Organization.objects.get(name="Stadtrat")
    consultations.add(report.paper, body, date=TODAY, by=None)
    assert shelf.queries(f"/uk/{ADDRESS}") == one
    assert one <= 12


def test_a_question_about_a_report_names_it():
    published()
    address = "/de/fragen/?bericht=uv-0777-2024"
    assert address in shelf.body(f"/de/{ADDRESS}")
    assert 'Ihre Frage betrifft: <bdi lang="de">Bericht 2024</bdi>' in shelf.body(address)
    with time_machine.travel(timezone.now() - dt.timedelta(seconds=10), tick=False):
        token = guards.new_token("ask")
    said = {"text": "Warum?", "reply_to": "a@example.org", "token": token}
    assert Client().post(address, said).status_code == 302
    enquiry = Enquiry.objects.get()
    assert enquiry.subject == "Frage: Bericht 2024"
    assert (enquiry.about_label, enquiry.about_id) == (
        "council.report",
        str(Report.objects.get().pk),
    )


def test_a_report_that_is_not_public_is_not_named():
    sealed()
    assert "Bericht 2024" not in shelf.body("/de/fragen/?bericht=uv-0777-2024")
