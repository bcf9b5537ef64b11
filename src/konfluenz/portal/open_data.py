"""What everybody may take as data: which tables there are, in which form, under which licence."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from konfluenz.council import open_data as domain
from konfluenz.council.open_data import Data
from konfluenz.ground import dates
from konfluenz.portal.pages import baked
from konfluenz.publishing.baking import reads

LICENCE = "https://www.govdata.de/dl-de/by-2-0"

WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    Data.FIGURES: (
        _("Figures"),
        _(
            "Every value with its day, district and source. Counts of fewer than five persons"
            " are hidden; what was not collected is missing, never 0."
        ),
    ),
    Data.DEFINITIONS: (
        _("What the figures mean"),
        _("For each figure: definition, what was counted, out of what, usual source."),
    ),
    Data.GOALS: (
        _("Goals and how they stand"),
        _("The goals of the integration concept and everything that was said of them."),
    ),
    Data.FOLLOW_UPS: (
        _("What became of resolutions"),
        _("Resolutions, announcements and requests: who answers for them, and how they stand."),
    ),
    Data.SERVICES: (
        _("Services"),
        _("Who offers what, in which languages, and where."),
    ),
}
"""Title and description of each set of data in every language of the portal."""


@dataclass(frozen=True)
class Shown:
    """One set of data; `changed` is empty where nothing is in it yet."""

    title: str | Promise
    says: str | Promise
    changed: str
    file: str
    columns: str


@baked()
@require_safe
def open_data(request: HttpRequest, language: str) -> HttpResponse:
    """List the tables with their files, and the catalogue for machines."""
    reads.note(*sorted(frozenset().union(*domain.MADE_OF.values())))
    moments = domain.moments()
    context = {
        "sets": [_shown(data, moments[data]) for data in Data],
        "licence": LICENCE,
        "forms": [
            (name, reverse("exchange:catalogue-file", args=[form]))
            for form, name in (("ttl", "Turtle"), ("rdf", "RDF/XML"), ("jsonld", "JSON-LD"))
        ],
    }
    return render(request, "portal/open_data.html", context)


def _shown(data: Data, moments: domain.Moments) -> Shown:
    title, says = WORDS[data]
    changed = dates.show(timezone.localdate(moments.last)) if moments.last else ""
    return Shown(
        title,
        says,
        changed,
        reverse("exchange:table", args=[data]),
        reverse("exchange:columns", args=[data]),
    )
