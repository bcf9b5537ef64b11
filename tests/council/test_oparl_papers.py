"""Papers, sessions and bodies of the council's system become records here, and stay right."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.council.oparl_town import (
    BASE,
    consultation,
    counts,
    file,
    item,
    meeting,
    organization,
    paper,
    take,
    uid,
)

from konfluenz.council import access, papers
from konfluenz.council.models import (
    Consultation,
    ConsultationResult,
    Meeting,
    MeetingItem,
    OparlObject,
    Paper,
    PaperLink,
)
from konfluenz.directory.models import Organization, OrgUnit
from konfluenz.ground import audit, search
from konfluenz.ground.models import Entry

pytestmark = pytest.mark.django_db


def test_a_paper_comes_with_its_head_its_files_and_its_session():
    council = organization(1, "Stadtrat", organizationType="Gremium")
    office = organization(2, "Ordnungsamt", organizationType="Verwaltungsbereich")
    held = meeting(1, item(1, result="mehrheitlich beschlossen bei 3 Gegenstimmen"))
    one = paper(
        7,
        consultation(5),
        underDirectionOf=[uid("gr", 2)],
        mainFile=file(1, name="Vorlage"),
        auxiliaryFile=[file(2, mimeType="image/png")],
    )

    assert counts(take(one, held, council, office)) == (4, 0, 0, 0)

    made = Paper.objects.get()
    assert (made.reference, made.paper_type, made.date, made.subject, made.slug, made.public) == (
        "BV/0007/2024",
        "decision",
        dt.date(2024, 2, 23),
        "Demo-Vorlage 7",
        "bv-0007-2024",
        False,
    )
    assert (made.department.name, made.department.state) == ("Ordnungsamt", "announced")
    assert list(made.links.values_list("title", "url", "media_type", "main")) == [
        ("Vorlage", f"{BASE}/1.pdf", "application/pdf", True),
        ("Anlage 2", f"{BASE}/2.pdf", "image/png", False),
    ]
    station = made.consultations.get()
    assert (station.body.name, station.body.kind, station.date, station.agenda_item) == (
        "Stadtrat",
        "council",
        dt.date(2024, 3, 13),
        "Ö 1",
    )
    assert (station.role, station.meeting_item.title) == ("decision", "Punkt 1")
    assert (station.result.outcome, station.result.vote, station.result.votes_against) == (
        "adopted",
        "by_majority",
        3,
    )
    assert station.result.source == uid("top", 1)
    assert search.find("Demo-Vorlage", ["council.paper"])[0].title == str(made)
    acts = [entry.action for entry in audit.timeline(made)]
    assert acts == ["paper.added"]


def test_the_same_again_changes_nothing_however_it_was_saved_there():
    everything = [organization(1, "Stadtrat"), meeting(1, item(1)), paper(1, consultation(1))]
    take(*everything)
    entries = Entry.objects.count()
    touched = [one | {"modified": "2026-01-01T00:00:00+01:00"} for one in everything]
    assert counts(take(*touched)) == (0, 0, 3, 0)
    assert Entry.objects.count() == entries


def test_a_session_that_comes_after_its_paper_ties_it():
    take(paper(1, consultation(1)))
    station = Consultation.objects.get()
    assert (station.date, station.agenda_item, station.meeting_item) == (None, "", None)
    take(meeting(1, item(1, result="zur Kenntnis genommen")))
    station.refresh_from_db()
    assert (station.date, station.agenda_item) == (dt.date(2024, 3, 13), "Ö 1")
    assert station.result.outcome == "noted"


def test_a_session_moved_there_moves_its_stations_and_its_result():
    take(meeting(1, item(1, result="vertagt")), paper(1, consultation(1)))
    moved = meeting(1, item(1, result="erledigt"), start="2024-04-10T17:00:00+02:00")
    assert counts(take(moved)) == (0, 1, 0, 0)
    station = Consultation.objects.get()
    assert (station.date, station.meeting_item.result) == (dt.date(2024, 4, 10), "erledigt")
    assert not ConsultationResult.objects.exists()


def test_what_changed_there_is_corrected_here_with_a_record_of_it():
    take(paper(1, consultation(1), auxiliaryFile=[file(1)]))
    changed = paper(1, consultation(1), consultation(2, meeting=2), name="Neuer Betreff")
    assert counts(take(changed)) == (0, 1, 0, 0)
    made = Paper.objects.get()
    assert (made.subject, made.links.count(), made.consultations.count()) == ("Neuer Betreff", 0, 2)
    last = audit.timeline(made)[0]
    assert (last.action, last.detail.content["changes"]) == (
        "paper.corrected",
        {"subject": ["Demo-Vorlage 1", "Neuer Betreff"]},
    )


def test_what_people_entered_stays(city_council):
    given = {"paper_type": "information", "reference": "BV/0001/2024", "subject": "Von Hand"}
    mine = papers.add(given, parts=[papers.PartText(sentences=[])], by=None)
    stated = take(paper(1, consultation(1), auxiliaryFile=[file(1)]))
    assert counts(stated) == (0, 1, 0, 0)
    mine.refresh_from_db()
    assert (mine.subject, mine.uid, mine.links.count()) == ("Von Hand", uid("vo", 1), 1)


def test_a_result_entered_by_people_stays():
    take(meeting(1, item(1)), paper(1, consultation(1)))
    station = Consultation.objects.get()
    mine = ConsultationResult.objects.create(consultation=station, outcome="noted", source="Hand")
    take(meeting(1, item(1, result="vertagt")))
    mine.refresh_from_db()
    assert mine.outcome == "noted"


def test_bodies_known_by_address_alone_get_their_name_later():
    take(meeting(1, body=32130), paper(1, underDirectionOf=[uid("gr", 882950)]))
    assert [body.name for body in Organization.objects.all()] == ["Gremium 32130"]
    assert [unit.name for unit in OrgUnit.objects.all()] == ["Dienststelle 882950"]
    office = organization(882950, "Sozialamt", organizationType="Verwaltungsbereich")
    told = take(organization(32130, "Sozialausschuss"), office)
    assert counts(told) == (2, 0, 0, 0)
    assert [body.name for body in Organization.objects.all()] == ["Sozialausschuss"]
    assert [unit.name for unit in OrgUnit.objects.all()] == ["Sozialamt"]


def test_a_placeholder_gives_way_to_the_body_that_is_here(city_council):
    take(meeting(1, body=9), paper(1, consultation(1, body=9)))
    take(organization(9, "Stadtrat"))
    assert list(Organization.objects.all()) == [city_council]
    assert (Meeting.objects.get().body, Consultation.objects.get().body) == (
        city_council,
        city_council,
    )
    take(meeting(2, body=9))
    assert Meeting.objects.filter(body=city_council).count() == 2


def test_a_motion_is_brought_by_its_group_and_answered_by_what_belongs_to_it():
    group = organization(3, "Fraktion Demo", organizationType="Fraktion")
    motion = paper(1, paperType="Antrag", originatorOrganization=[uid("gr", 3)])
    answer = paper(2, paperType="Stellungnahme der Verwaltung", superordinatedPaper=[uid("vo", 1)])
    take(answer, motion, group)
    made = Paper.objects.get(reference="BV/0001/2024")
    assert [body.name for body in made.applicants.all()] == ["Fraktion Demo"]
    assert [one.reference for one in made.answered_by.all()] == ["BV/0002/2024"]


def test_papers_that_would_answer_each_other_do_not():
    first = paper(1, paperType="Änderungsantrag", superordinatedPaper=[uid("vo", 2)])
    second = paper(2, paperType="Stellungnahme", superordinatedPaper=[uid("vo", 1)])
    take(first, second)
    assert not Paper.objects.filter(answers__isnull=False).exists()


def test_of_a_closed_point_only_its_number_is_kept():
    canary = {"name": "KANARIENVOGEL", "result": "KANARIENVOGEL", "resolutionText": "KANARIENVOGEL"}
    take(meeting(1, item(1, public=False, **canary)), paper(1, consultation(1)))
    kept = MeetingItem.objects.get()
    assert (kept.number, kept.title, kept.result, kept.resolution_text) == ("Ö 1", "", "", "")
    assert Consultation.objects.get().open_session is False
    assert not access.public_path().exists()


def test_a_session_that_calls_itself_closed_says_nothing():
    take(meeting(1, item(1, name="KANARIENVOGEL"), name="3. Sitzung (nicht öffentlich)"))
    take(meeting(2, item(2), name="4. Sitzung (öffentlich/nicht öffentlich)"))
    assert list(Meeting.objects.order_by("id").values_list("public", flat=True)) == [False, True]
    assert list(MeetingItem.objects.order_by("id").values_list("title", flat=True)) == [
        "",
        "Punkt 2",
    ]


def test_new_papers_are_public_when_the_import_says_so_unless_they_are_closed():
    take(paper(1), paper(2, public=False), publish=True)
    assert list(Paper.objects.filter(public=True).values_list("reference", flat=True)) == [
        "BV/0001/2024"
    ]
    take(paper(1, name="Anders", public=False))
    assert not Paper.objects.filter(public=True).exists()


def test_what_was_deleted_there_goes_and_what_people_worked_on_is_marked():
    take(paper(1), paper(2), meeting(1))
    worked = Paper.objects.get(reference="BV/0002/2024")
    papers.write(worked, [papers.PartText()], by=None)
    papers.publish(worked, mirror=False, by=None)
    gone = [{"id": uid("vo", n), "type": "x/Paper", "deleted": True} for n in (1, 2, 3)]
    told = take(*gone, {"id": uid("si", 1), "type": "x/Meeting", "deleted": True})
    assert counts(told) == (0, 3, 1, 0)
    assert (
        told.findings[-1] == "Dort gelöscht: 2 hier entfernt oder gekennzeichnet, 1 waren nie hier."
    )
    worked.refresh_from_db()
    assert worked.public is False
    assert worked.note.startswith("Im Ratssystem gelöscht, gelesen am ")
    assert Entry.objects.filter(action="paper.removed").get().detail.content["reason"] == (
        "Im Ratssystem gelöscht."
    )
    assert not Meeting.objects.exists()
    assert counts(take(*gone)) == (0, 0, 3, 0)


def test_a_number_taken_twice_is_told_and_the_paper_comes_without_it():
    told = take(paper(1), paper(2, reference="BV/0001/2024"))
    assert counts(told) == (2, 0, 0, 0)
    assert told.findings == [
        "Demo-Vorlage 2: Ein anderes Papier trägt die Nummer BV/0001/2024: ohne Nummer übernommen."
    ]
    assert Paper.objects.get(reference="").slug == "demo-vorlage-2"


def test_one_that_the_database_refuses_is_refused_alone(monkeypatch):
    take(meeting(1))
    OparlObject.objects.filter(kind="Meeting").update(digest="")
    told = take(meeting(1, item(1)), meeting(2, item(2)), paper(1, paperType="Kurzgeschichte"))
    assert counts(told) == (3, 0, 0, 0)
    assert told.findings == [
        "Demo-Vorlage 1: Die Art „Kurzgeschichte“ ist hier nicht bekannt:"
        " als Unterrichtungsvorlage übernommen."
    ]


def _asked(count, start):
    stations = [paper(start + n, consultation(start + n, body=n % 2)) for n in range(count)]
    sessions = [meeting(start + n, item(start + n)) for n in range(count)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        take(*sessions, *stations)
    return len(queries)


def test_a_batch_asks_no_more_for_thirty_than_for_three():
    take(meeting(999, body=0), meeting(998, body=1))
    assert _asked(30, 100) <= _asked(3, 10) + 2
    assert PaperLink.objects.count() == 0
