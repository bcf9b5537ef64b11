"""Pages: added, found by their address, in order, and who answers for them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from konfluenz.directory.models import Topic
from konfluenz.ground import audit
from konfluenz.publishing import reviewing
from konfluenz.publishing.models import PageKind, PortalPage, Situation

ROOT_SLUG = "portal"
SLUG_LENGTH = 80
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class PageRefused(Exception):
    """A page cannot be as wished; the message says why."""


@transaction.atomic
def root() -> PortalPage:
    """Return the root that carries all pages of the portal; it is made when first asked for.

    Wagtail's own page of welcome gives way to it.
    """
    there = PortalPage.objects.filter(kind=PageKind.ROOT).first()
    return there or _make_root()


def public() -> models.QuerySet[PortalPage]:
    """Return the pages that everybody may read, in the order of the tree."""
    return PortalPage.objects.filter(live=True).exclude(kind=PageKind.ROOT).order_by("path")


def path(page: Page) -> str:
    """Return the address of `page` below the portal, "erste-schritte/wohnsitz-anmelden"."""
    return page.url_path.removeprefix(f"/{ROOT_SLUG}/").strip("/")


def find(address: str) -> PortalPage | None:
    """Return the public page at `address` below the portal, None when there is none."""
    wanted = f"/{ROOT_SLUG}/{address.strip('/')}/"
    return public().filter(url_path=wanted).first()


def titles(addresses: Iterable[str]) -> dict[str, str]:
    """Return the German titles of the public pages at `addresses` below the portal, one query."""
    wanted = [f"/{ROOT_SLUG}/{address}/" for address in addresses]
    rows = public().filter(url_path__in=wanted).values_list("url_path", "title")
    return {path.removeprefix(f"/{ROOT_SLUG}/").strip("/"): title for path, title in rows}


@transaction.atomic
def add(
    parent: PortalPage,
    title: str,
    *,
    by: models.Model | None,
    slug: str = "",
    topics: Iterable[Topic] = (),
    situations: Iterable[Situation] = (),
    live: bool = True,
    vouched_at: dt.datetime | None = None,
    **values: Any,
) -> PortalPage:
    """Add a page below `parent`; `values` are its other fields.

    The owner of a live one is asked from then on whether it holds; who brings a page that
    somebody looked at before says when: `vouched_at`.

    Raises PageRefused when its words in the address are taken beside it.
    """
    page = PortalPage(title=title, slug=slug or slug_for(title), live=live, **values)
    if parent.get_children().filter(slug=page.slug).exists():
        raise PageRefused(
            _("There is a page “%(slug)s” here already. Choose other words for the address.")
            % {"slug": page.slug}
        )
    parent.add_child(instance=page)
    page.topics.set(topics)
    page.situations.set(situations)
    page.save()
    audit.record("page.published" if live else "page.added", about=page, by=by)
    if live:
        reviewing.ask_for(page, by=by, vouched_at=vouched_at)
    return page


def slug_for(title: str) -> str:
    """Return the German words that stand in the address of a page called `title`."""
    return slugify(title.casefold().translate(UMLAUTS))[:SLUG_LENGTH].strip("-") or "seite"


def trails(pages: Iterable[PortalPage]) -> Mapping[int, list[PortalPage]]:
    """Return the public pages above each of `pages`, the topmost first, in one query."""
    wanted = list(pages)
    paths = {
        page.path[: length * page.steplen] for page in wanted for length in range(2, page.depth)
    }
    above = {page.path: page for page in public().filter(path__in=paths)}
    return {
        page.pk: [
            above[start]
            for length in range(2, page.depth)
            if (start := page.path[: length * page.steplen]) in above
        ]
        for page in wanted
    }


def _make_root() -> PortalPage:
    top = Page.get_first_root_node()
    if top is None:
        raise PageRefused(_("The tables of Wagtail are empty. Type: konfluenz prepare"))
    page = top.add_child(
        instance=PortalPage(title="Portal", slug=ROOT_SLUG, kind=PageKind.ROOT, live=True)
    )
    site, _is_new = Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": page}
    )
    site.root_page, site.site_name = page, _("Internet presence")
    site.save()
    Page.objects.filter(depth=2).exclude(pk=page.pk).delete()
    return PortalPage.objects.get(pk=page.pk)
