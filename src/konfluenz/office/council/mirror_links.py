"""Linking a sentence to a record, an Aufgabe or an activity, and taking a link away."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.council import links
from konfluenz.council.links import LinkRefused
from konfluenz.council.mirrors import Line, Mirror
from konfluenz.council.models import Evidence
from konfluenz.office import notices, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.council import mirror_choices, mirror_forms
from konfluenz.office.council.mirror_sentence import address_of, line_of
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

QUOTE = Sheet(
    "mirror-quote",
    gettext_lazy("Link record"),
    mirror_forms.QuoteForm,
    refusals=(LinkRefused,),
    submit=gettext_lazy("Link"),
    told=gettext_lazy("The record is linked."),
    template="office/mirrors/quote.html",
)
KEPT = ("target_label", "target_id", "attribute", "quote", "activity")


@requires(Right.EDIT_PAPERS)
def record(request: OfficeRequest, public_id: UUID, number: int) -> HttpResponse:
    """Choose the kind of record that answers the sentence, then the record."""
    mirror, line = line_of(request, public_id, number)
    label, query = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:100]
    context: dict[str, Any] = {
        "paper": mirror.paper,
        "line": line,
        "kinds": mirror_choices.kinds(),
        "kind": mirror_choices.kind(label),
        "label": label,
        "query": query,
        "back": address_of(mirror.paper, number),
    }
    if context["kind"] is not None:
        context |= mirror_choices.found(label, query)
    return render(request, "office/mirrors/record.html", context)


@requires(Right.EDIT_PAPERS)
def quote(
    request: OfficeRequest, public_id: UUID, number: int, kind: str, record_id: UUID
) -> HttpResponse:
    """Choose what of the record answers which words of the sentence."""
    mirror, line = line_of(request, public_id, number)
    chosen = mirror_choices.one(kind, record_id)
    if chosen is None:
        raise Http404
    form = mirror_forms.quoting(mirror_choices.readings(chosen))
    sheet = replace(QUOTE, form=form, lead=line.sentence.text)
    back = address_of(mirror.paper, number)
    return sheets.respond(
        request,
        sheet,
        initial={},
        save=lambda values, _seen: links.add(
            line.sentence, chosen, values["attribute"], values["quote"], by=request.user
        ),
        back=back,
        parent=_sentence(number),
        about=mirror_choices.title(chosen),
    )


@requires(Right.EDIT_PAPERS)
@require_POST
def activity(request: OfficeRequest, public_id: UUID, number: int) -> HttpResponse:
    """Link the task to the live records of an activity."""
    mirror, line = line_of(request, public_id, number)
    try:
        links.add_activity(line.sentence, request.POST.get("activity", ""), by=request.user)
        notices.done(request, _("The activity is linked."))
    except LinkRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(mirror.paper, number))


@requires(Right.EDIT_PAPERS)
@require_POST
def remove(request: OfficeRequest, public_id: UUID, number: int, pk: int) -> HttpResponse:
    """Take a link away, with a way to put it back."""
    mirror, line = line_of(request, public_id, number)
    link = get_object_or_404(Evidence, pk=pk, sentence=line.sentence)
    kept = {name: getattr(link, name) for name in KEPT}
    try:
        links.remove(link, by=request.user)
        notices.done(request, _("The link was removed."), undo=_restoring(mirror, line), keep=kept)
    except LinkRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(mirror.paper, number))


@requires(Right.EDIT_PAPERS)
@require_POST
def restore(request: OfficeRequest, public_id: UUID, number: int) -> HttpResponse:
    """Put a link back that was removed a moment ago."""
    mirror, line = line_of(request, public_id, number)
    kept = notices.kept(request)
    try:
        values = {name: kept[name] for name in KEPT}
        links.restore(line.sentence, by=request.user, **values)
        notices.done(request, _("The link is back."))
    except LinkRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(mirror.paper, number))


def _restoring(mirror: Mirror, line: Line) -> str:
    where = {"public_id": mirror.paper.public_id, "number": line.number}
    return reverse("office:mirror-link-restore", kwargs=where)


def _sentence(number: int) -> str:
    return _("Sentence %(number)s") % {"number": number}
