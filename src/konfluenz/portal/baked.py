"""The public site as the baker sees it: bakeable views, their addresses, what the frame shows."""

from collections.abc import Collection, Iterator
from urllib.parse import unquote

from django.urls import URLPattern, get_script_prefix, reverse

from konfluenz.portal import urls
from konfluenz.portal.frame import offered
from konfluenz.portal.language import SOURCE
from konfluenz.portal.pages import Bakeable
from konfluenz.publishing.baking.sites import Place, Site

FRAME = frozenset({"directory.municipality"})
"""What header, footer and language switch show: a change of it bakes all pages again."""


def views() -> dict[str, Bakeable]:
    """Return the bakeable views by the names of their addresses."""
    named = {
        each.name: getattr(each.callback, "bakeable", None)
        for each in urls.pages
        if isinstance(each, URLPattern) and each.name
    }
    return {name: found for name, found in named.items() if found is not None}


def made_of(labels: Collection[str]) -> set[str]:
    """Return the views whose addresses come and go with records of these kinds."""
    return {name for name, found in views().items() if not found.made_of.isdisjoint(labels)}


def places(names: Collection[str]) -> Iterator[Place]:
    """Yield the pages that the views `names` have today."""
    known = views()
    before = len(f"{get_script_prefix()}{SOURCE}/")
    for name in sorted(known.keys() & names):
        for given in known[name].addresses():
            address = reverse(f"portal:{name}", kwargs={"language": SOURCE, **given})
            yield Place(name, unquote(address[before:]))


SITE = Site(
    languages=offered,
    made_of=made_of,
    places=places,
    views=lambda: set(views()),
    heavy=lambda: {name for name, found in views().items() if found.heavy},
    frame=FRAME,
)
