"""Reports: begun, filled, closed, and what refuses to be changed then."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.council import mirrored

from konfluenz.council import reports
from konfluenz.council.models import Report, ReportState
from konfluenz.council.reporting import figure_sections
from konfluenz.council.reports import ReportRefused
from konfluenz.directory.models import OrgUnit
from konfluenz.ground.models import Entry
from konfluenz.ground.revisions import Stale
from konfluenz.steering.measuring import catalogue

pytestmark = pytest.mark.django_db
LAST_YEAR = timezone.localdate().year - 1
SINCE, CUT_OFF = dt.date(LAST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)


@pytest.fixture
def unit():
    mirrored.city()
    return OrgUnit.objects.get(number="31")


def begun(unit, **values):
    given = {"title": "Bericht", "since": SINCE, "cut_off": CUT_OFF} | values
    return reports.begin(**given, unit=unit, by=None)


def closed(unit, reference="UV/0007/2030", **values):
    report = reports.freeze(begun(unit, financial_impact="keine", **values), by=None)
    reports.attach(report, {"reference": reference, "date": CUT_OFF}, by=None)
    return reports.countersign(report, by=None)


def test_a_report_goes_its_way_to_the_public(unit):
    report = begun(unit, financial_impact="keine")
    assert report.state == ReportState.COLLECTING
    report = reports.freeze(report, by=None)
    assert (report.state, report.snapshot.cut_off) == (ReportState.DRAFT, CUT_OFF)
    reports.attach(report, {"reference": "UV/0007/2030", "date": CUT_OFF}, by=None)
    report = reports.countersign(report, by=None)
    assert len(report.seal) == 64
    report = reports.publish(reports.submit(report, by=None), by=None)
    report.refresh_from_db()
    assert (report.state, report.paper.public) == (ReportState.PUBLISHED, True)
    text = {part.heading: part for part in report.paper.parts.all()}
    assert text["Finanzielle Auswirkungen"].kind == "financial"
    said = [sentence.text for sentence in text["Finanzielle Auswirkungen"].sentences.all()]
    assert said == ["keine"]
    entries = Entry.objects.filter(action__startswith="report.").order_by("id")
    assert [entry.action for entry in entries] == [
        "report.begun",
        "report.frozen",
        "report.attached",
        "report.countersigned",
        "report.submitted",
        "report.published",
    ]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"cut_off": timezone.localdate() + dt.timedelta(days=1)}, "liegt voraus"),
        ({"since": CUT_OFF, "cut_off": SINCE}, "beginnt vor seinem Stichtag"),
    ],
)
def test_a_period_that_cannot_be_is_refused(unit, values, says):
    with pytest.raises(ReportRefused, match=says):
        begun(unit, **values)
    assert Report.objects.count() == 0


def test_it_is_compared_with_an_earlier_one_and_takes_its_texts(unit):
    before = begun(unit, cut_off=CUT_OFF - dt.timedelta(days=1))
    reports.write(before, "conclusions", "Es fehlt eine Stelle.", by=None)
    after = begun(unit, predecessor=before)
    assert list(after.texts.values_list("section", "text")) == [
        ("conclusions", "Es fehlt eine Stelle.")
    ]
    with pytest.raises(ReportRefused, match="früherem Stichtag"):
        begun(unit, predecessor=after)


def test_texts_stay_when_figures_are_frozen_anew(unit):
    report = reports.freeze(begun(unit), by=None)
    first = report.snapshot
    reports.write(report, "conclusions", "Absatz.\n\n- eins\n- zwei", by=None)
    report = reports.freeze(report, by=None)
    assert report.snapshot != first
    sections = {one["slug"]: one["blocks"] for one in reports.document(report)["sections"]}
    assert sections["conclusions"] == [
        {"kind": "text", "spans": ["Absatz."], "whose": "person"},
        {"kind": "list", "items": [["eins"], ["zwei"]]},
    ]


def test_two_who_write_one_section_are_told(unit):
    report = begun(unit)
    reports.write(report, "conclusions", "Von mir.", seen="", by=None)
    with pytest.raises(ReportRefused, match="inzwischen geändert"):
        reports.write(report, "conclusions", "Von dir.", seen="", by=None)
    assert report.texts.get().text == "Von mir."
    reports.write(report, "conclusions", "Von mir.\r\n\r\nNeu.", seen="Von mir.", by=None)
    assert report.texts.get().text == "Von mir.\n\nNeu."
    reports.write(report, "conclusions", "", seen="Von mir.\r\n\r\nNeu.\r\n", by=None)
    assert not report.texts.exists()
    with pytest.raises(ReportRefused, match="keinen Abschnitt"):
        reports.write(report, "nonsense", "x", by=None)


def test_another_period_needs_other_figures(unit):
    report = reports.freeze(begun(unit), by=None)
    report = reports.correct(report, {"cut_off": CUT_OFF - dt.timedelta(days=30)}, by=None)
    assert (report.snapshot, report.state) == (None, ReportState.COLLECTING)
    with pytest.raises(Stale):
        reports.correct(report, {"title": "Neu"}, seen=0, by=None)


def test_it_is_not_closed_before_everything_is_said(unit):
    report = begun(unit)
    with pytest.raises(ReportRefused, match="Frieren Sie"):
        reports.countersign(report, by=None)
    report = reports.freeze(report, by=None)
    with pytest.raises(ReportRefused, match="Vorlage"):
        reports.countersign(report, by=None)
    reports.attach(report, {"reference": "UV/0007/2030", "date": CUT_OFF}, by=None)
    with pytest.raises(ReportRefused, match="keine"):
        reports.countersign(report, by=None)
    with pytest.raises(ReportRefused, match="schon seine Vorlage"):
        reports.attach(report, {"reference": "UV/0008/2030"}, by=None)


def test_a_closed_report_does_not_change_whatever_happens_to_its_records(unit):
    report = closed(unit)
    kept = report.document
    for act in (
        lambda: reports.write(report, "conclusions", "x", by=None),
        lambda: reports.freeze(report, by=None),
        lambda: reports.correct(report, {"title": "x"}, by=None),
    ):
        with pytest.raises(ReportRefused, match="mitgezeichnet"):
            act()
    unit.name = "Anders"
    unit.save()
    report.refresh_from_db()
    assert reports.document(report) == kept


def test_a_countersignature_is_taken_back_only_with_a_reason_and_in_time(unit):
    report = closed(unit)
    with pytest.raises(ReportRefused, match="warum"):
        reports.reopen(report, " ", by=None)
    report = reports.reopen(report, "Zahl nachgereicht", by=None)
    assert (report.state, report.seal, report.document) == (ReportState.DRAFT, "", None)
    report = reports.submit(reports.countersign(report, by=None), by=None)
    with pytest.raises(ReportRefused, match="zurück"):
        reports.reopen(report, "Zu spät", by=None)
    with pytest.raises(ReportRefused, match="Dieser Schritt"):
        reports.submit(report, by=None)


def test_sections_of_figures_name_signs_of_the_catalogue():
    named = (*figure_sections.REFUGEES, *figure_sections.BACKGROUND)
    known = {entry["code"] for entry in catalogue.entries().values()}
    assert [sign for sign in named if sign not in known] == []
