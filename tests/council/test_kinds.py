"""The parts that each kind of paper has, and answers to numbered questions (domain.md 3.1)."""

import pytest

from konfluenz.council import answers, kinds, papers
from konfluenz.council.answers import AnswerRefused
from konfluenz.council.models import PaperPart, PaperType
from konfluenz.council.papers import PartText, SentenceText
from konfluenz.ground.revisions import Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquiry(db):
    texts = {"text": "Wir fragen.", "question": "1. Wie viele sind es?\n\n2) Seit wann? Warum?"}
    values = {"paper_type": "enquiry", "subject": "Demo-Anfrage"}
    return papers.add(values, parts=kinds.parts(texts), by=None)


def text(part):
    return [sentence.text for sentence in part.sentences.order_by("position")]


def test_every_kind_has_parts_and_fields():
    assert set(kinds.PARTS) == set(kinds.HEADS) == set(PaperType)


def test_texts_become_parts_paragraphs_and_items():
    assert kinds.parts(
        {"resolution": "Der Rat möge beschließen:\n- dies. Und das.\n", "reasons": " "}
    ) == [
        PartText(
            "resolution",
            sentences=[
                SentenceText("Der Rat möge beschließen:"),
                SentenceText("dies.", 2, bullet=True),
                SentenceText("Und das.", 2, bullet=True),
            ],
        )
    ]


def test_questions_are_numbered_and_answered_one_by_one(enquiry):
    asked = [(part.number, text(part)) for part, _answer in answers.questions(enquiry)]
    assert asked == [("1", ["Wie viele sind es?"]), ("2", ["Seit wann?", "Warum?"])]
    answers.give(enquiry, "2", "Seit 2015. Weil es nötig war.", by=None)
    given = {part.number: answer and text(answer) for part, answer in answers.questions(enquiry)}
    assert given == {"1": None, "2": ["Seit 2015.", "Weil es nötig war."]}
    answers.give(enquiry, "2", "Seit 2016.", by=None)
    assert PaperPart.objects.filter(kind="answer").count() == 1


def test_answers_stand_after_their_questions(enquiry):
    for number in ("2", "1"):
        answers.give(enquiry, number, "Ja.", by=None)
    order = [(part.kind, part.number) for part in answers.paired(enquiry.parts.all())]
    assert order == [
        ("text", ""),
        ("question", "1"),
        ("answer", "1"),
        ("question", "2"),
        ("answer", "2"),
    ]


def test_bad_answers_are_refused(enquiry):
    with pytest.raises(AnswerRefused, match="keine Frage 3"):
        answers.give(enquiry, "3", "Ja.", by=None)
    with pytest.raises(AnswerRefused, match="Schreiben Sie"):
        answers.give(enquiry, "1", " \n ", by=None)
    answers.give(enquiry, "1", "Zwei.", seen=enquiry.revision, by=None)
    with pytest.raises(Stale):
        answers.give(enquiry, "1", "Drei.", seen=enquiry.revision, by=None)
