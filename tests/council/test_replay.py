"""Replay (a) of `domain.md` 1.8: the register of papers shows what the two papers say.

(c), the goal view, is replayed in `tests/steering`. Open until their rooms land: (b), the
generated report; (d), the eight tasks as menu areas; (e), the ten topics in every language.
"""

import datetime as dt

import pytest
from tests.council.incoming import take
from tests.council.papers_read import ORIGINAL_OF, original

from konfluenz.council import boxes, demo, imports, papers
from konfluenz.council.imports import Confirmation


@pytest.fixture(params=["demo", pytest.param("originals", marks=pytest.mark.shared)])
def register(request, directory):
    """Both papers, taken in and confirmed: our own rendering, and the originals."""
    for own, name in ORIGINAL_OF.items():
        own_text = (demo.HERE / own).read_text(encoding="utf-8")
        text = own_text if request.param == "demo" else original(name)
        imports.confirm(take(text, own), choices=Confirmation(public=True), by=None)


def test_the_register_shows_the_motion_with_its_statement(register):
    motion = papers.by_number("AT/0045/2015")
    assert (motion.paper_type, [str(each) for each in motion.applicants.all()]) == (
        "motion",
        ["CDU-Ratsfraktion"],
    )
    (statement,) = motion.answered_by.all()
    assert (statement.paper_type, statement.recommendation) == ("statement", "follow")
    assert [(part.number, part.heading) for part in statement.parts.filter(kind="point")] == [
        ("1", "Leitstelle für Integration"),
        ("2", "Neue „Verwaltungsinterne Koordinierungsstelle“"),
        ("3", "Bildung eines Amtes für Integration"),
    ]


def test_it_was_consulted_in_the_council_as_item_21_in_public(register):
    motion = papers.by_number("AT/0045/2015")
    for paper in (motion, motion.answered_by.get()):
        assert [
            (str(each.body), each.date, each.agenda_item, each.open_session)
            for each in paper.consultations.all()
        ] == [("Stadtrat", dt.date(2015, 9, 17), "21", True)]


def test_the_path_of_the_information_paper_has_eleven_empty_boxes(register):
    (station,) = papers.by_number("UV/0050/2024").consultations.all()
    assert (str(station.body), station.date, station.open_session) == (
        "Fachausschuss der Ämter 31 und 37",
        dt.date(2024, 3, 13),
        True,
    )
    printed = boxes.of(getattr(station, "result", None))
    assert [box.ticked for box in printed] == [False] * 11
