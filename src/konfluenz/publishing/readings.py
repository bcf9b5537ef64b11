"""A page as it is read in one language: which text stands where, and how far it can be trusted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from konfluenz.ground import translations
from konfluenz.ground.translations import Told
from konfluenz.publishing import segments
from konfluenz.publishing.models import OwnVersion, PortalPage
from konfluenz.publishing.segments import Segment

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


@dataclass(frozen=True)
class Piece:
    """A text of the page. `german`: nobody has translated it, it stands here in German."""

    text: str
    html: bool = False
    german: bool = False


@dataclass(frozen=True)
class Part:
    """A block of the page. `pieces` are its texts in the order of `segments`.

    `words` are German words with their explanations in `pieces`; `picture` is what the block
    shows.
    """

    kind: str
    pieces: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    picture: Any = None
    id: str = ""


@dataclass(frozen=True)
class Reading:
    """`page` in `locale`."""

    page: PortalPage
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


def read(page: PortalPage, locale: str) -> Reading:
    """Return `page` as it is read in `locale`, with two queries at most."""
    return read_all([page], locale)[page.pk]


def read_all(pages: list[PortalPage], locale: str) -> dict[int, Reading]:
    """Return `pages` in `locale` by their keys, with a constant number of queries."""
    if locale == SOURCE:
        return {page.pk: _original(page) for page in pages}
    own = {
        version.page_id: version
        for version in OwnVersion.objects.filter(page__in=pages, locale=locale)
    }
    told = translations.told(pages, locale)
    return {
        page.pk: _own(page, own[page.pk], locale)
        if page.pk in own
        else _translated(page, told.get(page.pk, {}), locale)
        for page in pages
    }


def _original(page: PortalPage) -> Reading:
    return _made(page, page, SOURCE, Standing.SOURCE, _german)


def _own(page: PortalPage, version: OwnVersion, locale: str) -> Reading:
    return _made(page, version, locale, Standing.CHECKED, _german)


def _translated(page: PortalPage, told: dict[str, Told], locale: str) -> Reading:
    """Return the reading by segments. What may not be shown counts as not there."""
    shown = {key: text for key, text in told.items() if text.text and _may_show(page, text)}
    standing = _standing(page, shown)

    def piece(segment: Segment) -> Piece:
        if (text := shown.get(segment.key)) is not None:
            return Piece(text.text, html=segment.html)
        return Piece(segment.text, html=segment.html, german=bool(segment.text))

    return _made(page, page, locale, standing, piece)


def _may_show(page: PortalPage, text: Told) -> bool:
    """Tell whether readers may see `text`: where a mistake harms, no machine draft unread."""
    return not page.careful or text.checked or not text.machine


def _standing(page: PortalPage, told: Mapping[str, Told]) -> Standing:
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
    return Piece(segment.text, html=segment.html)


def _made(
    page: PortalPage, text: segments.Paged, locale: str, standing: Standing, piece: Any
) -> Reading:
    title, summary = (
        Segment("title", text.title, "title"),
        Segment("summary", text.summary, "summary"),
    )
    parts = [_part(block, piece) for block in text.body]
    return Reading(page, locale, standing, piece(title), piece(summary), parts)


def _part(block: Any, piece: Any) -> Part:
    pieces = [piece(segment) for segment in segments.READERS[block.block_type](block)]
    return Part(
        kind=block.block_type,
        pieces=pieces,
        words=[item["word"] for item in block.value] if block.block_type == "words" else [],
        picture=block.value["picture"] if block.block_type == "picture" else None,
        id=block.id,
    )
