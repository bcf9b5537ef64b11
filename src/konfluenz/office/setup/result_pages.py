"""The first results, each with a link to the records behind it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from konfluenz.ground.models import Run
from konfluenz.ground.runs import RunState
from konfluenz.office import lists
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.enquiries.enquiry_lists import ENQUIRIES
from konfluenz.office.ground import runs as run_pages
from konfluenz.office.lists import Empty, Listing
from konfluenz.office.people.persons import PERSONS
from konfluenz.office.setup import results as domain
from konfluenz.office.volunteering.volunteer_lists import VOLUNTEERS
from konfluenz.people.roles import Right


@dataclass(frozen=True)
class Kind:
    """A kind of result: where its records are, and the list that shows them."""

    key: str
    title: Promise
    lead: Promise
    listing: Listing
    says: Callable[[int], str]


KINDS = {
    "dubletten": Kind(
        "duplicates",
        gettext_lazy("Possible duplicates"),
        gettext_lazy(
            "Persons who share a name, mail address or phone number. Open one to compare"
            " and merge; a merge can be undone."
        ),
        PERSONS,
        lambda n: ngettext("%(n)d possible duplicate", "%(n)d possible duplicates", n) % {"n": n},
    ),
    "ohne-kontakt": Kind(
        "silent",
        gettext_lazy("Without contact for twelve months"),
        gettext_lazy(
            "Volunteers from whom there has been no sign for a year: no answer, no placement,"
            " no hours, no enquiry."
        ),
        VOLUNTEERS,
        lambda n: (
            ngettext(
                "%(n)d without contact for twelve months",
                "%(n)d without contact for twelve months",
                n,
            )
            % {"n": n}
        ),
    ),
    "ohne-antwort": Kind(
        "unanswered",
        gettext_lazy("Enquiries without an answer"),
        gettext_lazy("What came in, from a mailbox too, and still waits for a word from you."),
        ENQUIRIES,
        lambda n: (
            ngettext("%(n)d enquiry without an answer", "%(n)d enquiries without an answer", n)
            % {"n": n}
        ),
    ),
    "passend": Kind(
        "fitting",
        gettext_lazy("Fit your open opportunities"),
        gettext_lazy(
            "Volunteers with at least one open opportunity that breaks no limit of theirs."
        ),
        VOLUNTEERS,
        lambda n: (
            ngettext("%(n)d fits your open opportunities", "%(n)d fit your open opportunities", n)
            % {"n": n}
        ),
    ),
}


@requires(Right.EDIT_VOLUNTEERS)
@require_POST
def start(request: OfficeRequest) -> HttpResponse:
    """Look for results; the page that follows shows how far it is."""
    return redirect("office:results", public_id=domain.start(request.user).public_id)


@requires(Right.EDIT_VOLUNTEERS)
def results(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show what was found, or how far the search is."""
    run = get_object_or_404(Run, public_id=public_id, kind=domain.KIND)
    found = run.result or {}
    rows = [
        (
            kind.says(len(found.get(kind.key, []))),
            kind.lead,
            reverse("office:results-rows", args=[public_id, which]),
            len(found.get(kind.key, [])),
        )
        for which, kind in KINDS.items()
    ]
    answer = render(request, "office/setup/results.html", {"run": run, "rows": rows})
    return run_pages.watched(request, run, answer)


@requires(Right.EDIT_VOLUNTEERS)
def rows(request: OfficeRequest, public_id: UUID, which: str) -> HttpResponse:
    """List the records behind a result, as they stand now."""
    run = get_object_or_404(Run, public_id=public_id, kind=domain.KIND, state=RunState.DONE)
    if which not in KINDS:
        raise Http404
    kind = KINDS[which]
    listing = replace(
        kind.listing,
        slug=f"results-{kind.key}",
        title=kind.title,
        lead=kind.lead,
        rows=lambda request: _narrowed(kind, request, run),
        add=None,
        long=False,
        empty=Empty(gettext_lazy("Nobody (any more).")),
        bulk=(),
    )
    return lists.respond(request, listing)


def _narrowed(kind: Kind, request: OfficeRequest, run: Run) -> QuerySet:
    found = (run.result or {}).get(kind.key, [])
    keys = [key for group in found for key in group] if kind.key == "duplicates" else found
    return kind.listing.rows(request).filter(pk__in=keys[: lists.MOST_HITS])
