"""Two records, one person: look at both, make them one, take it back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.office import notices
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.people.person import address_of, seen_by
from konfluenz.people import access, contacts, duplicates, languages, merging
from konfluenz.people import persons as people
from konfluenz.people.duplicates import Likeness
from konfluenz.people.models import Person
from konfluenz.people.roles import Right

MOST = 20

REASONS: dict[Likeness, Promise] = {
    Likeness.MAIL: gettext_lazy("same e-mail"),
    Likeness.PHONE: gettext_lazy("same phone"),
    Likeness.NAME: gettext_lazy("same name"),
}


@requires(Right.EDIT_PERSONS)
def merge(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show who may be the same person, then both side by side, then merge."""
    one = seen_by(request, public_id)
    if request.method == "POST":
        return _merge(request, one)
    other = request.GET.get("with", "")
    if other:
        return _compare(request, one, seen_by(request, _parsed(other)))
    query = request.GET.get("q", "").strip()
    context = {
        "person": one,
        "query": query,
        "candidates": [(row.person, _reasons(row)) for row in duplicates.candidates(one)],
        "hits": _hits(request, one, query) if query else [],
    }
    return render(request, "office/persons/merge.html", context)


@requires(Right.EDIT_PERSONS)
@require_POST
def undo(request: OfficeRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Take a merge back."""
    one = seen_by(request, public_id)
    try:
        _back, stayed = merging.undo(get_object_or_404(one.merges, pk=pk), by=request.user)
        notices.done(request, _undone(stayed))
    except merging.MergeRefused as refusal:
        notices.refused(request, refusal)
    return redirect(address_of(one))


def _merge(request: OfficeRequest, one: Person) -> HttpResponse:
    other = seen_by(request, _parsed(request.POST.get("with", "")))
    keep, gone = (other, one) if request.POST.get("keep") == str(other.public_id) else (one, other)
    try:
        made = merging.merge(keep, gone, by=request.user)
    except merging.MergeRefused as refusal:
        notices.refused(request, refusal)
        return redirect(request.get_full_path())
    undo_at = reverse("office:person-unmerge", kwargs={"public_id": keep.public_id, "pk": made.pk})
    notices.done(request, _("Both records are one now."), undo=undo_at)
    return redirect(address_of(keep))


def _compare(request: OfficeRequest, one: Person, other: Person) -> HttpResponse:
    if one.pk == other.pk:
        raise Http404
    rows = [
        (label, left, right)
        for (label, left), (_same, right) in zip(_facts(one), _facts(other), strict=True)
    ]
    context = {"person": one, "other": other, "rows": rows}
    return render(request, "office/persons/compare.html", context)


def _facts(one: Person) -> list[tuple[str, list[str]]]:
    """Return what tells two persons apart."""
    return [
        (_("Sorted under"), [one.sort_name]),
        (_("Other scripts"), [name.name for name in one.names.all()]),
        (_("Contacts"), [shown.text for shown in contacts.shown(one)]),
        (_("Speaks"), [languages.name(row.language) for row in one.languages.all()]),
        (_("Account"), [account.email] if (account := getattr(one, "account", None)) else []),
        (_("Notes"), [one.notes] if one.notes else []),
    ]


def _hits(request: OfficeRequest, one: Person, query: str) -> list[Any]:
    rows = people.find(query, access.visible_to(request.user).exclude(pk=one.pk))
    return list(rows.defer("notes")[:MOST])


def _reasons(row: duplicates.Candidate) -> str:
    return ", ".join(str(REASONS[why]) for why in row.reasons)


def _undone(stayed: int) -> str:
    if not stayed:
        return _("The merge was undone. Both records are back as they were.")
    return _("The merge was undone. What was changed since stays: %(n)d.") % {"n": stayed}


def _parsed(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
