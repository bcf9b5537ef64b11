"""A report as the text of its paper, sentence by sentence, for the reading view of everybody."""

from collections.abc import Iterator, Mapping
from typing import Any

from konfluenz.council.models import PartKind
from konfluenz.council.papers import PartText, SentenceText
from konfluenz.council.reporting import documents

KINDS = {"background": PartKind.BACKGROUND, "financial": PartKind.FINANCIAL}
"""Sections of a kind of their own; all others are text."""


def made(document: Mapping[str, Any]) -> list[PartText]:
    """Return the sections of `document` as parts of a paper; a row of a table is an item."""
    return [
        PartText(
            KINDS.get(section["slug"], PartKind.TEXT),
            heading=section["heading"],
            sentences=list(_sentences(document, section["blocks"])),
        )
        for section in document["sections"]
    ]


def _sentences(
    document: Mapping[str, Any], section: list[dict[str, Any]]
) -> Iterator[SentenceText]:
    """Yield the blocks of a section; each begins a paragraph, so does each item."""
    lines = (line for block in section for line in _lines(document, block))
    for paragraph, (bullet, text) in enumerate(lines, 1):
        yield SentenceText(text, paragraph, bullet=bullet)


def _lines(document: Mapping[str, Any], block: dict[str, Any]) -> Iterator[tuple[bool, str]]:
    if block["kind"] == "heading":
        yield False, block["text"]
    elif block["kind"] == "text":
        yield False, documents.plain(document, block["spans"])
    elif block["kind"] == "list":
        yield from ((True, documents.plain(document, row)) for row in block["items"])
    else:
        yield False, block["caption"]
        for row in block["rows"]:
            cells = [documents.plain(document, cell) for cell in row]
            yield True, " · ".join(cell for cell in cells if cell)
