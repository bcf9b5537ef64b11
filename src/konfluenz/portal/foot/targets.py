"""Where the links and pictures of all pages lead, as full addresses, for readers elsewhere."""

from collections.abc import Iterable
from functools import cache
from urllib.parse import quote

from django.urls import reverse
from wagtail.images.shortcuts import get_rendition_or_not_found

from konfluenz.directory.models import Topic
from konfluenz.portal import feeds, words
from konfluenz.portal.foot.blocks_as_html import Shape, Surroundings
from konfluenz.portal.knowing.addresses import BY_SLUG
from konfluenz.portal.knowing.pages import PICTURE
from konfluenz.publishing import pages
from konfluenz.publishing.bare_pages import BarePage
from konfluenz.publishing.inline import Address
from konfluenz.publishing.models import Attachment, Picture, Rendition


class Pictures(dict[int, Shape | None]):
    """The pictures of the library. One that was never shown is made when it is asked for."""

    def __missing__(self, key: int) -> Shape | None:
        """Make the picture; None when there is none."""
        picture = Picture.objects.filter(pk=key).first()
        made = get_rendition_or_not_found(picture, PICTURE) if picture else None
        self[key] = _shape(made) if made else None
        return self[key]


def around(
    found: Iterable[BarePage], topics: Iterable[Topic], language: str, start: str
) -> Surroundings:
    """Return what the links and pictures of pages need; `start` is the address of all guides.

    One query for the pictures, and one for the files once a text links to one.
    """
    sized = Rendition.objects.filter(filter_spec=PICTURE)
    pictures = Pictures({each.image_id: _shape(each) for each in sized})
    return Surroundings(_address(found, topics, language, start), pictures.__getitem__)


def _address(
    found: Iterable[BarePage], topics: Iterable[Topic], language: str, start: str
) -> Address:
    known = {("page", str(page.pk)): f"{start}{quote(pages.path(page))}/" for page in found}
    for topic in topics:
        where = reverse("portal:topic", args=[language, words.address(topic)])
        known["topic", topic.slug] = feeds.absolute(where)
    files = cache(_files)

    def address(kind: str, key: str) -> str | None:
        if kind in BY_SLUG:
            return feeds.absolute(reverse(BY_SLUG[kind], args=[language, key]))
        return files().get(key) if kind == "document" else known.get((kind, key))

    return address


def _files() -> dict[str, str]:
    return {str(file.pk): _full(file.url) for file in Attachment.objects.all()}


def _shape(sized: Rendition) -> Shape:
    return Shape(_full(sized.url), sized.width, sized.height)


def _full(address: str) -> str:
    return feeds.absolute(address) if address.startswith("/") else address
