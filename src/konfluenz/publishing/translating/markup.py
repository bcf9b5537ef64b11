"""What happens to markup on its way through a translation, and what changed in a source."""

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _

from konfluenz.publishing import inline

WORDS = re.compile(r"<[^>]*>|\s+|[^\s<]+|<")


class MarkupRefused(Exception):
    """The translation lost or invented a link; the message says which."""


class Piece(NamedTuple):
    """A piece of a comparison. `act`: "same", "out" (was there), "in" (is new)."""

    act: str
    text: str


def compared(before: str, now: str) -> list[Piece]:
    """Return word by word what changed from `before` to `now`."""
    old, new = WORDS.findall(before), WORDS.findall(now)
    return [piece for piece in _pieces(old, new) if piece.text]


def cleaned(source: str, text: str) -> str:
    """Return the running text `text` cleaned.

    Raises MarkupRefused when its links are not those of `source`: each as often as there.
    """
    clean = inline.cleaned(_paragraphs(text.strip()) if source.startswith("<p") else text.strip())
    wanted, there = Counter(_links(source)), Counter(_links(clean))
    if lost := list((wanted - there).elements()):
        raise MarkupRefused(
            _("The link %(link)s is missing in the translation. Copy it from the German text.")
            % {"link": lost[0]}
        )
    if invented := list((there - wanted).elements()):
        raise MarkupRefused(
            _("The link %(link)s is not in the German text. Take it out of the translation.")
            % {"link": invented[0]}
        )
    return clean


def _paragraphs(text: str) -> str:
    """Return `text` as paragraphs, where somebody typed it without any."""
    if "<p" in text or not text:
        return text
    return "".join(f"<p>{part.strip()}</p>" for part in text.split("\n\n") if part.strip())


def _links(html: str) -> list[str]:
    if "<a" not in html:
        return []
    return [where(link) for link in BeautifulSoup(html, "html.parser").find_all("a")]


def where(link: Tag) -> str:
    """Return what a link leads to: the page or file of ours, or its address."""
    if kind := link.get("linktype"):
        return f"{kind} {link.get('id', '')}"
    return str(link.get("href", ""))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for act, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if act == "equal":
            yield Piece("same", "".join(new[new_from:new_to]))
            continue
        yield Piece("out", "".join(old[old_from:old_to]))
        yield Piece("in", "".join(new[new_from:new_to]))
