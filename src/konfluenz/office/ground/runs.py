"""Long work seen from the office: how far it is, and the way to what came of it.

A page that shows a run includes `components/run.html` (it wants `run`) and answers with
:func:`watched`, so that the page comes anew by itself, without a script, until the end.
"""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from konfluenz.ground import runs
from konfluenz.ground.models import Run
from konfluenz.ground.runs import RunState
from konfluenz.office import access
from konfluenz.office.access import OfficeRequest

AGAIN_SECONDS = 3
OWN_PAGE = "run"


def watched(request: OfficeRequest, run: Run | None, response: HttpResponse) -> HttpResponse:
    """Let the page come again while `run` goes on; note that its starter has seen its end."""
    if run is None:
        return response
    if not run.ended:
        response["Refresh"] = str(AGAIN_SECONDS)
    runs.saw(run, request.user)
    return response


def page_of(run: Run) -> str:
    """Return the address of the page with what came of `run`."""
    return reverse(settings.LINKS[run.purpose], args=[run.public_id])


@access.staff
def run(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show a run; at its end, lead on to what came of it."""
    one = get_object_or_404(runs.visible_to(request.user), public_id=public_id)
    if one.state == RunState.DONE and one.purpose != OWN_PAGE:
        return redirect(page_of(one))
    return watched(request, one, render(request, "office/runs/run.html", {"run": one}))
