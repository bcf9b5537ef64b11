"""The short version: read from the sealed document alone, its text written at any time."""

import datetime as dt
from decimal import Decimal

import pytest
from tests.council import mirrored
from tests.council.test_reports import closed

from konfluenz.council import reports, summaries
from konfluenz.council.models import Paper
from konfluenz.council.reporting import short
from konfluenz.council.reporting.short import Area, Figure, Goal, Value
from konfluenz.council.summaries import SummaryRefused
from konfluenz.directory.models import OrgUnit
from konfluenz.ground import translations
from konfluenz.ground.models import Entry
from konfluenz.publishing.translating import standings
from konfluenz.publishing.translating.kinds import KINDS


def fact(value, day="", **more):
    given = {"name": "Aktive", "unit": "persons", "decimals": 1, "approximate": False}
    given |= {"value": value, "hidden": "", "day": day, "date": day, "precision": "day"}
    return given | {"source": "Melderegister"} | more


def document(facts=(), blocks=()):
    return {
        "title": "Bericht",
        "since": "2023-01-01",
        "cut_off": "2023-12-31",
        "sections": [{"slug": "areas", "blocks": list(blocks)}],
        "facts": dict(facts),
    }


def test_goals_stand_in_their_fields_as_they_were_sealed():
    said = {"text": "Ziel", "state": "in_progress", "label": "in Arbeit", "reason": "Läuft."}
    said |= {"unit": "31 Ordnungsamt", "date": "2023-11-30", "before": "not_started"}
    nobody = {"text": "Anderes", "state": "", "label": "offen", "reason": "", "unit": ""}
    blocks = [
        {"kind": "heading", "text": "A", "area": {"name": "A", "priority": True, "reason": ""}},
        {"kind": "list", "items": [["Beleg"]]},
        {"kind": "list", "items": [], "goals": [said, nobody | {"date": "", "before": ""}]},
        {"kind": "heading", "text": "B", "area": {"name": "B", "priority": False, "reason": "x"}},
    ]
    day = dt.date(2023, 11, 30)
    assert short.of(document(blocks=blocks)).areas == [
        Area(
            "A",
            True,
            "",
            [
                Goal(**said | {"date": day}),
                Goal("Anderes", "", "offen"),
            ],
        ),
        Area("B", False, "x"),
    ]


def test_a_document_without_goals_of_its_own_has_none():
    assert short.of(document(blocks=[{"kind": "list", "items": [["Ziel"]]}])).areas == []


def test_the_handful_of_figures_comes_with_the_last_report_and_nothing_becomes_nought():
    facts = {
        "share_non_german@2007-01-01": fact("9.1", "2007-01-01", unit="percent"),
        "share_non_german@2023-12-31": fact("17.66", "2023-12-31", unit="percent"),
        "active_volunteers": fact("41", "2023-12-31"),
        "before/active_volunteers": fact("52", "2022-12-31"),
        "new_volunteers": fact("3", hidden="small"),
        "meetups_held": fact(None),
        "something_else": fact("1"),
    }
    found = {figure.slug: figure for figure in short.of(document(facts)).figures}
    assert list(found) == [
        "share_non_german",
        "active_volunteers",
        "new_volunteers",
        "meetups_held",
    ]
    share = found["share_non_german"]
    assert (share.now.value, share.before.value) == (Decimal("17.7"), Decimal("9.1"))
    assert (share.now.date, share.before.date) == (dt.date(2023, 12, 31), dt.date(2007, 1, 1))
    assert found["active_volunteers"].before.value == Decimal(52)
    assert (found["new_volunteers"].now.value, found["new_volunteers"].now.hidden) == (
        None,
        "small",
    )
    assert found["meetups_held"] == Figure(
        "meetups_held", "Aktive", Value(None, "persons", source="Melderegister"), None
    )


@pytest.mark.django_db
def test_a_sealed_report_keeps_its_goals_whatever_is_said_later():
    mirrored.city()
    report = closed(OrgUnit.objects.get(number="31"))
    before = short.of(report.document)
    assert [len(area.goals) for area in before.areas] != []
    report.refresh_from_db()
    assert short.of(reports.document(report)) == before


@pytest.mark.django_db
def test_the_text_is_written_also_after_the_seal_and_leaves_a_trail():
    mirrored.city()
    report = closed(OrgUnit.objects.get(number="31"))
    seal = report.seal
    report = summaries.write(report, " Kurz gesagt.\r\n\r\nZwei. ", seen="", by=None)
    assert (report.summary, report.seal) == ("Kurz gesagt.\n\nZwei.", seal)
    summaries.write(report, "Kurz gesagt.\n\nZwei.", by=None)
    assert Entry.objects.filter(action="report.summarised").count() == 1
    with pytest.raises(SummaryRefused, match="inzwischen geändert"):
        summaries.write(report, "Von mir.", seen="", by=None)
    with pytest.raises(SummaryRefused, match="höchstens 3000"):
        summaries.write(report, "x" * 3001, by=None)


@pytest.mark.django_db
def test_it_is_translated_like_other_texts_once_it_is_public():
    mirrored.city()
    report = summaries.write(closed(OrgUnit.objects.get(number="31")), "Kurz.", by=None)
    kind = KINDS["berichte"]
    assert list(kind.records()) == []
    report = reports.publish(reports.submit(report, by=None), by=None)
    assert [segment.text for segment in kind.segments(kind.records().get())] == ["Kurz."]
    translations.put(report, "summary", "tr", "Kısaca.", by=None)
    (standing,) = standings.standing(kind, [report], "tr")
    assert standing.record == report
    assert summaries.newest() == report
    Paper.objects.filter(pk=report.paper_id).update(public=False)
    assert (summaries.newest(), list(kind.records())) == (None, [])
