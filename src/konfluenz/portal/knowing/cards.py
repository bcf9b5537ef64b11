"""Pages as entries of a list: title, one sentence, where to read them."""

from collections.abc import Iterable
from dataclasses import dataclass

from konfluenz.portal import texts
from konfluenz.portal.knowing import addresses
from konfluenz.portal.texts import Text
from konfluenz.publishing import pages
from konfluenz.publishing.baking import reads
from konfluenz.publishing.models import PortalPage


@dataclass(frozen=True)
class Card:
    """A page in a list."""

    title: Text
    summary: Text
    url: str
    kind: str


def cards(found: Iterable[PortalPage], language: str) -> list[Card]:
    """Return `found` as cards in `language`, in their order, with one query."""
    chosen = list(found)
    reads.note(*chosen)
    said = texts.tell(chosen, language)
    return [
        Card(
            said[page.pk]["title"],
            said[page.pk]["summary"],
            addresses.of_page(pages.path(page), language),
            page.kind,
        )
        for page in chosen
    ]
