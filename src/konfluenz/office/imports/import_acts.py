"""What can be done with a list: try it, read it in, take it back, put it aside."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from konfluenz.ground import files
from konfluenz.ground.imports import lists
from konfluenz.ground.imports.lists import ImportRefused
from konfluenz.ground.models import Import
from konfluenz.office import notices
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.people.roles import Right


@requires(Right.EDIT_VOLUNTEERS)
@require_POST
def check(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Try all rows."""
    return _act(request, public_id, lists.check)


@requires(Right.EDIT_VOLUNTEERS)
@require_POST
def start(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Read all rows in."""
    return _act(request, public_id, lists.start)


@requires(Right.EDIT_VOLUNTEERS)
@require_POST
def undo(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take the whole list back."""
    return _act(request, public_id, lists.undo)


@requires(Right.EDIT_VOLUNTEERS)
@require_POST
def discard(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Put the list aside."""
    told = _("The list was put aside. Its file goes in 90 days.")
    return _act(request, public_id, lists.discard, told=told)


@requires(Right.EDIT_VOLUNTEERS)
def file(_request: OfficeRequest, public_id: UUID) -> HttpResponse | FileResponse:
    """Hand out the file as it came."""
    taken = get_object_or_404(Import.objects.select_related("file"), public_id=public_id)
    if taken.file is None:
        raise Http404
    return FileResponse(
        files.open(taken.file),
        as_attachment=True,
        filename=taken.name,
        content_type="application/octet-stream",
    )


def _act(
    request: OfficeRequest, public_id: UUID, act: Callable[..., Any], *, told: str = ""
) -> HttpResponse:
    taken = get_object_or_404(Import, public_id=public_id)
    try:
        act(taken, by=request.user)
        if told:
            notices.done(request, told)
    except ImportRefused as refusal:
        notices.refused(request, refusal)
    return redirect(reverse("office:import", args=[public_id]))
