"""What follows from a report: suggested from its paper and its result, said once, waited for."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.council import mirrored
from tests.council.test_reports import closed

from konfluenz.council import consequences, consultations, follow_ups, reports, results
from konfluenz.council.consequences import Step, Suggestion
from konfluenz.council.follow_ups import FollowUpRefused
from konfluenz.council.models import FollowUp, Report
from konfluenz.directory.models import Organization, OrgUnit
from konfluenz.ground.models import Entry
from konfluenz.ground.revisions import Stale

pytestmark = pytest.mark.django_db
DAY = timezone.localdate() - dt.timedelta(days=3)
SOON = timezone.localdate() + dt.timedelta(days=60)
ASKED = "Zur Kenntnis genommen.\n- Ergänzende Bitte: Zahlen je Stadtteil nachreichen.\nBitte."


@pytest.fixture
def unit():
    mirrored.city()
    return OrgUnit.objects.get(number="31")


@pytest.fixture
def report(unit):
    """A report that is closed, with a point in its conclusions, on the agenda of the council."""
    begun = reports.begin(
        "Bericht",
        dt.date(2023, 1, 1),
        dt.date(2023, 12, 31),
        unit=unit,
        financial_impact="keine",
        by=None,
    )
    reports.write(begun, "conclusions", "Wichtig ist:\n\n- eine Stelle schaffen\n- ", by=None)
    begun = reports.freeze(begun, by=None)
    paper = reports.attach(begun, {"reference": "UV/0007/2030", "date": DAY}, by=None)
    consultations.add(paper, Organization.objects.get(name="Stadtrat"), date=DAY, by=None)
    return reports.countersign(begun, by=None)


def debated(report, outcome="noted", text=ASKED):
    results.enter(report.paper.consultations.get(), outcome, text=text, by=None)
    return report


def test_requests_of_the_result_and_points_of_the_report_are_suggested(report):
    assert consequences.result(report) is None
    assert [one.subject for one in consequences.suggestions(report)] == ["eine Stelle schaffen"]
    assert consequences.suggestions(debated(report)) == [
        Suggestion("request", "Zahlen je Stadtteil nachreichen."),
        Suggestion("recommendation", "eine Stelle schaffen"),
    ]


def test_what_follows_becomes_lines_with_their_aufgabe(report, unit):
    assert list(consequences.waiting()) == []
    debated(report)
    assert list(consequences.waiting()) == [report]
    steps = [
        Step("request", "Zahlen nachreichen", unit, SOON),
        Step("recommendation", "eine Stelle schaffen", unit, SOON),
    ]
    current = consequences.conclude(report, steps, by=None)
    assert current.concluded_on == timezone.localdate()
    rows = FollowUp.objects.order_by("id").select_related("task", "paper", "body")
    assert [
        (one.kind, one.subject, str(one.body), one.raised_on, one.task.due_date, one.public)
        for one in rows
    ] == [
        ("request", "Zahlen nachreichen", "Stadtrat", DAY, SOON, False),
        ("recommendation", "eine Stelle schaffen", "Stadtrat", DAY, SOON, False),
    ]
    assert {one.paper for one in rows} == {report.paper}
    assert list(consequences.waiting()) == []
    assert [one.kind for one in consequences.suggestions(report)] == ["request"]
    assert Entry.objects.filter(action="report.concluded").count() == 1


def test_that_nothing_follows_is_said_too(report):
    consequences.conclude(debated(report), [], by=None)
    assert (FollowUp.objects.count(), list(consequences.waiting())) == (0, [])


def test_lines_are_public_at_once_only_when_the_paper_is(report, unit):
    debated(report)
    step = Step("request", "Zahlen nachreichen", unit, SOON)
    with pytest.raises(FollowUpRefused, match="nicht öffentlich"):
        consequences.conclude(report, [step], public=True, by=None)
    assert FollowUp.objects.count() == 0
    assert Report.objects.get().concluded_on is None
    reports.publish(reports.submit(report, by=None), by=None)
    consequences.conclude(report, [step], public=True, by=None)
    assert FollowUp.objects.get().public


def test_before_the_debate_and_when_it_went_on_nothing_follows_yet(report):
    with pytest.raises(FollowUpRefused, match="zuerst das Ergebnis"):
        consequences.conclude(report, [], by=None)
    debated(report, "adjourned", text="")
    assert (consequences.result(report), list(consequences.waiting())) == (None, [])


def test_two_who_say_it_at_once_are_told(report, unit):
    debated(report)
    seen = Report.objects.get().revision
    consequences.conclude(report, [], seen=seen, by=None)
    with pytest.raises(Stale):
        consequences.conclude(report, [Step("request", "x", unit, SOON)], seen=seen, by=None)
    assert follow_ups.FollowUp.objects.count() == 0


def test_a_closed_report_without_a_path_has_no_result(unit):
    assert consequences.result(closed(unit)) is None
