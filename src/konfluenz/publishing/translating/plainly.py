"""Running text as translators type it: without tags.

An empty line parts paragraphs, ``**bold**`` and ``__italic__`` stand between signs, and
``[words](1)`` is the first link of the German text. Whoever pastes markup all the same gets
what the markup says.
"""

import re
from collections.abc import Sequence
from html import escape

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from django.utils.translation import gettext as _

from konfluenz.publishing import inline
from konfluenz.publishing.translating.markup import MarkupRefused, where

BOLD, ITALIC = "**", "__"
SIGNS = {"b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC}
MARKUP = re.compile(rf"</?(?:{'|'.join(sorted(inline.TAGS))})\b[^<>]*>", re.IGNORECASE)
PARTING = re.compile(r"\n[ \t]*\n\s*")
LINKED = re.compile(r"\[([^\[\]\n]+)\]\(([^()\s]+)\)")
BETWEEN = (
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)"), r"<i>\1</i>"),
)


def shown(html: str, source: str) -> str:
    """Return running text as a translator sees it; links are numbered as in the German `source`."""
    if "<" not in html and "&" not in html:
        return html
    numbers = {where(link): place for place, link in enumerate(_links(source), start=1)}
    parts = BeautifulSoup(html, "html.parser").contents
    return re.sub(r"\n{3,}", "\n\n", _words(parts, numbers)).strip()


def html(typed: str, source: str) -> str:
    """Return what was typed as running text, not cleaned yet.

    Raises MarkupRefused for the number of a link that the German `source` does not have.
    """
    if MARKUP.search(typed):
        return typed
    links = _links(source)
    said = PARTING.split(typed.replace("\r\n", "\n").strip())
    parts = [_marked(part, links) for part in said if part.strip()]
    if source.startswith("<p"):
        return "".join(f"<p>{part}</p>" for part in parts)
    return "<br>".join(parts)


def _links(source: str) -> list[Tag]:
    """Return the links of `source`, each target once."""
    if "<a" not in source:
        return []
    found: dict[str, Tag] = {}
    for link in BeautifulSoup(source, "html.parser").find_all("a"):
        found.setdefault(where(link), link)
    return list(found.values())


def _words(parts: Sequence[PageElement], numbers: dict[str, int]) -> str:
    return "".join(_told(part, numbers) for part in parts)


def _told(part: PageElement, numbers: dict[str, int]) -> str:
    if isinstance(part, NavigableString):
        return str(part)
    if not isinstance(part, Tag):
        return ""
    words = _words(part.contents, numbers)
    if part.name == "p":
        return f"{words}\n\n"
    if part.name == "br":
        return "\n"
    if part.name == "a" and (target := where(part)):
        return f"[{words}]({numbers.get(target, target)})"
    sign = SIGNS.get(part.name, "") if words.strip() else ""
    return f"{sign}{words}{sign}"


def _marked(text: str, links: Sequence[Tag]) -> str:
    """Return one paragraph with its links and signs as markup."""

    def linked(found: re.Match[str]) -> str:
        words, target = found[1], found[2]
        if not target.isdecimal():
            return f'<a href="{escape(target)}">{words}</a>'
        if not 0 < int(target) <= len(links):
            raise MarkupRefused(
                _("The German text has no link %(n)s. Number links as they stand there.")
                % {"n": target}
            )
        return f"{_start(links[int(target) - 1])}{words}</a>"

    said = LINKED.sub(linked, escape(text.strip(), quote=False))
    for signs, tags in BETWEEN:
        said = signs.sub(tags, said)
    return said.replace("\n", "<br>")


def _start(link: Tag) -> str:
    said = "".join(f' {name}="{escape(str(value))}"' for name, value in link.attrs.items())
    return f"<a{said}>"
