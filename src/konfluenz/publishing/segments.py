"""What is translated of a page, piece by piece, each piece known by the block it stands in.

A key is made of the block's own id, never of its place: moving a block or a page leaves
every translation as it is. Only a piece whose text has changed makes its translation stale.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from wagtail.blocks.stream_block import StreamValue

BLOCK_KEYS = re.compile(r' data-block-key="[^"]*"')
"""Wagtail's editor numbers paragraphs; the numbers are no text."""


@dataclass(frozen=True)
class Segment:
    """A piece of text. `html`: inline markup of running text. `kind` is the block it stands in."""

    key: str
    text: str
    kind: str
    html: bool = False


class Paged(Protocol):
    """Something with the texts of a page."""

    title: str
    summary: str
    body: Any


def of_page(page: Paged) -> list[Segment]:
    """Return the segments of `page` that hold anything, in reading order."""
    head = [Segment("title", page.title, "title"), Segment("summary", page.summary, "summary")]
    return [segment for segment in [*head, *of_body(page.body)] if segment.text.strip()]


def of_body(body: StreamValue) -> Iterator[Segment]:
    """Yield the segments of a body, in reading order."""
    for block in body:
        yield from READERS[block.block_type](block)


def plain_html(html: str) -> str:
    """Return running text without the numbers that Wagtail's editor gives its paragraphs."""
    return BLOCK_KEYS.sub("", html)


def _heading(block: Any) -> Iterator[Segment]:
    yield Segment(f"{block.id}.text", block.value, block.block_type)


def _text(block: Any) -> Iterator[Segment]:
    yield Segment(f"{block.id}.text", plain_html(block.value.source), block.block_type, html=True)


def _items(block: Any) -> Iterator[Segment]:
    for item in block.value.bound_blocks:
        yield Segment(f"{item.id}.text", plain_html(item.value.source), block.block_type, html=True)


def _documents(block: Any) -> Iterator[Segment]:
    for item in block.value.bound_blocks:
        yield Segment(f"{item.id}.text", item.value, block.block_type)


def _words(block: Any) -> Iterator[Segment]:
    for item in block.value.bound_blocks:
        yield Segment(f"{item.id}.explanation", item.value["explanation"], block.block_type)


def _question(block: Any) -> Iterator[Segment]:
    yield Segment(f"{block.id}.question", block.value["question"], block.block_type)
    answer = plain_html(block.value["answer"].source)
    yield Segment(f"{block.id}.answer", answer, block.block_type, html=True)


def _picture(block: Any) -> Iterator[Segment]:
    yield Segment(f"{block.id}.alt", block.value["alt"], block.block_type)
    yield Segment(f"{block.id}.caption", block.value["caption"], block.block_type)


READERS: dict[str, Callable[[Any], Iterator[Segment]]] = {
    "heading": _heading,
    "text": _text,
    "note": _text,
    "important": _text,
    "bullets": _items,
    "steps": _items,
    "documents": _documents,
    "words": _words,
    "question": _question,
    "picture": _picture,
}
"""How each block of `blocks.BodyBlock` is read."""
