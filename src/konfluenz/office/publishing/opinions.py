"""“Was this helpful?”: what readers answered, by page and month, without a person."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from konfluenz.directory import entries
from konfluenz.directory.models import FundingProgramme, Service, Topic
from konfluenz.events.models import Event
from konfluenz.ground import links
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.content import tabs
from konfluenz.people.roles import Right
from konfluenz.publishing import opinions as domain
from konfluenz.publishing import pages
from konfluenz.publishing.opinions import Opinion

SHOWN = 100
"""So many pages are shown, those with most “no”."""

BY_SLUG: Mapping[str, type[models.Model]] = {
    "angebote": Service,
    "veranstaltungen": Event,
    "foerdermittel": FundingProgramme,
}
"""Where records have pages: first word of the address → kind; the second is the record's."""

GUIDES = "ratgeber"
LISTS = {
    "angebote/": gettext_lazy("Services"),
    "erste-schritte/": gettext_lazy("Checklist"),
    "foerdermittel/": gettext_lazy("Funding programmes"),
    "links/": gettext_lazy("Links"),
    "spenden/": gettext_lazy("Donations of goods"),
    "veranstaltungen/": gettext_lazy("Events"),
}
NOTHING = Opinion(0, 0)


@dataclass(frozen=True)
class Line:
    """A page with what was said of it; `name` is its German title, else its address."""

    name: str
    url: str
    whole: Opinion
    months: list[tuple[dt.date, Opinion]]


@requires(Right.READ_CONTENT)
@require_safe
def opinions(request: OfficeRequest) -> HttpResponse:
    """Show how often each page was called helpful or not, most “no” first."""
    months, judged = domain.by_page()
    shown = judged[:SHOWN]
    names = _names([one.address for one in shown])
    root = links.address("start-public", settings.LANGUAGE_CODE)
    lines = [
        Line(
            names.get(one.address, one.address),
            root + one.address,
            one.whole,
            [(month, one.months.get(month, NOTHING)) for month in months],
        )
        for one in shown
    ]
    context = {"lines": lines, "months": months, "left_off": len(judged) - len(shown)}
    return render(request, "office/freshness/opinions.html", context | tabs.SHOWN)


def _names(addresses: Collection[str]) -> dict[str, str]:
    """Return the German titles of those addresses that are known here, in five queries."""
    found = {address: str(title) for address, title in LISTS.items()}
    found |= _guides([one for one in addresses if one.startswith(f"{GUIDES}/")])
    found |= {f"themen/{entries.words_of(one.name)}/": one.name for one in Topic.objects.all()}
    for word, kind in BY_SLUG.items():
        start = f"{word}/"
        slugs = [one.removeprefix(start).strip("/") for one in addresses if one.startswith(start)]
        rows = kind._default_manager.filter(slug__in=slugs)
        found |= {f"{start}{row.slug}/": str(row) for row in rows}  # type: ignore[attr-defined]
    return {address: found[address] for address in addresses if address in found}


def _guides(addresses: Collection[str]) -> dict[str, str]:
    paths = {one: one.removeprefix(f"{GUIDES}/").strip("/") for one in addresses}
    titles = pages.titles(paths.values())
    return {one: titles[path] for one, path in paths.items() if path in titles}
