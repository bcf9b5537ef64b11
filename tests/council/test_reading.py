"""What a paper reads as: head, path, parts, sentences, proposals (D-08 to D-17)."""

import dataclasses

import pytest
from tests.council.papers_read import INFORMATION, STATEMENT, messages, reading, sentences

from konfluenz.council.reading import Head, Layout, Station, empty_boxes
from konfluenz.council.reading.shape import Pointer, from_json

SUBJECT = "Einrichtung einer Koordinierungsstelle für Flüchtlinge und Asylbewerber bei der Stadt"


def test_the_head_of_a_statement():
    made = reading(STATEMENT)
    assert made.layout == Layout.STATEMENT
    assert made.head == Head(
        paper_type="statement",
        subject=f"Antrag der CDU-Ratsfraktion: {SUBJECT} Koblenz",
        answers="AT/0045/2015",
        applicants=["CDU-Ratsfraktion"],
        topic=f"{SUBJECT} Koblenz",
    )
    assert made.path == [Station("Stadtrat", "2015-09-17", "21", boxes=empty_boxes())]
    assert made.note == "Eigene Wiedergabe von Konfluenz, nicht der Wortlaut"
    assert made.findings == []


def test_the_points_and_the_recommendation_of_a_statement():
    made = reading(STATEMENT)
    assert [(part.kind, part.number, part.heading) for part in made.parts] == [
        ("text", "", "Stellungnahme"),
        ("point", "1", "Leitstelle für Integration"),
        ("point", "2", "Neue „Verwaltungsinterne Koordinierungsstelle“"),
        ("point", "3", "Bildung eines Amtes für Integration"),
        ("recommendation", "", "Beschlussempfehlung der Verwaltung"),
    ]
    assert made.recommendation == "follow"
    assert made.recommendation_text == "Die Verwaltung empfiehlt, dem Antrag zu folgen."


def test_the_head_of_an_information_paper():
    made = reading(INFORMATION)
    assert made.layout == Layout.INFORMATION
    assert made.head == Head(
        reference="UV/0050/2024",
        paper_type="information",
        date="2024-02-23",
        subject="Bericht über das Integrationskonzept",
        department="Dezernat 2",
        author="31-Ordnungsamt",
        author_number="31",
        file_reference="31.20.01/Lo",
    )
    assert made.financial_impact == "keine"
    assert made.findings == []


def test_the_path_of_an_information_paper_has_eleven_empty_boxes():
    (station,) = reading(INFORMATION).path
    assert station.body == (
        "Fachausschuss der Ämter 31 (Ordnungsamt) und 37 (Amt für Brand- und Katastrophenschutz)"
    )
    assert (station.date, station.agenda_item, station.open_session) == ("2024-03-13", "", True)
    assert list(station.boxes.values()) == [False] * 11
    assert not station.has_result


def test_the_parts_of_an_information_paper():
    made = reading(INFORMATION)
    assert [(part.kind, part.heading, len(part.sentences)) for part in made.parts] == [
        ("text", "Unterrichtung", 16),
        ("tasks", "Als Aufgaben einer neuen Ehrenamtskoordination kommen in Betracht", 11),
        ("background", "Hintergrund", 4),
        ("financial", "Finanzielle Auswirkungen", 1),
    ]
    tasks = made.parts[1].sentences
    assert {sentence.paragraph for sentence in tasks} == set(range(1, 9))
    assert all(sentence.bullet and sentence.kind == "task" for sentence in tasks)
    assert [sentence.paragraph for sentence in made.parts[0].sentences] == (
        [1] * 3 + [2] * 2 + [3] * 5 + [4] * 4 + [5] * 2
    )


def test_promises_are_proposed_with_the_words_that_make_them():
    made = reading(STATEMENT)
    assert made.promises == [
        Pointer(1, 2, "soll"),
        Pointer(1, 3, "soll"),
        Pointer(1, 5, "befürwortet"),
        Pointer(3, 0, "erarbeitet"),
        Pointer(3, 1, "wird … vorgelegt"),
    ]
    assert [each.kind for each in sentences(made)] == [
        *("fact", "fact", "fact", "task", "task", "fact", "promise"),
        *("fact", "task", "promise", "promise", "fact"),
    ]


@pytest.mark.parametrize("text", [STATEMENT, INFORMATION])
def test_a_reading_goes_to_json_and_back(text):
    made = reading(text)
    assert from_json(made.as_json()) == made


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Die Verwaltung empfiehlt, dem Antrag nicht zu folgen.", "not_follow"),
        ("Es wird empfohlen, den Antrag abzulehnen.", "not_follow"),
        ("Die Verwaltung empfiehlt, dem Antrag teilweise zu folgen.", "partly"),
        ("Der Antrag soll in den Fachausschuss verwiesen werden.", "refer"),
        ("Der Antrag ist erledigt.", "settled"),
        ("Die Verwaltung schlägt vor, dem Antrag zuzustimmen.", "follow"),
        ("Die Verwaltung enthält sich.", ""),
    ],
)
def test_what_the_administration_recommends(words, code):
    made = reading(STATEMENT.replace("Die Verwaltung empfiehlt, dem Antrag zu folgen.", words))
    assert (made.recommendation, made.recommendation_text) == (code, words)


def test_a_statement_with_a_number_of_its_own():
    text = STATEMENT.replace("Nr. AT/0045/2015", "Nr. ST/0041/2015 zu AT/0045/2015")
    made = reading(text)
    assert (made.head.reference, made.head.answers) == ("ST/0041/2015", "AT/0045/2015")


def test_several_groups_bring_a_motion():
    text = STATEMENT.replace("der CDU-Ratsfraktion:", "der CDU-Ratsfraktion und der FDP-Fraktion:")
    assert reading(text).head.applicants == ["CDU-Ratsfraktion", "FDP-Fraktion"]


def test_a_closed_session_and_one_of_which_nothing_is_said():
    closed = reading(STATEMENT.replace("öffentliche Sitzung", "nichtöffentliche Sitzung"))
    silent = reading(STATEMENT.replace(" öffentliche Sitzung", ""))
    assert [made.path[0].open_session for made in (closed, silent)] == [False, False]
    assert closed.findings == []
    assert messages(silent) == [
        "Das Papier sagt nicht, ob diese Sitzung öffentlich ist;"
        " sie gilt hier als nicht öffentlich."
    ]


def test_a_path_of_two_stations_and_a_line_of_the_head_that_fits_nowhere():
    row = "20.03.2024\tStadtrat TOP 7 nichtöffentlich, Entscheidung\t☐ einstimmig"
    text = INFORMATION.replace("\nUnterrichtung:", f"\n{row}\n\nUnterrichtung:")
    text = text.replace("Dezernat 2\t\t\t", "Dezernat 2\t\t\t\nWichtig für alle")
    made = reading(text)
    assert [
        (each.body, each.date, each.agenda_item, each.open_session, each.role)
        for each in made.path[1:]
    ] == [("Stadtrat", "2024-03-20", "7", False, "decision")]
    assert "Im Kopf, keinem Feld zugeordnet: „Wichtig für alle“." in messages(made)
    assert "Wichtig für alle" in made.printed


def test_the_days_of_a_path_that_go_backwards_are_told():
    row = "\n01.02.2024\tStadtrat TOP öffentlich\t☐ einstimmig\n\nUnterrichtung:"
    made = reading(INFORMATION.replace("\nUnterrichtung:", row))
    assert any("laufen rückwärts" in message for message in messages(made))


def test_text_of_another_layout_is_kept_whole_and_said_to_be_so():
    made = reading("Liebe Kolleginnen,\n\nam Montag tagt der Arbeitskreis.\nBringt Kuchen mit.")
    assert made.layout == Layout.UNKNOWN
    assert [each.text for each in sentences(made)] == [
        "Liebe Kolleginnen,",
        "am Montag tagt der Arbeitskreis.",
        "Bringt Kuchen mit.",
    ]
    assert messages(made) == [
        "Das ist weder eine Stellungnahme noch eine Unterrichtungsvorlage in der bekannten Form."
        " Was wie ein Feld aussah, wurde gelesen; alles andere steht im Text. Bitte prüfen Sie es.",
        "Nicht gefunden, bitte ergänzen: Art des Papiers, Betreff.",
        "Im Papier steht kein Gremienweg.",
    ]


def test_what_an_information_paper_lacks_is_named():
    made = reading("Unterrichtungsvorlage\n\nUnterrichtung:\n\nNichts Neues.")
    assert messages(made)[0] == (
        "Nicht gefunden, bitte ergänzen: Betreff, Nummer, Datum, Verfasser, Aktenzeichen,"
        " finanzielle Auswirkungen."
    )


def test_a_number_and_a_date_that_cannot_be_right():
    text = INFORMATION.replace("UV/0050/2024", "50 von 2024").replace("23.02.2024", "31.02.2024")
    made = reading(text)
    assert (made.head.reference, made.head.date) == ("50 von 2024", "")
    assert [(each.line, each.message) for each in made.findings if each.line] == [
        (4, "Die Nummer „50 von 2024“ sieht nicht aus wie AT/0045/2015. Bitte prüfen Sie sie."),
        (4, "Das Datum „31.02.2024“ ließ sich nicht lesen. Schreiben Sie es wie 23.02.2024."),
    ]


def test_a_text_that_names_a_person_says_so():
    text = STATEMENT.replace("Wer sich freiwillig engagiert,", "Frau Dr. Beispiel")
    assert messages(reading(text)) == [
        "Der Text nennt eine Person („Frau Dr. Beispiel“). Bedenken Sie das, bevor Sie ihn"
        " veröffentlichen."
    ]


def test_the_head_is_plain_data():
    assert dataclasses.asdict(reading(STATEMENT).head)["answers"] == "AT/0045/2015"
