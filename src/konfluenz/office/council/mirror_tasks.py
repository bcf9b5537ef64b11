"""Linking a promise to the Aufgabe that keeps it: one that is there, or a new one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.actions import access
from konfluenz.actions.models import Task
from konfluenz.council import links, promises
from konfluenz.council.links import LinkRefused
from konfluenz.council.mirrors import Line
from konfluenz.council.promises import PromiseRefused
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.actions.tasks import CLOSED_LAST
from konfluenz.office.council.mirror_sentence import address_of, line_of
from konfluenz.office.council.paper_acts import PromiseForm
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

MOST = 30
ADD = Sheet(
    "mirror-task-add",
    gettext_lazy("Turn promise into a task"),
    PromiseForm,
    refusals=(PromiseRefused,),
    submit=gettext_lazy("Add task"),
    told=gettext_lazy("The task was added."),
)


@requires(Right.EDIT_PAPERS)
def choose(request: OfficeRequest, public_id: UUID, number: int) -> HttpResponse:
    """Show the Aufgaben that match ``?q=``; link the one that is posted."""
    mirror, line = line_of(request, public_id, number)
    if request.method == "POST":
        return _link(request, line, address_of(mirror.paper, number))
    query = request.GET.get("q", "").strip()[:100]
    rows = _free(request, line, query)
    context: dict[str, Any] = {
        "paper": mirror.paper,
        "line": line,
        "query": query,
        "tasks": rows[:MOST],
        "more": len(rows) > MOST,
        "back": address_of(mirror.paper, number),
    }
    return render(request, "office/mirrors/task.html", context)


@requires(Right.EDIT_PAPERS)
def add(request: OfficeRequest, public_id: UUID, number: int) -> HttpResponse:
    """Give an office something to do that keeps the promise."""
    mirror, line = line_of(request, public_id, number)
    return sheets.respond(
        request,
        ADD,
        initial={},
        save=lambda values, _seen: promises.take(line.sentence, **values, by=request.user),
        back=address_of(mirror.paper, number),
        parent=_("Sentence %(number)s") % {"number": number},
        about=line.sentence.text,
    )


def _link(request: OfficeRequest, line: Line, back: str) -> HttpResponse:
    task = get_object_or_404(
        access.visible_to(request.user), public_id=_key(request.POST.get("task", ""))
    )
    try:
        links.add_task(line.sentence, task, by=request.user)
        notices.done(request, _("The task is linked."))
    except LinkRefused as refusal:
        notices.refused(request, refusal)
    return redirect(back)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _free(request: OfficeRequest, line: Line, query: str) -> list[Task]:
    """Return the tasks that are not linked yet, those in hand first, one more than are shown."""
    linked = [proof.evidence.target_id for proof in line.proofs if not proof.evidence.attribute]
    rows = access.visible_to(request.user).exclude(pk__in=[key for key in linked if key])
    rows = rows.filter(title__icontains=query) if query else rows
    rows = rows.defer("details", "outcome").select_related("unit")
    return list(rows.order_by(CLOSED_LAST, "due_date", "id")[: MOST + 1])
