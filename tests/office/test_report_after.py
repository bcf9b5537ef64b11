"""Beside the seal: the short version is written, what follows is said, Heute waits for it."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.office import city, council, world

from konfluenz.actions.models import Task
from konfluenz.council import consultations, reports, results
from konfluenz.council.models import FollowUp, Report
from konfluenz.directory import municipality
from konfluenz.steering.measuring import indicators

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + dt.timedelta(days=40)


@pytest.fixture
def report(db):
    """A report that is closed and stands on the agenda of two days ago."""
    municipality.set_up("Musterstadt", land="RP", by=None)
    indicators.add("demo", "Demo", definition="So gezählt.", unit="count", by=None)
    since, cut_off = dt.date(2023, 1, 1), dt.date(2023, 12, 31)
    given = {"unit": city.office(), "financial_impact": "keine", "by": None}
    made = reports.freeze(reports.begin("Demo", since, cut_off, **given), by=None)
    reports.write(made, "conclusions", "- eine Stelle schaffen", by=None)
    paper = reports.attach(made, {"reference": "UV/0007/2030", "date": cut_off}, by=None)
    consultations.add(paper, council.body(), date=TODAY - dt.timedelta(days=2), by=None)
    return reports.countersign(made, by=None)


def debated(report):
    text = "Ergänzende Bitte: Zahlen je Stadtteil nachreichen"
    results.enter(report.paper.consultations.get(), "noted", text=text, by=None)
    return report


def at(report, rest=""):
    return f"/buero/berichte/{report.public_id}/{rest}"


def send(report, rest, **values):
    return city.client("integration_officer").post(
        at(report, rest), {**city.FORM, **values}, follow=True
    )


def row(report, n, subject="Vorgeschlagen", kind="request", **more):
    """The fields of line `n` as a browser sends them; an unticked box it leaves out."""
    values = {"subject": subject, "kind": kind, "unit": report.unit_id, "due_date": SOON}
    sent = {name: value for name, value in (values | more).items() if name != "take" or value}
    return {f"{name}_{n}": value for name, value in sent.items()}


def revision(report):
    return Report.objects.get(pk=report.pk).revision


def test_the_short_version_is_written_also_after_the_seal(report):
    page = city.client("integration_officer").get(at(report))
    assert "Sie ist noch nicht geschrieben." in page.text
    done = send(report, "kurzfassung/", text="Kurz gesagt.", before="")
    assert "Die Kurzfassung ist gespeichert." in done.text
    assert "<p>Kurz gesagt.</p>" in done.text
    clash = send(report, "kurzfassung/", text="Von mir.", before="")
    assert clash.status_code == 422
    assert "Von mir." in clash.text
    assert Report.objects.get().summary == "Kurz gesagt."


def test_heute_and_the_report_ask_what_follows_until_somebody_says_it(report):
    browser = city.client("integration_officer")
    waiting = "Beraten, aber niemand hat gesagt, was daraus folgt: Demo"
    assert waiting not in browser.get("/buero/").text
    debated(report)
    assert waiting in browser.get("/buero/").text
    assert "Noch hat niemand gesagt, was daraus folgt." in browser.get(at(report)).text
    lines = (
        row(report, 0, take="") | row(report, 1, take="") | row(report, 2, "") | row(report, 3, "")
    )
    done = send(report, "folgen/", nothing="on", revision=revision(report), **lines)
    assert "Es folgt nichts daraus." in done.text
    assert waiting not in browser.get("/buero/").text
    assert FollowUp.objects.count() == 0


def test_suggested_and_own_lines_become_follow_ups_in_one_step(report):
    debated(report)
    page = city.client("integration_officer").get(at(report, "folgen/")).text
    assert "Zahlen je Stadtteil nachreichen" in page
    assert "eine Stelle schaffen" in page
    lines = row(report, 0, "Zahlen je Stadtteil", take="on") | row(report, 1, take="")
    lines |= row(report, 2, "Etwas Eigenes", kind="recommendation") | row(report, 3, "")
    done = send(report, "folgen/", revision=revision(report), **lines)
    assert "Es wird von jetzt an nachgehalten." in done.text
    rows = FollowUp.objects.order_by("id").values_list("kind", "subject", "task__due_date")
    assert list(rows) == [
        ("request", "Zahlen je Stadtteil", SOON),
        ("recommendation", "Etwas Eigenes", SOON),
    ]
    assert Task.objects.filter(unit=report.unit).count() == 2


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"subject_2": ""}, "setzen Sie den Haken, dass nichts folgt"),
        ({"unit_2": ""}, "Bitte füllen Sie „Einheit“ aus."),
        ({"nothing": "on"}, "Entfernen Sie diesen Haken"),
        ({"public": "on"}, "ist nicht öffentlich"),
    ],
)
def test_what_does_not_fit_together_is_answered_and_nothing_is_lost(report, values, says):
    debated(report)
    lines = row(report, 0, take="") | row(report, 1, take="")
    lines |= row(report, 2, "Eigene Zeile") | row(report, 3, "")
    answer = send(report, "folgen/", revision=revision(report), **lines | values)
    assert answer.status_code == 422
    assert says in answer.text
    assert FollowUp.objects.count() == 0


def test_before_the_result_there_is_nothing_to_say(report):
    answer = city.client("integration_officer").get(at(report, "folgen/"), follow=True)
    assert "Tragen Sie zuerst das Ergebnis der Beratung ein." in answer.text


def test_the_pages_ask_the_same_whatever_there_is(report):
    debated(report)
    browser = city.client("integration_officer")
    form, record = (world.queries(browser, at(report, rest)) for rest in ("folgen/", ""))
    for number in range(2):
        city.office(str(50 + number), f"Amt {number}")
    assert world.queries(browser, at(report, "folgen/")) == form
    assert world.queries(browser, at(report)) == record
    assert max(form, record) <= 15
