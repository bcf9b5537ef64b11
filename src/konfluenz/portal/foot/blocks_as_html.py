"""The blocks of a page as clean HTML without classes, for programs that show it their own way.

=========  =====================================================================
heading    ``<h2>``
text       its paragraphs, as they are
bullets    ``<ul>``
steps      ``<ol>``
note       ``<aside>``
important  ``<aside role="note">``
documents  ``<ul title="…">``, what to bring
words      ``<dl>``, German words and what they mean
question   ``<details>``
picture    ``<figure>``
=========  =====================================================================

What nobody has translated stands there in German and has ``lang="de" dir="ltr"``; a text of
several paragraphs then has a ``<div>`` around it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from django.utils.translation import gettext as _

from konfluenz.portal.language import SOURCE
from konfluenz.publishing import inline
from konfluenz.publishing.inline import Address
from konfluenz.publishing.readings import Part, Piece

GERMAN = f' lang="{SOURCE}" dir="ltr"'


class Shape(NamedTuple):
    """A picture in the size that readers get; the address is a full one."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Surroundings:
    """Where links lead, as full addresses; pictures by their keys, None for one that is gone."""

    address: Address
    picture: Callable[[int], Shape | None]


def write(parts: Iterable[Part], around: Surroundings) -> str:
    """Return `parts` as HTML. A picture that is not there any more is left out."""
    return "".join([WRITERS[part.kind](part, around) for part in parts])


def _said(piece: Piece, around: Surroundings) -> str:
    return inline.shown(piece.text, around.address) if piece.html else escape(piece.text)


def _in(tag: str, piece: Piece, around: Surroundings) -> str:
    """Return the text in an element; nothing for an empty one."""
    if not piece.text:
        return ""
    return f"<{tag}{GERMAN if piece.german else ''}>{_said(piece, around)}</{tag}>"


def _heading(part: Part, around: Surroundings) -> str:
    return _in("h2", part.pieces[0], around)


def _text(part: Part, around: Surroundings) -> str:
    piece = part.pieces[0]
    return _in("div", piece, around) if piece.german else _said(piece, around)


def _items(part: Part, around: Surroundings) -> str:
    return "".join([_in("li", piece, around) for piece in part.pieces])


def _bullets(part: Part, around: Surroundings) -> str:
    return f"<ul>{_items(part, around)}</ul>"


def _steps(part: Part, around: Surroundings) -> str:
    return f"<ol>{_items(part, around)}</ol>"


def _documents(part: Part, around: Surroundings) -> str:
    return f'<ul title="{escape(_("What to bring"))}">{_items(part, around)}</ul>'


def _note(part: Part, around: Surroundings) -> str:
    return f"<aside>{_text(part, around)}</aside>"


def _important(part: Part, around: Surroundings) -> str:
    return f'<aside role="note">{_text(part, around)}</aside>'


def _words(part: Part, around: Surroundings) -> str:
    rows = [
        f"<dt{GERMAN}>{escape(word)}</dt>{_in('dd', piece, around)}"
        for word, piece in zip(part.words, part.pieces, strict=True)
    ]
    return f"<dl>{''.join(rows)}</dl>"


def _question(part: Part, around: Surroundings) -> str:
    question, answer = part.pieces
    return f"<details>{_in('summary', question, around)}{_in('div', answer, around)}</details>"


def _picture(part: Part, around: Surroundings) -> str:
    shape = around.picture(part.picture)
    if shape is None:
        return ""
    alt, caption = part.pieces
    return (
        f'<figure><img src="{escape(shape.url)}" width="{shape.width}" height="{shape.height}"'
        f' alt="{escape(alt.text)}">{_in("figcaption", caption, around)}</figure>'
    )


WRITERS: Mapping[str, Callable[[Part, Surroundings], str]] = {
    "heading": _heading,
    "text": _text,
    "bullets": _bullets,
    "steps": _steps,
    "note": _note,
    "important": _important,
    "documents": _documents,
    "words": _words,
    "question": _question,
    "picture": _picture,
}
"""How each block of `publishing/blocks.py` is written."""
