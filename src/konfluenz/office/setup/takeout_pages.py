"""The way out with everything: at once when it is little, by the worker when it is much."""

from typing import IO
from uuid import UUID

from django.core.files import File
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from konfluenz.directory import municipality
from konfluenz.ground import files
from konfluenz.ground.models import Run
from konfluenz.office import exports
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.ground import runs as run_pages
from konfluenz.office.setup import takeout, takeout_sheets
from konfluenz.people.roles import Right

FEW = 3_000
"""Rows that are written while the reader waits: a second or two."""


@requires(Right.EXPORT_ALL)
def take_out(request: OfficeRequest) -> HttpResponse | FileResponse:
    """Say what the file holds; on the button, hand it out or let the worker make it."""
    if request.method != "POST":
        context = {
            "city": municipality.current(),
            "kinds": [takeout_sheets.title(model) for model in takeout_sheets.chosen()],
            "runs": list(Run.objects.filter(kind=takeout.KIND).order_by("-pk")[:5]),
        }
        return render(request, "office/setup/takeout.html", context)
    if municipality.current().pk is None:
        return redirect("office:setup")
    takeout.note(request.user)
    if takeout.count() > FEW:
        return redirect("office:takeout", public_id=takeout.start(request.user).public_id)
    return _download(takeout.make())


@requires(Right.EXPORT_ALL)
def running(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show how far the file is; at the end, lead to it."""
    run = _run(public_id)
    context = {"run": run, "file": takeout.file_of(run)}
    return run_pages.watched(request, run, render(request, "office/setup/taken_out.html", context))


@requires(Right.EXPORT_ALL)
def file(_request: OfficeRequest, public_id: UUID) -> FileResponse:
    """Hand out the file of a run."""
    found = takeout.file_of(_run(public_id))
    if found is None:
        raise Http404
    return _download(files.open(found))


def _run(public_id: UUID) -> Run:
    return get_object_or_404(Run, public_id=public_id, kind=takeout.KIND)


def _download(content: IO[bytes] | File) -> FileResponse:
    return FileResponse(
        content,
        as_attachment=True,
        filename=takeout.filename(),
        content_type=exports.XLSX,
    )
