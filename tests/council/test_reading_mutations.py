"""Change one field, box or figure of a paper, and the reading changes there and nowhere else."""

import pytest
from tests.council.papers_read import INFORMATION, STATEMENT, reading

from konfluenz.council.reading import BOXES


def differences(before, after, at=""):
    """Return the paths at which two readings differ: {"head.date", "path.0.boxes.noted"}."""
    if isinstance(before, dict):
        found = (differences(before[key], after[key], f"{at}.{key}") for key in before)
    elif isinstance(before, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        found = (differences(one, other, f"{at}.{n}") for n, (one, other) in pairs)
    else:
        return {at.strip(".")} if before != after else set()
    return set().union(*found)


def changed(text, old, new):
    assert text.count(old) == 1, old
    before, after = (reading(each).as_json() for each in (text, text.replace(old, new)))
    return {at for at in differences(before, after) if not at.startswith("printed")}


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("Vorlage: UV/0050/2024", "Vorlage: UV/0051/2024", {"head.reference"}),
        ("Dezernat 2", "Dezernat 3", {"head.department"}),
        ("31-Ordnungsamt", "37-Ordnungsamt", {"head.author", "head.author_number"}),
        ("31-Ordnungsamt", "31-Sozialamt", {"head.author"}),
        ("31.20.01/Lo", "31.20.02/Xy", {"head.file_reference"}),
        ("Bericht über", "Neues über", {"head.subject"}),
        ("13.03.2024", "14.03.2024", {"path.0.date"}),
        ("Fachausschuss der Ämter", "Ausschuss der Ämter", {"path.0.body"}),
        ("TOP öffentlich", "TOP 4 öffentlich", {"path.0.agenda_item"}),
        ("TOP öffentlich", "TOP nichtöffentlich", {"path.0.open_session"}),
        ("Eigene Wiedergabe von", "Fassung von", {"note"}),
        ("Auswirkungen: keine", "Auswirkungen: gering", {"financial_impact"}),
    ],
)
def test_each_field_of_the_information_paper(old, new, fields):
    found = changed(INFORMATION, old, new)
    assert {at for at in found if not at.startswith("parts")} == fields


def test_the_date_of_the_paper_dates_the_figures_that_have_none():
    assert changed(INFORMATION, "Datum: 23.02.2024", "Datum: 24.02.2024") == {
        "head.date",
        "figures.2.date",
        "figures.3.date",
    }


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("Nr. AT/0045/2015", "Nr. AT/0046/2015", {"head.answers"}),
        ("Stadtrat** am", "Hauptausschuss** am", {"path.0.body"}),
        ("17.09.2015", "18.09.2015", {"path.0.date"}),
        ("TOP 21", "TOP 22", {"path.0.agenda_item"}),
        ("21 öffentliche", "21 nichtöffentliche", {"path.0.open_session"}),
        ("Einrichtung einer", "Ausbau einer", {"head.subject", "head.topic"}),
        ("**1. Leitstelle", "**4. Leitstelle", {"parts.1.number"}),
        ("**2. Neue", "**2. Alte", {"parts.2.heading"}),
    ],
)
def test_each_field_of_the_statement(old, new, fields):
    assert changed(STATEMENT, old, new) == fields


def test_who_brought_the_motion():
    assert changed(STATEMENT, "CDU-Ratsfraktion", "FDP-Fraktion") == {
        "head.subject",
        "head.applicants.0",
    }


def test_the_recommendation():
    found = changed(STATEMENT, "dem Antrag zu folgen", "den Antrag abzulehnen")
    assert found == {"recommendation", "recommendation_text", "parts.4.sentences.0.text"}


@pytest.mark.parametrize(("code", "label"), BOXES.items())
def test_each_box(code, label):
    empty = f'<input type="checkbox"/> {label}'
    ticked = f'<input type="checkbox" checked/> {label}'
    assert changed(INFORMATION, empty, ticked) == {f"path.0.boxes.{code}"}


@pytest.mark.parametrize(("code", "label"), list(BOXES.items())[-2:])
def test_each_count(code, label):
    empty = f'<input type="checkbox"/> {label}'
    assert changed(INFORMATION, empty, f"☒ 4 {label}") == {f"path.0.boxes.{code}"}


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("9,1 %", "9,2 %", {"figures.0.quote", "figures.0.value"}),
        ("etwa 20 %", "etwa 21 %", {"figures.1.quote", "figures.1.value"}),
        ("etwa 20 %", "genau 20 %", {"figures.1.quote", "figures.1.approximate"}),
        ("17,7 %", "17,8 %", {"figures.2.quote", "figures.2.value"}),
        ("36 %", "37 %", {"figures.3.quote", "figures.3.value"}),
        ("2007, als", "2008, als", {"figures.0.date", "figures.1.date"}),
        ("einen Migrationshintergrund erkennen", "nichts erkennen", {"figures.3.indicator"}),
    ],
)
def test_each_figure(old, new, fields):
    found = changed(INFORMATION, old, new)
    assert found - {"parts.2.sentences.0.text"} == fields


@pytest.mark.parametrize("words", ["befürwortet", "erarbeitet", "vorgelegt"])
def test_each_promise(words):
    found = changed(STATEMENT, words, "bedenkt")
    assert "promises" in {at.partition(".")[0] for at in found}


def test_a_task_more():
    text = INFORMATION.replace(
        "- Öffentlichkeitsarbeit", "- Kuchen backen.\n- Öffentlichkeitsarbeit"
    )
    assert len(reading(text).parts[1].sentences) == 12
