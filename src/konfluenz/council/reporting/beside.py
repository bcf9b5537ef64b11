"""A generated report beside a paper that people wrote: which fields and figures are the same."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from konfluenz.council.models import Paper
from konfluenz.council.reporting import documents
from konfluenz.council.reporting.formulas import LANGUAGE
from konfluenz.ground import dates

SAID = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d+(?:[.,]\d+)?\s?%|\b(?:19|20)\d\d\b")
"""What can be compared word for word: days, percentages, years."""

SHORT_YEAR = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2})$")


@dataclass(frozen=True)
class FieldPair:
    """A field of the head in both."""

    label: str
    report: str
    paper: str

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return self.report == self.paper


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence. `found`: a figure that the report has too; None: no figure."""

    text: str
    found: bool | None = None


@dataclass(frozen=True)
class SentenceShown:
    """A sentence of the paper, its figures marked."""

    part: str
    pieces: list[Piece]


def fields(document: Mapping[str, Any], paper: Paper) -> list[FieldPair]:
    """Return the head of both, field by field in the order of the report."""
    with translation.override(LANGUAGE):
        said = [
            paper.reference,
            dates.show(paper.date),
            str(paper.department or ""),
            paper.author or str(paper.author_unit or ""),
            paper.file_reference,
            paper.subject,
        ]
    pairs = zip(document["head"], said, strict=True)
    return [FieldPair(field["label"], field["text"], text) for field, text in pairs]


def sentences(document: Mapping[str, Any], paper: Paper) -> list[SentenceShown]:
    """Return the sentences of `paper` with figures, each marked: found in the report or not."""
    known = _figures(documents.plain(document, spans) for _slug, spans in documents.lines(document))
    shown = []
    for part in paper.parts.prefetch_related("sentences").order_by("position"):
        for sentence in sorted(part.sentences.all(), key=lambda one: one.position):
            pieces = _pieces(sentence.text, known)
            if any(piece.found is not None for piece in pieces):
                shown.append(SentenceShown(part.heading or part.get_kind_display(), pieces))
    return shown


def _figures(texts: Iterable[str]) -> set[str]:
    return {_even(match[0]) for text in texts for match in SAID.finditer(text)}


def _pieces(text: str, known: set[str]) -> list[Piece]:
    pieces, end = [], 0
    for match in SAID.finditer(text):
        if match.start() > end:
            pieces.append(Piece(text[end : match.start()]))
        pieces.append(Piece(match[0], _even(match[0]) in known))
        end = match.end()
    return [*pieces, Piece(text[end:])] if end < len(text) else pieces


def _even(figure: str) -> str:
    """Return a figure as one writes it: "30.06.22" is "30.06.2022"."""
    text = "".join(figure.split())
    if short := SHORT_YEAR.match(text):
        return f"{int(short[1]):02}.{int(short[2]):02}.20{short[3]}"
    return text
