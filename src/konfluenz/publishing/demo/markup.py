"""Reads the demo's pages: plain text with few marks, one file per page and language.

::

    title: …
    summary: …
    ---
    A paragraph with **bold** and [a link](page:slug), (topic:slug) or (https://…).

    ## Heading
    - bullet          1. step          + document to bring
    ! note            !! important     ? German word = what it means
"""

import html
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

NAMESPACE = uuid.UUID("6f1f8b9e-3c1a-4d0c-9a55-2d8f0d4a7b10")
MARKS = (
    ("##", "heading"),
    ("!!", "important"),
    ("!", "note"),
    ("- ", "bullets"),
    ("+ ", "documents"),
    ("? ", "words"),
)
LISTS = {"bullets", "steps", "documents", "words"}
RUNNING = {"text", "note", "important", "bullets", "steps"}
STEP = re.compile(r"^\d+\.\s+")
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")

Target = Callable[[str], str]
"""Returns the attributes of a link by what stands in its brackets."""


class MarkupError(ValueError):
    """A file of the demo cannot be read; the message says which line."""


@dataclass
class Block:
    """A block: its kind and its items; one item where it is no list."""

    kind: str
    items: list[str] = field(default_factory=list)


@dataclass
class Document:
    """A page as it is written."""

    title: str
    summary: str
    blocks: list[Block]


def read(text: str) -> Document:
    """Return the page written as `text`; raises MarkupError."""
    head, _line, body = text.partition("\n---\n")
    values = dict(line.split(": ", 1) for line in head.strip().splitlines())
    if set(values) != {"title", "summary"}:
        raise MarkupError(f"The head must give title and summary: {head}")
    blocks = [_block(part) for part in re.split(r"\n\s*\n", body.strip())]
    return Document(values["title"].strip(), values["summary"].strip(), blocks)


def stream(slug: str, blocks: list[Block], target: Target) -> list[dict[str, Any]]:
    """Return `blocks` as Wagtail stores a body; the ids are the same each time for a `slug`."""
    return [_stored(slug, place, block, target) for place, block in enumerate(blocks)]


def texts(document: Document, target: Target) -> Iterator[str]:
    """Yield the texts of `document` in the order of its segments (`publishing/segments.py`)."""
    yield document.title
    yield document.summary
    for block in document.blocks:
        for item in block.items:
            yield _text(block.kind, item, target)


def _block(part: str) -> Block:
    lines = [line.strip() for line in part.splitlines() if line.strip()]
    kind = _kind(lines[0])
    if kind not in LISTS:
        return Block(kind, [_without_mark(kind, " ".join(lines))])
    if odd := next((line for line in lines if _kind(line) != kind), None):
        raise MarkupError(f"This line does not belong to its list: {odd}")
    return Block(kind, [_without_mark(kind, line) for line in lines])


def _kind(line: str) -> str:
    if STEP.match(line):
        return "steps"
    return next((kind for mark, kind in MARKS if line.startswith(mark)), "text")


def _without_mark(kind: str, text: str) -> str:
    if kind == "steps":
        return STEP.sub("", text)
    mark = next((mark for mark, its in MARKS if its == kind), "")
    return text.removeprefix(mark).strip()


def _stored(slug: str, place: int, block: Block, target: Target) -> dict[str, Any]:
    key = f"{slug}/{place}"
    if block.kind not in LISTS:
        value: Any = _text(block.kind, block.items[0], target)
        return {"type": block.kind, "value": value, "id": _id(key)}
    items = [
        {"type": "item", "id": _id(f"{key}/{number}"), "value": _item(block.kind, item, target)}
        for number, item in enumerate(block.items)
    ]
    return {"type": block.kind, "value": items, "id": _id(key)}


def _item(kind: str, item: str, target: Target) -> Any:
    if kind == "words":
        return {"word": item.split(" = ", 1)[0].strip(), "explanation": _text(kind, item, target)}
    return _text(kind, item, target)


def _text(kind: str, item: str, target: Target) -> str:
    if kind == "words":
        return item.split(" = ", 1)[1].strip()
    return f"<p>{_inline(item, target)}</p>" if kind in RUNNING else item


def _inline(text: str, target: Target) -> str:
    marked = BOLD.sub(r"<b>\1</b>", html.escape(text, quote=False))
    return LINK.sub(lambda match: f"<a {target(match[2])}>{match[1]}</a>", marked)


def _id(key: str) -> str:
    return str(uuid.uuid5(NAMESPACE, key))
