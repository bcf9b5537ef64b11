"""One sentence of a paper: what it is, what answers it, and how it stands today."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from konfluenz.council import activities, mirrors, sentences
from konfluenz.council.activities import Activity
from konfluenz.council.mirrors import Line, Mirror
from konfluenz.council.models import Paper, SentenceKind
from konfluenz.council.proofs import Proof
from konfluenz.council.sentences import SentenceRefused
from konfluenz.office import notices
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.council import mirror_addresses
from konfluenz.office.council.paper import seen_by
from konfluenz.people.roles import Right


@dataclass(frozen=True)
class Shown:
    """A link with the page of what it leads to, "" where the reader has none."""

    proof: Proof
    url: str


@dataclass(frozen=True)
class Choice:
    """An activity that may be linked, with how many live records it has today."""

    activity: Activity
    count: int


def address_of(paper: Paper, number: int) -> str:
    """Return the address of a sentence in the mirror of `paper`."""
    where = {"public_id": paper.public_id, "number": number}
    return reverse("office:mirror-sentence", kwargs=where)


def line_of(request: OfficeRequest, public_id: UUID, number: int) -> tuple[Mirror, Line]:
    """Return the mirror and the sentence; raises Http404 where the reader can see none."""
    mirror = mirrors.of(seen_by(request, public_id))
    line = mirror.line(number)
    if line is None:
        raise Http404
    return mirror, line


@requires(Right.READ_PAPERS)
def sentence(request: OfficeRequest, public_id: UUID, number: int) -> HttpResponse:
    """Show a sentence with its links, and what may be added."""
    mirror, line = line_of(request, public_id, number)
    can_edit = may(request.user, Right.EDIT_PAPERS)
    context: dict[str, Any] = {
        "paper": mirror.paper,
        "mirror": mirror,
        "line": line,
        "total": len(mirror.lines),
        "proofs": _shown(line, request),
        "kinds": [("", _("not sorted")), *SentenceKind.choices],
        "before": number - 1,
        "after": number + 1 if number < len(mirror.lines) else 0,
        "previous_open": mirror.previous_open(number),
        "next_open": mirror.next_open(number),
        "choices": _choices(line) if can_edit else [],
        "can_edit": can_edit,
    }
    return render(request, "office/mirrors/sentence.html", context)


@requires(Right.EDIT_PAPERS)
@require_POST
def sort(request: OfficeRequest, public_id: UUID, number: int) -> HttpResponse:
    """Say what the sentence is: a fact, a task, a promise, or none of them."""
    mirror, line = line_of(request, public_id, number)
    try:
        sentences.sort(line.sentence, request.POST.get("kind", "?"), by=request.user)
        notices.done(request, _("The sentence is sorted."))
    except SentenceRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(mirror.paper, number))


def _shown(line: Line, request: OfficeRequest) -> list[Shown]:
    urls = mirror_addresses.of(line.proofs, request.user)
    return [Shown(proof, urls[proof.evidence.pk]) for proof in line.proofs]


def _choices(line: Line) -> list[Choice]:
    """Return the activities that the sentence is not linked to, if it may be a task."""
    if line.sentence.kind not in ("", SentenceKind.TASK):
        return []
    linked = {proof.evidence.activity for proof in line.proofs}
    free = [one for one in activities.ACTIVITIES if one.slug not in linked]
    live = activities.count(one.slug for one in free)
    return [Choice(one, live[one.slug]) for one in free]
