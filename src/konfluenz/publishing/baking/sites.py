"""What can be baked. The portal says it (``settings.BAKED``): this room stands below it."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string


class Place(NamedTuple):
    """A bakeable page in all languages: the name of its view, and its address behind "/de/"."""

    view: str
    rest: str


@dataclass(frozen=True)
class Site:
    """The public site. `frame`: the kinds of records that stand on each of its pages."""

    languages: Callable[[], list[str]]
    made_of: Callable[[Collection[str]], set[str]]
    """Kinds of records ("directory.service") → the views whose addresses they make."""

    places: Callable[[Collection[str]], Iterator[Place]]
    """Views → all pages they have today."""

    views: Callable[[], set[str]]
    frame: frozenset[str]
    heavy: Callable[[], set[str]] = set
    """Views whose pages take long: all others are baked before them."""


def the() -> Site:
    """Return the site of this installation."""
    site: Site = import_string(settings.BAKED)
    return site
