"""Answers to the numbered questions of an enquiry (3.1): given one by one, or given anew."""

from collections.abc import Iterable, Mapping

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from konfluenz.council import kinds
from konfluenz.council.models import Evidence, Paper, PaperPart, PartKind, Sentence
from konfluenz.ground import audit, revisions


class AnswerRefused(Exception):
    """A question cannot be answered as wished; the message says why."""


@transaction.atomic
def give(
    paper: Paper, number: str, text: str, *, by: models.Model | None, seen: int | None = None
) -> PaperPart:
    """Answer question `number` of `paper`; an answer that was there is replaced.

    Raises AnswerRefused without text, for a question that there is not, or when the mirror
    rests on a sentence of the answer before; Stale when `seen` is not current.
    """
    current = revisions.claim(paper, seen=seen)
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    _refuse(current, number, lines)
    earlier = current.parts.filter(kind=PartKind.ANSWER, number=number)
    earlier.delete()
    last = current.parts.aggregate(last=Max("position"))["last"] or 0
    part = PaperPart.objects.create(
        paper=current, position=last + 1, kind=PartKind.ANSWER, number=number
    )
    found = [one for n, line in enumerate(lines, 1) for one in kinds.paragraph(line, n)]
    Sentence.objects.bulk_create(
        Sentence(part=part, position=n, paragraph=one.paragraph, bullet=one.bullet, text=one.text)
        for n, one in enumerate(found, 1)
    )
    current.save()
    audit.record("paper.answered", about=current, by=by, changes={"number": ("", number)})
    return part


def questions(paper: Paper) -> list[tuple[PaperPart, PaperPart | None]]:
    """Return the questions of `paper` in their order, each with its answer where there is one."""
    rows = paper.parts.filter(kind__in=(PartKind.QUESTION, PartKind.ANSWER))
    found = list(rows.prefetch_related("sentences").order_by("position"))
    answers = {part.number: part for part in found if part.kind == PartKind.ANSWER}
    asked = (part for part in found if part.kind == PartKind.QUESTION)
    return [(part, answers.get(part.number)) for part in asked]


def paired(parts: Iterable[PaperPart]) -> list[PaperPart]:
    """Return `parts` of one paper in their order, each answer right after its question."""
    rows = list(parts)
    asked = {part.number: part.position for part in rows if part.kind == PartKind.QUESTION}
    return sorted(rows, key=lambda part: _place(part, asked))


def _place(part: PaperPart, asked: Mapping[str, int]) -> tuple[int, int]:
    if part.kind == PartKind.ANSWER and part.number in asked:
        return asked[part.number], 1
    return part.position, 0


def _refuse(paper: Paper, number: str, lines: list[str]) -> None:
    if not lines:
        raise AnswerRefused(_("Write the answer first."))
    if not paper.parts.filter(kind=PartKind.QUESTION, number=number).exists():
        raise AnswerRefused(_("This paper has no question %(number)s.") % {"number": number})
    linked = Evidence.objects.filter(
        sentence__part__paper=paper,
        sentence__part__kind=PartKind.ANSWER,
        sentence__part__number=number,
    )
    if linked.exists():
        raise AnswerRefused(
            _("The mirror rests on the answer that is there. Take its links away first.")
        )
