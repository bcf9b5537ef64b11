"""Beschlusskontrolle: what became of resolutions, promises and requests (domain.md 3.4)."""

import datetime as dt

import pytest
from django.utils import timezone

from konfluenz.actions import tasks
from konfluenz.actions.models import State, Task
from konfluenz.council import (
    due,
    follow_up_tables,
    follow_ups,
    papers,
    promises,
    resolutions,
    results,
)
from konfluenz.council.follow_ups import FollowUpRefused
from konfluenz.council.models import FollowUp, Sentence
from konfluenz.council.papers import PaperRefused
from konfluenz.council.resolutions import ResolutionRefused
from konfluenz.council.results import ResultRefused
from konfluenz.directory import organizations
from konfluenz.ground import audit
from konfluenz.ground.revisions import Stale

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + dt.timedelta(days=30)
DAY = dt.date(2024, 3, 13)


@pytest.fixture
def resolution(city_council, paper):
    return resolutions.add(
        city_council, DAY, "Ein Konzept wird vorgelegt.", paper=paper, public=True, by=None
    )


@pytest.fixture
def followed(resolution, office):
    return follow_ups.of_resolution(
        resolution, "Konzept vorlegen", unit=office, due_date=SOON, by=None
    )


def shown(rows=None):
    rows = follow_up_tables.current() if rows is None else rows
    return [(line.subject, line.state, line.unit) for line in follow_up_tables.lines(rows)]


def test_a_resolution_is_followed_up_by_an_aufgabe(followed, resolution, paper, city_council):
    line = follow_up_tables.line(followed, TODAY)
    assert (line.asked_by, line.raised_on, line.wording, line.due, line.state) == (
        "Stadtrat",
        DAY,
        "Ein Konzept wird vorgelegt.",
        SOON,
        "open",
    )
    assert followed.paper == paper
    assert (followed.task.title, followed.task.origin_kind) == ("Konzept vorlegen", "resolution")
    done = [entry.action for entry in audit.timeline(paper)]
    assert "follow_up.added" in done


def test_the_aufgabe_and_the_line_are_in_step_both_ways(followed):
    tasks.start(followed.task, by=None)
    assert shown() == [("Konzept vorlegen", "in_progress", "31 Ordnungsamt")]
    follow_ups.close(followed, State.OVERTAKEN, "Das Land hat es geregelt.", by=None)
    task = Task.objects.get()
    assert (task.state, task.outcome) == ("overtaken", "Das Land hat es geregelt.")
    tasks.reopen(task, by=None, reason="Doch nicht.")
    assert shown() == [("Konzept vorlegen", "open", "31 Ordnungsamt")]
    tasks.finish(Task.objects.get(), "Vorgelegt.", by=None)
    assert shown() == [("Konzept vorlegen", "done", "31 Ordnungsamt")]
    with pytest.raises(FollowUpRefused, match="abgeschlossen"):
        follow_ups.close(followed, State.DONE, "Noch einmal.", by=None)


def test_a_promise_wraps_the_aufgabe_that_was_taken_from_it(paper, office, station, faction):
    papers.correct(paper, {"applicants": [faction]}, by=None)
    sentence = Sentence.objects.get(text__contains="legt ein Konzept vor")
    task = promises.take(sentence, "Konzept vorlegen", unit=office, due_date=SOON, by=None)
    one = follow_ups.of_promise(task, by=None)
    line = follow_up_tables.line(one, TODAY)
    assert (one.task, line.wording, line.asked_by, line.raised_on) == (
        task,
        "Die Verwaltung legt ein Konzept vor.",
        "CDU-Ratsfraktion",
        DAY,
    )
    with pytest.raises(FollowUpRefused, match="schon in der Beschlusskontrolle"):
        follow_ups.of_promise(task, by=None)
    other = tasks.add("Anderes", unit=office, due_date=SOON, by=None)
    with pytest.raises(FollowUpRefused, match="keinem Satz"):
        follow_ups.of_promise(other, by=None)


def test_a_spoken_request_needs_a_body_a_day_and_words(city_council, office):
    values = {"body": city_council, "raised_on": DAY, "unit": office, "due_date": SOON, "by": None}
    one = follow_ups.of_spoken("request", "  Zahlen   nennen ", **values)
    assert (one.subject, one.task.origin_kind, one.paper) == ("Zahlen nennen", "meeting", None)
    for change, words in (
        ({"raised_on": SOON}, "Prüfen Sie den Tag"),
        ({"body": _association()}, "kein Gremium"),
    ):
        with pytest.raises(FollowUpRefused, match=words):
            follow_ups.of_spoken("request", "Zahlen", **values | change)
    with pytest.raises(FollowUpRefused, match="worum es geht"):
        follow_ups.of_spoken("request", "   ", **values)
    with pytest.raises(FollowUpRefused, match="von ihrem Papier aus"):
        follow_ups.of_spoken("promise", "Zahlen", **values)
    assert (FollowUp.objects.count(), Task.objects.count()) == (1, 1)


def _association():
    return organizations.add("Demo-Verein", kind="association", by=None)


def test_how_it_stands_is_reported_and_the_next_report_falls_due(followed):
    values = {"remark": "Entwurf liegt vor.", "delay_reason": "Personal", "next_report": SOON}
    one = follow_ups.report(followed, values, by=None)
    assert (one.remark, one.delay_reason, one.next_report) == tuple(values.values())
    with pytest.raises(FollowUpRefused, match="liegt in der Zukunft"):
        follow_ups.report(one, {"next_report": TODAY}, by=None)
    found = due._to_be_reported(SOON)
    assert [row.subject for row in found.rows] == ["Konzept vorlegen"]
    assert not due._to_be_reported(TODAY).rows.exists()
    follow_ups.close(one, State.DONE, "Vorgelegt.", by=None)
    assert not due._to_be_reported(SOON).rows.exists()


def test_closed_lines_are_listed_once_more_and_then_dropped(followed, resolution, office):
    follow_ups.of_resolution(resolution, "Bleibt offen", unit=office, due_date=SOON, by=None)
    with pytest.raises(FollowUpRefused, match="nichts abgeschlossen"):
        follow_up_tables.issue(TODAY, by=None)
    follow_ups.close(followed, State.DONE, "Vorgelegt.", by=None)
    assert [subject for subject, *_ in shown()] == ["Konzept vorlegen", "Bleibt offen"]
    assert follow_up_tables.issue(TODAY, by=None) == [followed]
    assert [subject for subject, *_ in shown()] == ["Bleibt offen"]
    assert len(shown(follow_up_tables.everything())) == 2
    assert follow_up_tables.last_issued() == TODAY
    # Opened and closed again after the list: it is listed again.
    task = tasks.reopen(followed.task, by=None, reason="Nachgefragt.")
    assert [subject for subject, *_ in shown()] == ["Konzept vorlegen", "Bleibt offen"]
    tasks.finish(task, "Jetzt aber.", by=None)
    FollowUp.objects.filter(pk=followed.pk).update(listed_on=TODAY - dt.timedelta(days=1))
    assert [subject for subject, *_ in shown()] == ["Konzept vorlegen", "Bleibt offen"]


def test_the_public_reads_a_line_only_while_what_is_behind_it_is_public(followed, paper):
    with pytest.raises(FollowUpRefused, match="nicht öffentlich"):
        follow_ups.publish(followed, by=None)
    paper = papers.publish(paper, mirror=False, by=None)
    one = follow_ups.publish(FollowUp.objects.get(), by=None)
    assert [row.subject for row in follow_up_tables.public()] == ["Konzept vorlegen"]
    paper = papers.withdraw(paper, by=None)
    assert not follow_up_tables.public().exists()
    papers.publish(paper, mirror=False, by=None)
    follow_ups.withdraw(one, by=None)
    assert not follow_up_tables.public().exists()


def test_what_is_followed_up_is_not_removed_under_it(followed, paper, resolution):
    with pytest.raises(PaperRefused, match="Beschlusskontrolle"):
        papers.remove(paper, by=None, reason="Versehen")
    with pytest.raises(ResolutionRefused, match="Beschlusskontrolle"):
        resolutions.remove(resolution, by=None, reason="Versehen")
    with pytest.raises(FollowUpRefused, match="warum"):
        follow_ups.remove(followed, by=None, reason=" ")
    follow_ups.remove(followed, by=None, reason="Doppelt")
    assert (FollowUp.objects.count(), Task.objects.count()) == (0, 1)
    papers.remove(paper, by=None, reason="Versehen")


def test_a_result_that_made_a_followed_resolution_is_not_turned_round(station, office):
    results.enter(station, "adopted", vote="unanimous", text="So soll es sein.", by=None)
    made = station.resolution
    follow_ups.of_resolution(made, "So", unit=office, due_date=SOON, by=None)
    with pytest.raises(ResultRefused, match="Beschlusskontrolle"):
        results.correct(station, {"outcome": "noted", "vote": ""}, reason="Irrtum", by=None)
    station.refresh_from_db()
    assert station.result.outcome == "adopted"


def test_of_two_who_correct_one_is_told(followed):
    follow_ups.correct(followed, {"subject": "Anders"}, seen=followed.revision, by=None)
    with pytest.raises(Stale):
        follow_ups.correct(followed, {"subject": "Ganz anders"}, seen=followed.revision, by=None)
    assert FollowUp.objects.get().subject == "Anders"


def test_the_internal_note_stays_out_of_the_trail(followed):
    follow_ups.correct(followed, {"note": "Nur für uns."}, by=None)
    assert FollowUp.objects.get().note == "Nur für uns."
    told = [entry.detail.content for entry in audit.timeline(followed) if hasattr(entry, "detail")]
    assert "Nur für uns." not in str(told)


def test_a_long_table_asks_as_often_as_a_short_one(
    followed, resolution, office, django_assert_num_queries
):
    with django_assert_num_queries(1):
        shown()
    for number in range(3):
        follow_ups.of_resolution(resolution, f"Nr. {number}", unit=office, due_date=SOON, by=None)
    with django_assert_num_queries(1):
        assert len(shown()) == 4
