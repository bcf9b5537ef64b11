"""Where the links of running text lead in the reader's language."""

from collections.abc import Iterable

from django.urls import reverse

from konfluenz.directory.models import Topic
from konfluenz.portal import words
from konfluenz.publishing import inline, pages
from konfluenz.publishing.baking import reads
from konfluenz.publishing.inline import Address
from konfluenz.publishing.models import Attachment
from konfluenz.publishing.readings import Reading

BY_SLUG = {"service": "portal:service", "event": "portal:event"}
"""Records that running text may link to, and the view that shows them."""


def of_page(path: str, language: str) -> str:
    """Return the address of the page at `path` below the portal."""
    return reverse("portal:page", args=[language, path])


def for_readings(readings: Iterable[Reading], language: str) -> Address:
    """Return what knows the targets of all links in `readings`, with a query per kind of them.

    A page that is not public any more leads nowhere.
    """
    texts = [piece.text for reading in readings for piece in reading.pieces if piece.html]
    known: dict[tuple[str, str], str] = {}
    if linked := inline.linked_pages(texts):
        for page in pages.public().filter(pk__in=linked):
            reads.note(page)
            known["page", str(page.pk)] = of_page(pages.path(page), language)
    if any("konfluenz:topic/" in text for text in texts):
        for topic in Topic.objects.filter(active=True):
            where = reverse("portal:topic", args=[language, words.address(topic)])
            known["topic", topic.slug] = where
    if any('linktype="document"' in text for text in texts):
        known |= {("document", str(file.pk)): file.url for file in Attachment.objects.all()}

    def address(kind: str, key: str) -> str | None:
        if kind in BY_SLUG:
            return reverse(BY_SLUG[kind], args=[language, key])
        return known.get((kind, key))

    return address
