"""The eleven boxes of the path (D-14): ticked, empty, counted, or shared by labels."""

import pytest
from tests.council.papers_read import INFORMATION, messages, reading

from konfluenz.council.reading import empty_boxes

HEAD, _, REST = INFORMATION.partition("13.03.2024\t")
BODY = REST.partition("\nUnterrichtung:")[2]


def boxes(cells):
    made = reading(
        f"{HEAD}13.03.2024\tFachausschuss TOP öffentlich\t{cells}\n\nUnterrichtung:{BODY}"
    )
    (station,) = made.path
    return station.boxes, messages(made)


def ticked(found):
    return {code: value for code, value in found.items() if value is not False}


@pytest.mark.parametrize(
    "box",
    ['<input type="checkbox" checked/>', '<INPUT CHECKED type="checkbox">', "[x]", "[X]", "☒", "☑"],
)
def test_a_tick_in_every_way_it_is_written(box):
    found, _said = boxes(f"☐ einstimmig {box} mehrheitl.\t☐ Kenntnis")
    assert ticked(found) == {"by_majority": True}


@pytest.mark.parametrize("box", ['<input type="checkbox"/>', "[ ]", "☐", "□"])
def test_an_empty_box_in_every_way_it_is_written(box):
    found, _said = boxes(f"{box} einstimmig {box} mehrheitl.")
    assert found == empty_boxes()


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("einstimmig", "unanimous"),
        ("mehrheitl.", "by_majority"),
        ("mehrheitlich", "by_majority"),
        ("ohne BE", "no_recommendation"),
        ("abgelehnt", "rejected"),
        ("Kenntnis", "noted"),
        ("abgesetzt", "withdrawn"),
        ("verwiesen", "referred"),
        ("vertagt", "adjourned"),
        ("geändert", "amended"),
        ("Enthaltungen", "abstentions"),
        ("Gegenstimmen", "votes_against"),
    ],
)
def test_each_of_the_eleven_labels(label, code):
    found, _said = boxes(f"☒ {label}")
    assert ticked(found) == {code: True}


@pytest.mark.parametrize(
    "cell", ["☒ 3 Gegenstimmen", "☒ Gegenstimmen: 3", "☐ Gegenstimmen 3", "☒ Gegenstimmen (3)"]
)
def test_a_number_beside_its_label_is_a_count(cell):
    found, _said = boxes(f"☒ mehrheitl. {cell} ☒ Enthaltungen")
    assert ticked(found) == {"by_majority": True, "votes_against": 3, "abstentions": True}


def test_one_empty_box_for_three_labels_is_told():
    found, said = boxes("☐ mehrheitl. Kenntnis vertagt")
    assert found == empty_boxes()
    assert said[0] == (
        "Im Text steht ein Kästchen für mehrere Angaben (mehrheitl., Kenntnis, vertagt)."
        " Es ist leer, also sind sie es alle."
    )


def test_one_ticked_box_for_two_labels_says_that_nobody_can_tell():
    found, said = boxes("☒ mehrheitl. Kenntnis ☐ vertagt")
    assert ticked(found) == {"by_majority": None, "noted": None}
    assert said[0] == (
        "Ein angekreuztes Kästchen steht für mehrere Angaben (mehrheitl., Kenntnis)."
        " Kreuzen Sie an, welche gemeint ist."
    )


def test_boxes_that_stand_behind_their_labels():
    found, _said = boxes("einstimmig ☒ mehrheitl. ☐")
    assert ticked(found) == {"unanimous": True}


def test_labels_without_boxes_and_missing_labels_are_told():
    found, said = boxes("einstimmig, mehrheitl.")
    assert found == empty_boxes()
    assert said == [
        "Angaben ohne Kästchen, als nicht angekreuzt gelesen: einstimmig, mehrheitl..",
        "Diese Kästchen fehlen, als nicht angekreuzt gelesen: ohne BE, abgelehnt, Kenntnis,"
        " abgesetzt, verwiesen, vertagt, geändert, Enthaltungen, Gegenstimmen.",
    ]


def test_a_row_without_boxes_has_no_result_yet():
    found, said = boxes("")
    assert found == empty_boxes()
    assert said == ["Hier stehen keine Kästchen für das Ergebnis: noch kein Ergebnis."]
