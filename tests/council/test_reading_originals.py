"""The two original papers, read as they stand. They are not shipped: skipped where absent."""

import pytest
from tests.council.papers_read import ORIGINAL_OF, messages, original, reading, sentences, words
from tests.council.papers_read import words_read as read_words

from konfluenz.council import demo
from konfluenz.council.reading import empty_boxes

pytestmark = pytest.mark.shared
NAMES = ORIGINAL_OF.items()
RUN = 8
"""So many words in a row would be a copy."""


@pytest.mark.parametrize(("own", "name"), NAMES)
def test_the_original_reads_as_the_demo_does_but_for_its_words(own, name):
    """Fields, path, parts, figures and promises are the same: the rendering kept them all."""
    ours = reading((demo.HERE / own).read_text(encoding="utf-8"))
    theirs = reading(original(name))
    assert theirs.head == ours.head
    assert theirs.path == ours.path
    assert [(part.kind, part.number, len(part.sentences)) for part in theirs.parts] == [
        (part.kind, part.number, len(part.sentences)) for part in ours.parts
    ]
    assert theirs.figures == ours.figures
    assert theirs.recommendation == ours.recommendation
    assert theirs.financial_impact == ours.financial_impact
    assert [(each.part, each.sentence) for each in theirs.promises] == [
        (each.part, each.sentence) for each in ours.promises
    ]
    assert [each.kind for each in sentences(theirs)] == [each.kind for each in sentences(ours)]


@pytest.mark.parametrize(("own", "name"), NAMES)
def test_no_word_of_the_original_gets_lost(own, name):
    text = original(name)
    assert sorted(words(text)) == sorted(read_words(reading(text)))


def test_what_is_told_of_the_statement():
    made = reading(original("AT-0045-2015-Stellungnahme.txt"))
    assert [each.level for each in made.findings] == ["warning", "note"]
    assert messages(made)[0].startswith("Der Text nennt eine Person")
    assert messages(made)[1] == "Hier stehen nur Satzzeichen: „.“."


def test_the_boxes_of_the_information_paper_share_their_cells_and_are_empty():
    made = reading(original("UV-0050-2024-Unterrichtung.txt"))
    assert made.path[0].boxes == empty_boxes()
    assert [each.line for each in made.findings] == [13, 14]
    assert all("Es ist leer, also sind sie es alle." in said for said in messages(made))


@pytest.mark.parametrize(("own", "name"), NAMES)
def test_the_demo_copies_nothing(own, name):
    """No sentence of ours shares eight words in a row with the original; fields may."""
    theirs = _runs([word.lower() for word in words(original(name))])
    ours = reading((demo.HERE / own).read_text(encoding="utf-8"))
    shared = [
        each.text
        for each in sentences(ours)
        if _runs([word.lower() for word in words(each.text)]) & theirs
    ]
    assert shared == []


def test_the_demo_names_no_person():
    for own, name in NAMES:
        text = (demo.HERE / own).read_text(encoding="utf-8")
        assert "Herr" not in text
        theirs = [said for said in messages(reading(original(name))) if "eine Person" in said]
        surnames = {word for said in theirs for word in words(said.partition("“")[0])[-2:]}
        assert not surnames & set(words(text))


def _runs(found):
    return {tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1)}
