"""Files that are no papers: told in plain German, nothing lost, no exception, no waiting."""

import io
import time
import zipfile
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.council.papers_read import INFORMATION, STATEMENT, messages, reading, words, words_read

from konfluenz.council.reading import read
from konfluenz.council.reading.decoding import MAX_BYTES


def _archive():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Die Datei ist leer: Es gibt nichts zu lesen."),
        (b" \r\n\t ", "Die Datei ist leer: Es gibt nichts zu lesen."),
        (b"%PDF-1.7 \x00\xff", "Das ist eine PDF-Datei."),
        (_archive(), "Das ist ein Office-Dokument oder ein Archiv."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "Das ist ein Office-Dokument oder ein Archiv."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Das ist ein Bild."),
        (b"{\\rtf1 Hallo}", "Das ist ein RTF-Dokument."),
        (bytes(range(256)) * 40, "Das ist kein Text, oder er ist beschädigt"),
        (b"\x00\x01\x02" * 1000, "Das ist kein Text, oder er ist beschädigt"),
    ],
)
def test_what_is_no_text_says_what_to_do(data, said):
    made = read(data)
    assert made.parts == []
    assert [finding.level for finding in made.findings] == ["error"]
    assert made.findings[0].message.startswith(said)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_reads_the_same(encoding, ends):
    assert read(INFORMATION.replace("\n", ends).encode(encoding)).parts == (
        reading(INFORMATION).parts
    )


def test_the_older_encoding_is_told():
    made = read(STATEMENT.encode("cp1252"))
    assert made.parts == reading(STATEMENT).parts
    assert messages(made) == [
        "Die Datei liegt in der älteren Kodierung Windows-1252 vor und wurde so gelesen."
    ]


def test_umlauts_encoded_twice_are_put_right_and_told():
    made = read("Für die Ämter gibt es Übungen.".encode().decode("cp1252").encode())
    assert made.parts[0].sentences[0].text == "Für die Ämter gibt es Übungen."
    assert any("wiederhergestellt" in message for message in messages(made))


def test_broken_characters_are_told_and_the_rest_is_read():
    made = read(INFORMATION.encode().replace("ä".encode(), b"\xc3", 1))
    assert made.head.reference == "UV/0050/2024"
    assert any("beschädigt" in message for message in messages(made))


def test_a_web_page_gives_its_text():
    rows = "".join(f"<p>{line}</p>" for line in STATEMENT.split("\n"))
    made = reading(f"<!DOCTYPE html><html><style>p {{}}</style><body>{rows}</body></html>")
    assert made.head.answers == "AT/0045/2015"
    assert "p {}" not in str(made.as_json())
    assert any("Internetseite" in message for message in messages(made))


def test_a_huge_file_is_read_at_its_beginning_only_and_says_so():
    made = read(INFORMATION.encode() + b"Noch ein Satz. " * 3_500_000)
    assert made.head.reference == "UV/0050/2024"
    assert any("nur die ersten 2 MB" in message for message in messages(made))


def test_far_too_many_sentences_say_from_which_line_on_nothing_was_read():
    made = reading("Ein Satz. Noch einer.\n\n" * 5000)
    (stop,) = [each for each in made.findings if each.level == "error"]
    assert (stop.line, stop.message[:40]) == (4003, "Der Text ist zu lang für ein Papier: Ab ")


HOSTILE = {
    "dots": "." * 5_000_000,
    "dots and blanks": ". " * 2_500_000,
    "blanks": "a" + " " * 5_000_000 + "b",
    "will": "wird vorgelegt werden " * 220_000,
    "percent": "1 % " * 1_250_000,
    "digits": "1" * 5_000_000,
    "inputs": "<input " * 700_000,
    "brackets": "(" * 5_000_000,
    "bold": "**" * 2_500_000,
    "tabs": "\t" * 5_000_000,
    "lines": "\n" * 5_000_000,
    "bullets": "- a.\n" * 1_000_000,
    "headings": "# 1. a\n" * 700_000,
    "fields": "Datum: 1\n" * 550_000,
    "boxes": "01.01.2024\t☐ einstimmig\n" * 180_000,
    "labels": "Gremienweg:\n01.01.2024\t" + "☒ 3 Gegenstimmen " * 280_000,
    "subject": "Betreff: Antrag der " + "a, " * 1_600_000,
    "months": "März " * 900_000,
    "tags": "<html>" + "<" * 5_000_000,
    "quotes": "„" * 1_600_000,
    "names": "Herr Dr. " * 550_000,
    "one line": "Ein Wort und noch eines " * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_five_megabytes_of_anything_take_no_two_seconds(name):
    data = HOSTILE[name].encode()
    start = time.process_time()
    read(data)
    assert time.process_time() - start < 2


PIECES = st.sampled_from(
    [
        *("## ", "**", "- ", "1. ", "Betreff: ", "Datum: ", "Nr. ", "Gremienweg:", "Hintergrund:"),
        *("Beratung im ", "TOP 3 öffentlich", "☐ einstimmig", "☒ Kenntnis", "[x] vertagt", "\t"),
        *("13.03.2024", "Dezernat 2", "Az.: 31", "9,1 %", "etwa 20 %", "wird vorgelegt.", "\n\n"),
        *("Antrag der ", "Stellungnahme zum Antrag", "Unterrichtungsvorlage", "Unterrichtung:"),
        *(
            "Finanzielle Auswirkungen: keine.",
            "Aufgaben sind:",
            "z. B.",
            ".",
            " ",
            "\n",
            "<",
            "\x85",
        ),
    ]
)
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="Ã*#<>")
TEXTS = st.lists(st.one_of(PIECES, st.text(LETTERS, max_size=20)), max_size=40).map("".join)
NO_DATABASE = settings(database=None, max_examples=400, deadline=None)


@NO_DATABASE
@given(TEXTS)
def test_no_word_gets_lost(text):
    lost = Counter(words(text)) - Counter(words_read(reading(text)))
    assert not lost


@settings(NO_DATABASE, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=300), TEXTS.map(str.encode), st.text().map(str.encode)))
def test_reading_never_raises(data):
    made = read(data)
    assert made.parts or made.printed or made.findings


def test_the_limit_is_above_any_paper():
    assert len(INFORMATION.encode()) * 100 < MAX_BYTES
