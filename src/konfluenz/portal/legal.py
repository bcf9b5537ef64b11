"""The pages the law asks for: accessibility declaration, imprint, privacy."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konfluenz.portal import contacts
from konfluenz.portal.pages import baked
from konfluenz.publishing.baking import reads

TESTED_ON = dt.date(2026, 11, 22)
"""When the portal was last tested as a whole; change it with each such test."""


@baked()
@require_safe
def accessibility(request: HttpRequest, language: str) -> HttpResponse:
    """Declare how accessible the portal is (EU 2016/2102 Art. 7, BITV 2.0 and the Land's law)."""
    _note()
    context = {"contact": contacts.front_office(), "tested_on": TESTED_ON}
    return render(request, "portal/accessibility.html", context)


@baked()
@require_safe
def imprint(request: HttpRequest, language: str) -> HttpResponse:
    """Say who is behind the portal (§ 5 DDG, § 18 MStV)."""
    _note()
    return render(request, "portal/imprint.html")


@baked()
@require_safe
def data_protection(request: HttpRequest, language: str) -> HttpResponse:
    """Say what is stored and what rights people have (Art. 12–14 DSGVO), in plain words.

    The register of processing (Art. 30) is the office's: its purposes are written for it.
    """
    _note()
    return render(request, "portal/privacy.html", {"contact": contacts.front_office()})


def _note() -> None:
    """Units come and go with a day."""
    reads.note("directory.municipality", "directory.orgunit")
    reads.true_today()
