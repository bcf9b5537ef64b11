"""What is translated of a page, piece by piece, each piece known by the block it stands in.

A key is made of the block's own id, never of its place: moving a block or a page leaves
every translation as it is. Only a piece whose text has changed makes its translation stale.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol

from wagtail.blocks.stream_block import StreamValue

BLOCK_KEYS = re.compile(r' data-block-key="[^"]*"')
"""Wagtail's editor numbers paragraphs; the numbers are no text."""


Block = dict[str, Any]
"""A block as it is stored: "type", "value", "id"."""


class Segment(NamedTuple):
    """A piece of text. `html`: inline markup of running text. `kind` is the block it stands in."""

    key: str
    text: str
    kind: str
    html: bool = False


Cut = tuple[Block, list[Segment]]
"""A block and its segments."""


class Paged(Protocol):
    """Something with the texts of a page."""

    title: str
    summary: str

    @property
    def body(self) -> Any:
        """Its blocks."""


def of_page(page: Paged) -> list[Segment]:
    """Return the segments of `page` that hold anything, in reading order."""
    return [each for each in [*head(page), *of_body(page.body)] if each.text.strip()]


def head(page: Paged) -> tuple[Segment, Segment]:
    """Return the segments above the body: title and summary."""
    return Segment("title", page.title, "title"), Segment("summary", page.summary, "summary")


def of_body(body: StreamValue) -> Iterator[Segment]:
    """Yield the segments of a body, in reading order."""
    for _block, found in cut(body):
        yield from found


def cut(body: StreamValue | list[Block]) -> list[Cut]:
    """Return the blocks as they are stored, each with its segments.

    No picture is fetched, and no text made into an object of Wagtail's.
    """
    stored = body if isinstance(body, list) else body.get_prep_value()
    return [(block, READERS[block["type"]](block)) for block in stored]


def of_block(block: Block) -> list[Segment]:
    """Return the segments of a stored block, in reading order."""
    return READERS[block["type"]](block)


def plain_html(html: str) -> str:
    """Return running text without the numbers that Wagtail's editor gives its paragraphs."""
    return BLOCK_KEYS.sub("", html) if "data-block-key" in html else html


def _heading(block: Block) -> list[Segment]:
    return [Segment(f"{block['id']}.text", block["value"] or "", block["type"])]


def _text(block: Block) -> list[Segment]:
    text = plain_html(block["value"] or "")
    return [Segment(f"{block['id']}.text", text, block["type"], html=True)]


def _items(block: Block) -> list[Segment]:
    kind = block["type"]
    return [
        Segment(f"{item['id']}.text", plain_html(item["value"] or ""), kind, html=True)
        for item in block["value"]
    ]


def _documents(block: Block) -> list[Segment]:
    kind = block["type"]
    return [Segment(f"{item['id']}.text", item["value"] or "", kind) for item in block["value"]]


def _words(block: Block) -> list[Segment]:
    return [
        Segment(f"{item['id']}.explanation", item["value"].get("explanation") or "", "words")
        for item in block["value"]
    ]


def _question(block: Block) -> list[Segment]:
    key, value = block["id"], block["value"]
    answer = plain_html(value.get("answer") or "")
    return [
        Segment(f"{key}.question", value.get("question") or "", block["type"]),
        Segment(f"{key}.answer", answer, block["type"], html=True),
    ]


def _picture(block: Block) -> list[Segment]:
    return [
        Segment(f"{block['id']}.{name}", block["value"].get(name) or "", block["type"])
        for name in ("alt", "caption")
    ]


READERS: dict[str, Callable[[Block], list[Segment]]] = {
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
