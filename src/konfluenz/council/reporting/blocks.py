"""The blocks that sections are made of: plain JSON, the same for screen, PDF, DOCX and ODT."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from konfluenz.council.reporting.ledger import Span

Block = dict[str, Any]

PROGRAM, PERSON = "program", "person"
"""Who wrote a text: the program from records, or the author."""


def heading(text: str) -> Block:
    """Return a heading within a section."""
    return {"kind": "heading", "text": text}


def text(spans: Sequence[Span], *, whose: str = PROGRAM) -> Block:
    """Return a paragraph."""
    return {"kind": "text", "spans": list(spans), "whose": whose}


def as_recorded() -> Block:
    """Return what stands before states that have no day of their own.

    Somebody writes down in January what was done in December: what was on record on the cut-off
    date would say less than what is known when the report is closed.
    """
    return text([_("Each state as it was on record when this report was closed.")])


def items(rows: Iterable[Sequence[Span]]) -> Block:
    """Return a list."""
    return {"kind": "list", "items": [list(row) for row in rows]}


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Sequence[Span]]]) -> Block:
    """Return a table; each cell is running text, the first of a row names it."""
    cells = [[list(cell) for cell in row] for row in rows]
    return {"kind": "table", "caption": caption, "head": list(head), "rows": cells}


def paragraphs(written: str) -> list[Block]:
    """Return what a person wrote: an empty line parts paragraphs, "- " begins an item."""
    found: list[Block] = []
    for piece in written.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in piece.split("\n") if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            found.append(items([line[2:]] for line in lines))
        elif lines:
            found.append(text([" ".join(lines)], whose=PERSON))
    return found
