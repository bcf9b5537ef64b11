"""A page as it is read in one language: which text stands where, and how far it can be trusted."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import models

from konfluenz.ground import translations
from konfluenz.ground.translations import Told
from konfluenz.publishing import segments
from konfluenz.publishing.bare_pages import BarePage
from konfluenz.publishing.models import OwnVersion, PortalPage
from konfluenz.publishing.segments import Block, Cut, Segment

SOURCE = "de"


class Standing(StrEnum):
    """How a page stands in a language, from the best to the worst.

    "stale": the German page has changed since. "partial": some of it is not translated.
    "missing": nothing that may be shown.
    """

    SOURCE = "source"
    CHECKED = "checked"
    DRAFT = "draft"
    STALE = "stale"
    PARTIAL = "partial"
    MISSING = "missing"


class Piece(NamedTuple):
    """A text of the page. `german`: nobody has translated it, it stands here in German."""

    text: str
    html: bool = False
    german: bool = False


class Part(NamedTuple):
    """A block of the page. `pieces` are its texts in the order of `segments`.

    `words` are German words with their explanations in `pieces`; `picture` is what the block
    shows, in a `Wording` that is no `Reading` its key.
    """

    kind: str
    pieces: list[Piece]
    words: list[str]
    picture: Any
    id: str


@dataclass(frozen=True)
class Wording:
    """What a page says in `locale`."""

    locale: str
    standing: Standing
    title: Piece
    summary: Piece
    parts: list[Part]

    @property
    def pieces(self) -> Iterator[Piece]:
        """All texts in reading order."""
        yield self.title
        yield self.summary
        for part in self.parts:
            yield from part.pieces


@dataclass(frozen=True)
class Reading(Wording):
    """`page` in `locale`."""

    page: PortalPage


class Chosen(NamedTuple):
    """Which text a page has in a language, its standing, and what stands for a segment of it.

    `cut`: its blocks.
    """

    text: segments.Paged
    cut: list[Cut]
    standing: Standing
    piece: Callable[[Segment], Piece]


def read(page: PortalPage, locale: str) -> Reading:
    """Return `page` as it is read in `locale`, with two queries at most."""
    return read_all([page], locale)[page.pk]


def read_all(pages: list[PortalPage], locale: str) -> dict[int, Reading]:
    """Return `pages` in `locale` by their keys, with a constant number of queries."""
    foreign = locale != SOURCE
    own = _own_versions(OwnVersion.objects.filter(page__in=pages), locale) if foreign else {}
    told = translations.told(pages, locale) if foreign else {}
    return {
        page.pk: _reading(page, locale, _choose(page, own.get(page.pk), told.get(page.pk), locale))
        for page in pages
    }


def read_bare(pages: list[BarePage], locale: str) -> Iterator[tuple[BarePage, Wording]]:
    """Yield what each of nearly all `pages` says in `locale`: as `read_all`, quicker.

    Two queries before the first; one page after the other is put together when it is asked for.
    """
    foreign = locale != SOURCE
    own = _own_versions(OwnVersion.objects.all(), locale) if foreign else {}
    sources = {str(page.pk): {each.key: each.text for each in page.pieces} for page in pages}
    told = translations.told_of_kind(PortalPage, sources, locale) if foreign else {}
    for page in pages:
        chosen = _choose(page, own.get(page.pk), told.get(str(page.pk)), locale)
        yield page, _worded(locale, chosen)


def _own_versions(rows: models.QuerySet[OwnVersion], locale: str) -> dict[int, OwnVersion]:
    return {version.page_id: version for version in rows.filter(locale=locale)}


def _choose(
    page: PortalPage | BarePage,
    own: OwnVersion | None,
    told: Mapping[str, Told] | None,
    locale: str,
) -> Chosen:
    if own is not None:
        return Chosen(own, segments.cut(own.body), Standing.CHECKED, _german)
    if locale == SOURCE:
        return Chosen(page, _cut(page), Standing.SOURCE, _german)
    return _translated(page, told or {})


def _translated(page: PortalPage | BarePage, told: Mapping[str, Told]) -> Chosen:
    """Return the text by segments. What may not be shown counts as not there."""
    shown = {key: text for key, text in told.items() if text.text and _may_show(page, text)}

    def piece(segment: Segment) -> Piece:
        if (text := shown.get(segment.key)) is not None:
            return Piece(text.text, segment.html)
        return Piece(segment.text, segment.html, german=bool(segment.text))

    return Chosen(page, _cut(page), _standing(page, shown), piece)


def _cut(page: PortalPage | BarePage) -> list[Cut]:
    return page.cut if isinstance(page, BarePage) else segments.cut(page.body)


def _may_show(page: PortalPage | BarePage, text: Told) -> bool:
    """Tell whether readers may see `text`: where a mistake harms, no machine draft unread."""
    return not page.careful or text.checked or not text.machine


def _standing(page: PortalPage | BarePage, told: Mapping[str, Told]) -> Standing:
    wanted = [segment.key for segment in page.segments()]
    there = [told[key] for key in wanted if key in told]
    if "title" not in told or len(there) * 2 < len(wanted):
        return Standing.MISSING
    if len(there) < len(wanted):
        return Standing.PARTIAL
    if any(text.stale for text in there):
        return Standing.STALE
    return Standing.CHECKED if all(text.checked for text in there) else Standing.DRAFT


def _german(segment: Segment) -> Piece:
    return Piece(segment.text, segment.html)


def _reading(page: PortalPage, locale: str, chosen: Chosen) -> Reading:
    """Return the reading; each part with the picture that it shows."""
    said = _worded(locale, chosen)
    parts = [
        part._replace(picture=chosen.text.body[place].value["picture"])
        if part.picture is not None
        else part
        for place, part in enumerate(said.parts)
    ]
    return Reading(locale, said.standing, said.title, said.summary, parts, page)


def _worded(locale: str, chosen: Chosen) -> Wording:
    title, summary = map(chosen.piece, segments.head(chosen.text))
    parts = [_part(block, map(chosen.piece, found)) for block, found in chosen.cut]
    return Wording(locale, chosen.standing, title, summary, parts)


def _part(block: Block, pieces: Iterable[Piece]) -> Part:
    kind, value = block["type"], block["value"]
    words = [item["value"]["word"] for item in value] if kind == "words" else []
    picture = value["picture"] if kind == "picture" else None
    return Part(kind, list(pieces), words, picture, block["id"])
