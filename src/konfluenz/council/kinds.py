"""What each kind of paper has: fields of its head beside the common ones, and parts (3.1)."""

import re
from collections.abc import Iterator, Mapping

from konfluenz.council.models import PaperType, PartKind
from konfluenz.council.papers import PartText, SentenceText
from konfluenz.council.reading import sentences

HEADS: Mapping[str, tuple[str, ...]] = {
    PaperType.MOTION: ("applicants", "financial_impact"),
    PaperType.ENQUIRY: ("applicants", "answer_due"),
    PaperType.STATEMENT: ("answers", "recommendation", "recommendation_text"),
    PaperType.INFORMATION: ("answers", "financial_impact"),
    PaperType.DECISION: ("answers", "financial_impact"),
    PaperType.AMENDMENT: ("answers", "applicants"),
    PaperType.MINUTES: (),
}
PARTS: Mapping[str, tuple[PartKind, ...]] = {
    PaperType.MOTION: (PartKind.RESOLUTION, PartKind.REASONS),
    PaperType.ENQUIRY: (PartKind.TEXT, PartKind.QUESTION),
    PaperType.STATEMENT: (PartKind.TEXT, PartKind.POINT, PartKind.RECOMMENDATION),
    PaperType.INFORMATION: (PartKind.TEXT, PartKind.TASKS, PartKind.BACKGROUND),
    PaperType.DECISION: (
        PartKind.RESOLUTION,
        PartKind.REASONS,
        PartKind.FINANCIAL,
        PartKind.CLIMATE,
        PartKind.INVOLVED,
        PartKind.ALTERNATIVES,
    ),
    PaperType.AMENDMENT: (PartKind.RESOLUTION, PartKind.REASONS),
    PaperType.MINUTES: (PartKind.TEXT,),
}
NUMBERED = (PartKind.QUESTION, PartKind.POINT)
"""Parts of which there are several, each with its number."""

_NUMBER = re.compile(r"\d{1,3}[.)]\s+")
_BULLET = re.compile(r"[-–•*]\s+")


def parts(texts: Mapping[str, str]) -> list[PartText]:
    """Return the parts of a paper from one text for each kind, in the order of `texts`.

    A line is a paragraph, or an item of a list where it begins with a dash. Of a numbered kind
    each line is a part of its own: "1. Wie viele …?"; without numbers they count from 1.
    """
    return [part for kind, text in texts.items() for part in _parts(kind, text)]


def _parts(kind: str, text: str) -> Iterator[PartText]:
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if kind in NUMBERED:
        for number, line in enumerate(lines, 1):
            yield PartText(kind, str(number), sentences=paragraph(_NUMBER.sub("", line, count=1)))
    elif lines:
        yield PartText(
            kind, sentences=[one for n, line in enumerate(lines, 1) for one in paragraph(line, n)]
        )


def paragraph(line: str, number: int = 1) -> list[SentenceText]:
    """Return the sentences of one line, which is paragraph `number` of its part."""
    bullet = _BULLET.match(line) is not None
    plain = _BULLET.sub("", line, count=1)
    return [SentenceText(one, number, bullet) for one in sentences.split(plain)]
