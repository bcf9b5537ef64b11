"""*Aus zwei Papieren*: where the demo begins. Papers, their mirrors, the line, where to go next."""

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konfluenz.portal import concept, figures, mirrors
from konfluenz.portal.pages import public
from konfluenz.portal.papers import dated

TWO = 2
MOST_MIRRORS = 4
"""Whole mirrors on one page; the list of papers leads to the others."""


@public
@require_safe
def two_papers(request: HttpRequest, language: str) -> HttpResponse:
    """Show the papers whose mirror is public, the oldest first, and what became of them."""
    rows = dated(mirrors.readable()).order_by(F("day").asc(nulls_last=True), "id")
    shown = [mirrors.page(each) for each in mirrors.of(rows[:MOST_MIRRORS])]
    table = figures.every(language)
    return render(
        request,
        "portal/papers/two_papers.html",
        {
            "title": _("From two papers") if len(shown) == TWO else _("From the papers"),
            "mirrors": shown,
            "figures": table,
            "drawing": figures.drawing(language, table),
            "fields": concept.fields(),
            "demo": settings.DEMO,
        },
    )
