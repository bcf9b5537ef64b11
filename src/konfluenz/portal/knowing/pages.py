"""A page of the portal in the reader's language, with where it stands and what lies near it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, NamedTuple

from django.db.models import Case, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe
from wagtail.images.shortcuts import get_rendition_or_not_found

from konfluenz.directory.models import Topic
from konfluenz.portal import feet, linked_data, words
from konfluenz.portal.feet import Foot
from konfluenz.portal.knowing import addresses
from konfluenz.portal.knowing.cards import Card, cards
from konfluenz.portal.language import SOURCE
from konfluenz.portal.pages import baked
from konfluenz.portal.texts import GERMAN, Text
from konfluenz.publishing import inline, pages, readings, tongues
from konfluenz.publishing.baking import reads
from konfluenz.publishing.inline import Address
from konfluenz.publishing.models import PageKind, PortalPage
from konfluenz.publishing.moves import moved_to
from konfluenz.publishing.readings import Part, Piece, Reading, Standing

MOST_NEAR = 6
PICTURE = "max-960x960|format-webp"


class Around(NamedTuple):
    """The pages above a page, below it, and near by their topics."""

    above: list[PortalPage]
    below: list[PortalPage]
    near: list[PortalPage]


@dataclass(frozen=True)
class Shown:
    """A text ready to be shown; `attributes` say where it is German among foreign words."""

    html: SafeString
    attributes: SafeString

    def __str__(self) -> str:
        return self.html


@dataclass(frozen=True)
class ShownPart:
    """A block ready to be shown. `headed`: a heading stands right above it."""

    kind: str
    texts: list[Shown]
    words: list[tuple[str, Shown]]
    picture: Any = None
    id: str = ""
    headed: bool = False

    @property
    def text(self) -> Shown:
        """The one text of a block that has one."""
        return self.texts[0]


def _paths() -> list[dict[str, str]]:
    found = pages.public().only("url_path", "path", "depth")
    return [{"path": pages.path(each)} for each in found]


@baked(addresses=_paths, made_of=["publishing.portalpage"])
@require_safe
def page(request: HttpRequest, language: str, path: str) -> HttpResponse:
    """Show a page; one that has moved leads to where it is now, in every language."""
    found = pages.find(path)
    if found is None:
        reads.note("publishing.portalpage")
        if (target := moved_to(path)) is not None:
            return redirect("portal:page", language, pages.path(target), permanent=True)
        raise Http404(path)
    return render(request, "portal/knowing/page.html", context(found, language))


def context(page: PortalPage, language: str) -> dict[str, Any]:
    """Return what the template of a page needs; also for a preview."""
    reading = readings.read(page, language)
    missing = reading.standing == Standing.MISSING
    reads.note(page, "publishing.portalpage+", "publishing.situation", "directory.topic")
    foot, topics = feet.of(page), _topics(page)
    around = Around(pages.trails([page])[page.pk], _public_children(page), near(page, topics))
    trail, below, beside = _cards(around, language)
    parts = [] if missing else shown(reading, addresses.for_readings([reading], language))
    return {
        "page": page,
        "reading": reading,
        "missing": missing,
        "title": shown_title(reading, missing=missing),
        "summary": None if missing else _text(reading.summary),
        "parts": parts,
        "trail": trail,
        "below": below,
        "topics": words.named(topics, language),
        "near": beside,
        "german": addresses.of_page(pages.path(page), SOURCE),
        "foot": foot,
        "there": tongues.of_pages([page])[page.pk] | {SOURCE},
        "linked": None if missing else _linked(reading, parts, trail, foot),
    }


def _cards(around: Around, language: str) -> Iterator[list[Card]]:
    """Yield the pages above, below and near as cards, told with one query."""
    told = iter(cards(chain(*around), language))
    return (list(islice(told, len(some))) for some in around)


def _linked(reading: Reading, parts: list[ShownPart], above: list[Card], foot: Foot) -> SafeString:
    """Return what search engines read; a question is one with its answer."""
    page, language = reading.page, reading.locale
    address = addresses.of_page(pages.path(page), language)
    title = reading.title.text
    if page.kind == PageKind.QUESTION:
        answer = " ".join(str(text) for part in parts for text in part.texts)
        node = linked_data.questions([(title, answer)], address, language)
    else:
        node = linked_data.page(title, reading.summary.text, address, language, foot)
    steps = [*((str(card.title), card.url) for card in above), (title, address)]
    return linked_data.script(node, linked_data.trail(steps, language))


def shown(reading: Reading, address: Address) -> list[ShownPart]:
    """Return the blocks of `reading`; its links lead where `address` says."""
    before = ["", *(part.kind for part in reading.parts)]
    return [
        _part(part, address, headed=above == "heading")
        for part, above in zip(reading.parts, before, strict=False)
    ]


def shown_title(reading: Reading, *, missing: bool) -> Text:
    """Return the title: German, and marked so, for a page that is not there in the language."""
    title = reading.title
    german = title.german or (missing and reading.locale != SOURCE)
    return Text(title.text, language=SOURCE if german else "")


def near(page: PortalPage, topics: Collection[Topic]) -> list[PortalPage]:
    """Return other pages on the same `topics`, those beside it in the tree first.

    Those above and below it are named elsewhere on the page.
    """
    on_topics = PortalPage.topics.through.objects.filter(topic__in=topics)
    above = [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]
    beside = When(path__startswith=page.path[: -page.steplen], depth=page.depth, then=Value(0))
    found = (
        pages.public()
        .filter(pk__in=on_topics.values("portalpage"))
        .exclude(path__startswith=page.path)
        .exclude(path__in=above)
        .defer("body")
    )
    return list(found.order_by(Case(beside, default=Value(1)), "path")[:MOST_NEAR])


def _topics(page: PortalPage) -> list[Topic]:
    """Return the topics of `page`, also of one that is only previewed."""
    return [topic for topic in page.topics.all() if topic.active]


def _public_children(page: PortalPage) -> list[PortalPage]:
    return list(
        pages.public()
        .filter(path__startswith=page.path, depth=page.depth + 1)
        .exclude(kind=PageKind.ROOT)
    )


def _text(piece: Piece) -> Text | None:
    return Text(piece.text, language=SOURCE if piece.german else "") if piece.text else None


def _part(part: Part, address: Address, *, headed: bool) -> ShownPart:
    texts = [_shown(piece, address) for piece in part.pieces]
    return ShownPart(
        kind=part.kind,
        texts=texts,
        words=list(zip(part.words, texts, strict=False)),
        picture=get_rendition_or_not_found(part.picture, PICTURE) if part.picture else None,
        id=part.id,
        headed=headed,
    )


def _shown(piece: Piece, address: Address) -> Shown:
    """Return a text as HTML: running text is cleaned by `inline.shown`, the rest escaped."""
    if piece.html:
        html = mark_safe(inline.shown(piece.text, address))  # noqa: S308
    else:
        html = format_html("{}", piece.text)
    return Shown(html, GERMAN if piece.german else SafeString())
