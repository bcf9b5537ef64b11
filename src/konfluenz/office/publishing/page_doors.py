"""Doors from the office to Wagtail's admin, where pages are edited and nothing else."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from konfluenz.office.access import OfficeRequest, requires
from konfluenz.people.roles import Right
from konfluenz.publishing import pages
from konfluenz.publishing.models import PortalPage


@requires(Right.EDIT_CONTENT)
@require_safe
def tree(_request: OfficeRequest) -> HttpResponse:
    """Lead to the tree of pages."""
    return redirect("wagtailadmin_explore", pages.root().pk)


@requires(Right.EDIT_CONTENT)
@require_safe
def page(_request: OfficeRequest, public_id: uuid.UUID) -> HttpResponse:
    """Lead to the form of a page; its public name is Wagtail's key of its translations."""
    return redirect(
        "wagtailadmin_pages:edit", get_object_or_404(PortalPage, translation_key=public_id).pk
    )
