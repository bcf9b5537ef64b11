"""``konfluenz import paper FILE``: says in German what was read, keeps it, doubles nothing."""

import io

import pytest
from django.core.management import CommandError, call_command
from tests.council.papers_read import INFORMATION, STATEMENT

from konfluenz.council.models import Paper, PaperImport
from konfluenz.ground import files


@pytest.fixture
def run(tmp_path):
    def run(data, name="papier.txt", kind="paper"):
        file = tmp_path / name
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        out = io.StringIO()
        call_command("import", kind, str(file), stdout=out)
        return out.getvalue().splitlines()

    return run


def test_what_it_says_of_the_statement(directory, run):
    lines = run(STATEMENT)
    taken = PaperImport.objects.get()
    assert lines == [
        "Art: Stellungnahme der Verwaltung",
        "Antwortet auf: AT/0045/2015",
        "Betreff: Antrag der CDU-Ratsfraktion: Einrichtung einer Koordinierungsstelle für"
        " Flüchtlinge und Asylbewerber bei der Stadt Koblenz",
        "Antragstellende: CDU-Ratsfraktion",
        "Gremienweg:",
        "  1. Stadtrat, 17.09.2015, TOP 21, öffentlich",
        "     ☐ einstimmig  ☐ mehrheitl.  ☐ ohne BE  ☐ abgelehnt  ☐ Kenntnis  ☐ abgesetzt"
        "  ☐ verwiesen  ☐ vertagt  ☐ geändert  ☐ Enthaltungen  ☐ Gegenstimmen",
        "     Kein Kästchen ist angekreuzt: noch kein Ergebnis.",
        "Abschnitte:",
        "  Stellungnahme: 1 Satz",
        "  1. Leitstelle für Integration: 6 Sätze",
        "  2. Neue „Verwaltungsinterne Koordinierungsstelle“: 2 Sätze",
        "  3. Bildung eines Amtes für Integration: 2 Sätze",
        "  Beschlussempfehlung der Verwaltung: 1 Satz",
        "Beschlussempfehlung: dem Antrag folgen"
        " („Die Verwaltung empfiehlt, dem Antrag zu folgen.“)",
        "Sätze: 12 (Tatsachen: 6, Aufträge: 3, Zusagen: 3)",
        "Aufbewahrt. Zum Prüfen und Bestätigen:"
        f" http://localhost:8000/buero/ratspapiere/einlesen/{taken.public_id}/",
        "1 new, 0 changed, 0 unchanged, 0 refused",
    ]
    assert Paper.objects.count() == 0


def test_what_it_says_of_the_information_paper(directory, run):
    text = INFORMATION.replace('type="checkbox"/> Gegenstimmen', 'type="checkbox"/> 3 Gegenstimmen')
    lines = run(
        text.replace('type="checkbox"/> mehrheitl.', 'type="checkbox" checked/> mehrheitl.')
    )
    assert lines[1:5] == [
        "Nummer: UV/0050/2024",
        "Datum: 23.02.2024",
        "Dezernat: Dezernat 2",
        "Verfasser: 31-Ordnungsamt",
    ]
    assert "☐ einstimmig  ☒ mehrheitl." in lines[9]
    assert "☒ 3 Gegenstimmen" in lines[9]
    at = lines.index("Zahlen:")
    assert lines[at + 1 : at + 5] == [
        "  9,1 % (2007): share_non_german",
        "  etwa 20 % (2007): share_migration_background",
        "  17,7 % (23.02.2024, Tag des Papiers): share_non_german",
        "  36 % (23.02.2024, Tag des Papiers): share_migration_background",
    ]


def test_what_is_to_be_mended_stands_below(db, run):
    lines = run(STATEMENT)
    assert (
        "  ! „Stadtrat“ gibt es bei den Gremien nicht. Tragen Sie das Gremium unter"
        " „Vereine & Träger“ ein oder berichtigen Sie den Namen hier."
    ) in lines


def test_the_same_file_twice_is_unchanged(directory, run):
    run(INFORMATION)
    taken = PaperImport.objects.get()
    assert run(INFORMATION, "anders.txt") == [
        "Genau diese Datei wurde schon eingelesen und wartet auf Bestätigung.",
        "Aufbewahrt. Zum Prüfen und Bestätigen:"
        f" http://localhost:8000/buero/ratspapiere/einlesen/{taken.public_id}/",
        "0 new, 0 changed, 1 unchanged, 0 refused",
    ]
    assert PaperImport.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "said", "count"),
    [
        (b"", "Diese Datei ist leer.", "0 new, 0 changed, 0 unchanged, 1 refused"),
        (b"%PDF-1.7", "Das ist eine PDF-Datei.", "1 new, 0 changed, 0 unchanged, 0 refused"),
        (b"\x00\x01" * 99, "Das ist kein Text", "1 new, 0 changed, 0 unchanged, 0 refused"),
    ],
)
def test_a_foreign_file_is_told(db, run, data, said, count):
    lines = run(data)
    assert any(said in line for line in lines)
    assert lines[-1] == count


def test_a_huge_file_is_not_even_read(db, run, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 1024**2)
    assert run(b"x" * (1024**2 + 1)) == [
        "Diese Datei ist größer als 1 MB.",
        "0 new, 0 changed, 0 unchanged, 1 refused",
    ]


def test_an_unknown_kind_and_a_missing_file(db, run):
    with pytest.raises(CommandError, match="There is: events, figures, integreat, mailbox"):
        run(INFORMATION, kind="cake")
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import", "paper", "nirgends.txt")
