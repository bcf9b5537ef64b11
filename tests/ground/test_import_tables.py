"""Files as they come: any encoding, any delimiter, half of them, merged, with formulas."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from konfluenz.ground.imports import sheets, tables, texts
from konfluenz.ground.imports.tables import Asked, TableRefused

NAMES = "Name;Straße;Ort\r\nZoë Müller;Görresplatz 1;Koblenz\r\nJörg Groß;Kaiserstraße 2;Bäl\r\n"
ROWS = [
    ("Name", "Straße", "Ort"),
    ("Zoë Müller", "Görresplatz 1", "Koblenz"),
    ("Jörg Groß", "Kaiserstraße 2", "Bäl"),
]


def _cells(table):
    return [line.cells for line in table.lines]


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("cp1252", "cp1252"),
    ],
)
def test_letters_are_right_in_every_usual_encoding(encoding, found):
    table = texts.read(NAMES.encode(encoding))
    assert (_cells(table), table.encoding, table.delimiter) == (ROWS, found, ";")
    assert len(table.notes) == (encoding == "cp1252"), "a guess is told"


def test_a_wrong_guess_can_be_put_right():
    data = NAMES.replace(";", "|").encode("cp850")
    assert _cells(texts.read(data, Asked(encoding="cp850", delimiter="|"))) == ROWS


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_the_one_that_divides_all_rows_alike(delimiter):
    rows = [("Name", "Bemerkung", "Ort"), ("Ada", "kommt; wenn, dann | spät", "Koblenz")]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    table = texts.read(text.encode())
    assert (table.delimiter, _cells(table)) == (delimiter, rows)


def test_a_list_of_names_alone_is_a_table_of_one_column():
    assert _cells(texts.read("Name\nAda Demo\nZoë Demo".encode())) == [
        ("Name",),
        ("Ada Demo",),
        ("Zoë Demo",),
    ]


def test_rows_over_several_lines_keep_the_number_of_their_first():
    table = texts.read(b'Name;Text\nAda;"eins\r\n\r\nzwei"\n\nKim;drei\n')
    assert [(line.number, line.cells[0]) for line in table.lines] == [
        (1, "Name"),
        (2, "Ada"),
        (6, "Kim"),
    ]


@pytest.mark.parametrize(
    ("tail", "flaw"),
    [
        ('Kim;"halber Sa', "Anführungszeichen"),
        ("Kim;56", "2 von 3 Spalten"),
        ("Kim;56\n", ""),
    ],
)
def test_half_a_file_is_told_on_its_last_row(tail, flaw):
    table = texts.read(f"Name;PLZ;Ort\nAda;56068;Koblenz\n{tail}".encode())
    assert (table.lines[1].flaw, flaw in table.lines[2].flaw) == ("", True)
    assert bool(table.lines[2].flaw) == bool(flaw)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"  \n", "leer"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), ".xlsx"),
        (b"PK\x03\x04 half an archive", "beschädigt"),
        (b"%PDF-1.7 a paper", "keine Tabelle"),
        (b"\x89PNG\r\n\x1a\n", "keine Tabelle"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(data, words):
    with pytest.raises(TableRefused, match=words):
        tables.kind_of(data)


def test_bytes_without_any_text_are_no_table():
    with pytest.raises(TableRefused, match="keine Tabelle"):
        texts.read(bytes(range(256)) * 20)


def _book(fill):
    book = Workbook()
    fill(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_sheet_is_read_as_people_see_it():
    def fill(sheet):
        sheet.append(["Liste der Freiwilligen", None, None, None])
        sheet.merge_cells("A1:D1")
        sheet.append([])
        sheet.append(["Verein", "Name", "Geboren", "Stunden"])
        sheet.append(["Lesepaten", "Ada", date(1984, 3, 1), 2.0])
        sheet.append([None, "Kim", "1.4.85", 1.5])
        sheet.merge_cells("A4:A5")
        sheet.append(["Tafel", "=A4", "=1/0", True])

    table = sheets.read(_book(fill))
    assert [(line.number, line.cells) for line in table.lines[1:4]] == [
        (3, ("Verein", "Name", "Geboren", "Stunden")),
        (4, ("Lesepaten", "Ada", "1984-03-01", "2")),
        (5, ("Lesepaten", "Kim", "1.4.85", "1.5")),
    ]
    assert "Zelle B6" in table.lines[4].flaw, "a formula that Excel has not worked out"
    assert len(table.notes) == 1


def test_a_sheet_that_is_cut_off_is_refused():
    data = _book(lambda sheet: sheet.append(["Name"] * 50))
    with pytest.raises(TableRefused, match="beschädigt"):
        tables.kind_of(data[: len(data) // 2])
