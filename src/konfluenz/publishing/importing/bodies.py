"""Blocks as a page stores them, and whether somebody has edited them since.

Where a text stays, or is replaced by another in its place, its block keeps its id: what was
translated here stays tied to it (`publishing/segments.py`).
"""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from konfluenz.publishing import inline, segments
from konfluenz.publishing.importing.markup import Block

Stored = dict[str, Any]
LISTS = {"bullets", "steps"}
FORMS = ((re.compile(r"<(/?)strong\b"), r"<\1b"), (re.compile(r"<(/?)em\b"), r"<\1i"))
"""Wagtail's editor writes the one, others the other."""
ALT = 300
"""Characters that say what a picture shows."""


def stored(blocks: Sequence[Block], pictures: Mapping[str, int], before: list[Stored]) -> Any:
    """Return `blocks` as a body stores them, with the ids they had in `before`.

    `pictures`: address in the source → key in the library.
    """
    new = [_stored(block, pictures) for block in blocks]
    for block, old in _pairs(new, before):
        block["id"] = old["id"]
        if block["type"] in LISTS:
            for item, was in _pairs(block["value"], old["value"]):
                item["id"] = was["id"]
    return new


def parallel(one: Sequence[Block], other: Sequence[Block]) -> bool:
    """Tell whether two languages of a page run side by side: same kinds, as many items."""
    return [(block.kind, len(block.items)) for block in one] == [
        (block.kind, len(block.items)) for block in other
    ]


def digest(title: str, said: Iterable[tuple[str, str]]) -> str:
    """Return what tells a title with its (kind, text) pairs from any other."""
    content = [title, [(kind, _plain(text)) for kind, text in said if text.strip()]]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]


def digest_of_blocks(title: str, blocks: Iterable[Block]) -> str:
    """Return the digest of what the source says."""
    said = [
        (block.kind, inline.cleaned(item) if block.kind not in ("heading", "picture") else item)
        for block in blocks
        for item in ([block.items[1][:ALT]] if block.kind == "picture" else block.items)
    ]
    return digest(title, said)


def digest_of_page(page: segments.Paged) -> str:
    """Return the digest of what stands on a page of ours, or a version of one, now."""
    return digest(page.title, [(one.kind, one.text) for one in segments.of_body(page.body)])


def _stored(block: Block, pictures: Mapping[str, int]) -> Stored:
    if block.kind == "picture":
        source, alt = block.items
        value: Any = {"picture": pictures[source], "alt": alt[:ALT], "caption": ""}
    elif block.kind in LISTS:
        value = [_item(inline.cleaned(item)) for item in block.items]
    else:
        item = block.items[0]
        value = item if block.kind == "heading" else inline.cleaned(item)
    return {"type": block.kind, "value": value, "id": str(uuid.uuid4())}


def _item(value: str) -> Stored:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


def _pairs(new: list[Stored], old: list[Stored]) -> Iterable[tuple[Stored, Stored]]:
    """Yield those that are the same, and those of one kind that stand in each other's place."""
    matcher = SequenceMatcher(None, list(map(_sign, old)), list(map(_sign, new)), autojunk=False)
    for _tag, start, end, begin, stop in matcher.get_opcodes():
        for was, now in zip(old[start:end], new[begin:stop], strict=False):
            if was["type"] == now["type"] and was.get("id"):
                yield now, was


def _sign(block: Stored) -> str:
    value = block["value"]
    if block["type"] in LISTS:
        value = [_plain(item["value"]) for item in value]
    return json.dumps([block["type"], _plain(value) if isinstance(value, str) else value])


def _plain(text: str) -> str:
    text = segments.plain_html(text).replace("<br/>", "<br>")
    for pattern, form in FORMS:
        text = pattern.sub(form, text)
    return text
