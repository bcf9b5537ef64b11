"""A page as its readers will see it, before anybody else does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from konfluenz.portal.knowing import pages
from konfluenz.portal.language import LANGUAGES, SOURCE
from konfluenz.publishing.models import PortalPage


def preview(request: HttpRequest, page: PortalPage, language: str) -> HttpResponse:
    """Return the page with what its editor has typed, in `language`; for its editor alone."""
    code = language if language in LANGUAGES else SOURCE
    with translation.override(code):
        return render(request, "portal/knowing/page.html", pages.context(page, code))
