"""Papers that come in: kept as they came, read, corrected, confirmed once, put aside, erased."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from tests.council.incoming import BODY, counts, messages, take
from tests.council.papers_read import INFORMATION, STATEMENT

from konfluenz.council import imports, papers
from konfluenz.council.imports import (
    Confirmation,
    ImportRefused,
    KnownAlready,
)
from konfluenz.council.models import (
    Consultation,
    ConsultationResult,
    ImportState,
    Paper,
    PaperImport,
)
from konfluenz.directory import organizations
from konfluenz.directory.models import Organization
from konfluenz.ground import audit, files
from konfluenz.ground.models import StoredFile
from konfluenz.ground.revisions import Stale


def stored():
    return set(files._keys(files._storage(public=False), files.ROOT))


def corrected(taken, seen=None, **head):
    read = imports.reading(taken)
    for name, value in head.items():
        setattr(read.head, name, value)
    return imports.correct(taken, read, seen=seen, by=None)


def test_a_file_is_kept_as_it_came_and_nothing_is_made_of_it_yet(directory):
    taken = take(INFORMATION, "UV 0050.txt")
    assert (taken.name, taken.state) == ("UV 0050.txt", ImportState.READ)
    assert files.open(taken.file).read() == INFORMATION.encode()
    assert not taken.file.public
    assert imports.reading(taken).head.reference == "UV/0050/2024"
    assert imports.problems(imports.reading(taken)) == []
    assert counts() == (1, 0, 1)


def test_a_confirmed_information_paper(directory):
    paper = imports.confirm(take(INFORMATION), by=None)
    assert (paper.slug, paper.reference, paper.paper_type) == (
        "uv-0050-2024",
        "UV/0050/2024",
        "information",
    )
    assert (paper.date, paper.subject) == (
        dt.date(2024, 2, 23),
        "Bericht über das Integrationskonzept",
    )
    assert (paper.department, paper.author_unit) == (directory["department"], directory["order"])
    assert (paper.author, paper.file_reference) == ("31-Ordnungsamt", "31.20.01/Lo")
    assert (paper.financial_impact, paper.public) == ("keine", False)
    assert paper.note == "Eigene Wiedergabe von Konfluenz, nicht der Wortlaut"
    (station,) = paper.consultations.all()
    assert (station.body, station.date, station.agenda_item, station.open_session) == (
        directory["committee"],
        dt.date(2024, 3, 13),
        "",
        True,
    )
    assert not hasattr(station, "result")
    assert [part.sentences.count() for part in paper.parts.all()] == [16, 11, 4, 1]
    taken = PaperImport.objects.get()
    assert (taken.state, taken.paper) == (ImportState.CONFIRMED, paper)
    assert taken.closed_at is not None


def test_a_statement_makes_the_head_of_its_motion(directory):
    paper = imports.confirm(take(STATEMENT), choices=Confirmation(public=True), by=None)
    motion = paper.answers
    assert paper.slug == "stellungnahme-at-0045-2015"
    assert (motion.reference, motion.paper_type, motion.public) == ("AT/0045/2015", "motion", True)
    assert motion.subject.startswith("Einrichtung einer Koordinierungsstelle")
    assert [str(each) for each in motion.applicants.all()] == ["CDU-Ratsfraktion"]
    assert motion.parts.count() == 0
    assert {
        (each.paper_id, str(each.body), each.date, each.agenda_item)
        for each in Consultation.objects.all()
    } == {(each.pk, "Stadtrat", dt.date(2015, 9, 17), "21") for each in (paper, motion)}


def test_a_motion_that_is_here_is_answered_and_stays_as_it_is(directory):
    values = {"reference": "AT/0045/2015", "paper_type": "motion", "subject": "Antrag"}
    motion = papers.add(values, by=None)
    paper = imports.confirm(take(STATEMENT), by=None)
    motion.refresh_from_db()
    assert (paper.answers, motion.subject, motion.consultations.count()) == (motion, "Antrag", 0)


def test_a_bare_head_gets_its_text_when_it_comes_in_itself(directory):
    imports.confirm(take(STATEMENT), by=None)
    text = STATEMENT.replace("Stellungnahme zum Antrag", "Antrag").replace("Stellungnahme:", "X:")
    motion = imports.confirm(take(text), by=None)
    assert (motion.reference, motion.slug) == ("AT/0045/2015", "at-0045-2015")
    assert motion.parts.count() == 5
    assert (Paper.objects.count(), motion.consultations.count()) == (2, 1)


def test_the_same_bytes_again_are_told_and_nothing_is_doubled(directory):
    taken = take(INFORMATION)
    kept = stored()
    with pytest.raises(KnownAlready, match="wartet auf Bestätigung") as waiting:
        take(INFORMATION, "anders.txt")
    assert waiting.value.paper_import == taken
    paper = imports.confirm(taken, by=None)
    with pytest.raises(KnownAlready, match="schon eingelesen: UV/0050/2024") as done:
        take(INFORMATION)
    assert done.value.paper == paper
    assert (counts(), stored()) == ((1, 1, 1), kept)


@pytest.mark.parametrize(
    ("text", "name"),
    [(INFORMATION, "UV/0050/2024"), (STATEMENT, "Stellungnahme der Verwaltung AT/0045/2015")],
)
def test_the_same_number_again_is_told_and_nothing_is_doubled(directory, text, name):
    imports.confirm(take(text), by=None)
    before = Paper.objects.count()
    second = take(text + "\n")
    assert messages(imports.problems(imports.reading(second)))[0].startswith(
        f"Dieses Papier gibt es schon: {name}."
    )
    with pytest.raises(KnownAlready, match="Dieses Papier gibt es schon"):
        imports.confirm(second, by=None)
    assert Paper.objects.count() == before
    assert PaperImport.objects.get(pk=second.pk).state == ImportState.READ


def test_a_second_statement_to_one_motion_needs_a_number_of_its_own(directory):
    imports.confirm(take(STATEMENT), by=None)
    second = corrected(take(STATEMENT + "\n"), reference="ST/0001/2016")
    assert imports.confirm(second, by=None).slug == "st-0001-2016"


def test_a_file_put_aside_may_come_again(directory):
    imports.discard(take(INFORMATION), by=None)
    assert take(INFORMATION).state == ImportState.READ


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "leer"), (b"x" * (files.MAX_BYTES + 1), "größer als 25 MB")]
)
def test_what_is_not_even_kept(db, data, said):
    with pytest.raises(ImportRefused, match=said):
        take(data)
    assert counts() == (0, 0, 0)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"\x00\x01\x02" * 99, b"Ein Brief. Sonst nichts."])
def test_a_foreign_file_is_kept_told_and_cannot_be_confirmed(db, data):
    taken = take(data)
    assert files.open(taken.file).read() == data
    assert imports.reading(taken).findings
    with pytest.raises(ImportRefused) as refusal:
        imports.confirm(taken, by=None)
    assert "Geben Sie an, was für ein Papier das ist." in messages(refusal.value.findings)
    assert counts() == (1, 0, 1)


def test_unknown_bodies_and_units_are_named_and_never_invented(db):
    taken = take(INFORMATION)
    with pytest.raises(ImportRefused) as refusal:
        imports.confirm(taken, by=None)
    assert messages(refusal.value.findings) == [
        f"„{name}“ gibt es bei den {where} nicht. Tragen Sie {what} ein oder berichtigen Sie {it}."
        for name, where, what, it in [
            ("Dezernat 2", "Einheiten", "die Einheit unter „Ämter & Stellen“", "die Angabe hier"),
            ("31", "Einheiten", "die Einheit unter „Ämter & Stellen“", "die Angabe hier"),
            (
                "Fachausschuss der Ämter 31 (Ordnungsamt) und 37"
                " (Amt für Brand- und Katastrophenschutz)",
                "Gremien",
                "das Gremium unter „Vereine & Träger“",
                "den Namen hier",
            ),
        ]
    ]
    assert (Organization.objects.count(), Paper.objects.count()) == (0, 0)


def test_a_body_that_may_be_two_is_told(directory):
    organizations.add(BODY, kind="committee", by=None)
    assert messages(imports.problems(imports.reading(take(INFORMATION)))) == [
        "Mit „Fachausschuss der Ämter 31 (Ordnungsamt) und 37 (Amt für Brand- und"
        " Katastrophenschutz)“ können mehrere Gremien gemeint sein."
        " Schreiben Sie den Namen so, wie er im Verzeichnis steht."
    ]


def test_a_correction_is_kept_and_mends(directory):
    taken = take(INFORMATION.replace("Dezernat 2", "Dezernat 9"))
    assert len(imports.problems(imports.reading(taken))) == 1
    mended = corrected(taken, seen=taken.revision, department="Dezernat 2")
    assert imports.confirm(mended, seen=mended.revision, by=None).department is not None


def test_the_first_to_correct_wins_and_the_other_is_told(directory):
    taken = take(INFORMATION)
    corrected(taken, seen=taken.revision, subject="Eins")
    with pytest.raises(Stale):
        corrected(taken, seen=taken.revision, subject="Zwei")
    with pytest.raises(Stale):
        imports.confirm(taken, seen=taken.revision, by=None)


def test_saving_without_a_change_writes_nothing(directory):
    taken = take(INFORMATION)
    assert corrected(taken).revision == taken.revision
    assert [entry.action for entry in audit.timeline(taken)] == [
        "paper_import.added",
        "file.stored",
    ]


def test_ticked_boxes_become_the_result(directory):
    text = INFORMATION.replace('type="checkbox"/> Kenntnis', 'type="checkbox" checked/> Kenntnis')
    paper = imports.confirm(take(text), by=None)
    result = paper.consultations.get().result
    assert (result.outcome, result.vote, result.source) == ("noted", "", "UV/0050/2024")


def test_a_result_that_needs_more_than_boxes_waits_for_a_person(directory):
    text = INFORMATION.replace('type="checkbox"/> verwiesen', 'type="checkbox" checked/> verwiesen')
    paper = imports.confirm(take(text), by=None)
    assert paper.consultations.count() == 1
    assert not ConsultationResult.objects.exists()


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ("☒ einstimmig ☒ mehrheitl.", "schließen einander aus"),
        ("☒ abgelehnt vertagt", "steht für mehrere Angaben"),
    ],
)
def test_boxes_that_cannot_be_are_to_be_mended(directory, boxes, said):
    row = f"{BODY} TOP öffentlich\t{boxes}\n\nUnterrichtung:"
    head, _, rest = INFORMATION.partition("13.03.2024\t")
    taken = take(f"{head}13.03.2024\t{row}{rest.partition('Unterrichtung:')[2]}")
    with pytest.raises(ImportRefused, match=said):
        imports.confirm(taken, by=None)


def test_a_paper_of_a_closed_session_is_not_published(directory):
    text = INFORMATION.replace("TOP öffentlich", "TOP nichtöffentlich")
    with pytest.raises(ImportRefused):
        imports.confirm(take(text), choices=Confirmation(public=True), by=None)
    assert Paper.objects.count() == 0


def test_what_is_closed_stays_closed(directory):
    gone = imports.discard(take(INFORMATION), by=None)
    done = take(STATEMENT)
    imports.confirm(done, by=None)
    for act in (imports.confirm, imports.discard):
        with pytest.raises(ImportRefused, match="verworfen"):
            act(gone, by=None)
        with pytest.raises(KnownAlready, match="schon bestätigt"):
            act(done, by=None)


def test_what_was_closed_goes_after_90_days_with_its_file(
    directory, django_capture_on_commit_callbacks
):
    imports.confirm(take(STATEMENT), by=None)
    imports.discard(take(b"Ein Brief."), by=None)
    waiting = take(INFORMATION)
    with time_machine.travel(timezone.now() + dt.timedelta(days=89)):
        assert imports.sweep() == 0
    storage = files._storage(public=False)
    keys = StoredFile.objects.order_by("id").values_list("key", flat=True)
    kept = list(keys)
    with (
        time_machine.travel(timezone.now() + dt.timedelta(days=91)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert imports.sweep() == 2
    assert list(PaperImport.objects.all()) == [waiting]
    assert [storage.exists(key) for key in kept] == [False, False, True]
    assert Paper.objects.count() == 2


def test_every_act_stands_in_the_trail(directory):
    taken = take(INFORMATION)
    corrected(taken, subject="Neu")
    imports.confirm(taken, by=None)
    assert {entry.action for entry in audit.timeline(taken)} == {
        "file.stored",
        "paper_import.added",
        "paper_import.corrected",
        "paper_import.confirmed",
    }


def test_problems_cost_the_same_queries_for_one_station_and_for_five(
    directory, django_assert_num_queries
):
    read = imports.reading(take(INFORMATION))
    with django_assert_num_queries(5):
        imports.problems(read)
    read.path = read.path * 5
    with django_assert_num_queries(5):
        imports.problems(read)
