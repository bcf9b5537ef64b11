"""The Auftragsspiegel of a paper: its sentences in reading order, and how each stands."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from konfluenz.council import mirrors
from konfluenz.council.mirrors import Mirror, MirrorPart
from konfluenz.council.models import Paper
from konfluenz.council.proofs import Answer
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.council.paper import seen_by
from konfluenz.people.roles import Right

WORDS = {
    Answer.FULFILLED: gettext_lazy("What is stored answers these sentences today."),
    Answer.OPEN: gettext_lazy("Nothing answers these sentences yet."),
    Answer.UNPROVEN: gettext_lazy("What should answer these sentences does not do so today."),
}


@dataclass(frozen=True)
class Tally:
    """How many sentences stand so, with the address that shows these alone."""

    state: Answer
    count: int
    words: str
    url: str
    current: bool


def address_of(paper: Paper) -> str:
    """Return the address of the mirror of `paper`."""
    return reverse("office:mirror", kwargs={"public_id": paper.public_id})


@requires(Right.READ_PAPERS)
def mirror(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show the sentences, all of them or those that stand as ``?state=`` says."""
    paper = seen_by(request, public_id)
    made = mirrors.of(paper)
    asked = request.GET.get("state", "")
    wanted = Answer(asked) if asked in Answer.values else None
    context: dict[str, Any] = {
        "paper": paper,
        "mirror": made,
        "parts": [part for part in (_only(part, wanted) for part in made.parts) if part.lines],
        "tallies": [_tally(made, state, wanted) for state in Answer],
        "wanted": wanted,
        "total": len(made.lines),
        "unsorted": sum(not line.sentence.kind for line in made.lines),
        "first_open": made.next_open(0),
        "can_edit": may(request.user, Right.EDIT_PAPERS),
    }
    return render(request, "office/mirrors/mirror.html", context)


def _only(part: MirrorPart, wanted: Answer | None) -> MirrorPart:
    """Return the part with the sentences that stand as wanted."""
    lines = (line for line in part.lines if wanted in (None, line.state))
    return MirrorPart(part.part, tuple(lines))


def _tally(made: Mirror, state: Answer, wanted: Answer | None) -> Tally:
    here = address_of(made.paper)
    current = state == wanted
    url = here if current else f"{here}?state={state.value}"
    return Tally(state, made.counts[state], str(WORDS[state]), url, current)
