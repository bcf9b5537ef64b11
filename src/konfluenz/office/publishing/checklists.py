"""The checklist of newcomers: all items on one page, added, corrected, ordered, taken away."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from konfluenz.office import forms, notices, sheets
from konfluenz.office.access import OfficeRequest, may, requires
from konfluenz.office.content import tabs
from konfluenz.office.content.service_forms import long_text
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right
from konfluenz.publishing import checklists as domain
from konfluenz.publishing import pages
from konfluenz.publishing.checklists import ChecklistRefused
from konfluenz.publishing.models import ChecklistItem, Phase

TITLE = gettext_lazy("Checklist")
FIELDS = ("title", "phase", "text", "page")


class ItemForm(forms.Form):
    """One thing that a newcomer does."""

    title = django_forms.CharField(label=gettext_lazy("What is to be done"), max_length=120)
    phase = django_forms.ChoiceField(label=gettext_lazy("When"), choices=Phase.choices)
    text = long_text(gettext_lazy("Explanation in two or three sentences"))
    documents = long_text(
        gettext_lazy("What to bring"), 3, help_text=gettext_lazy("One thing on each line")
    )
    page = django_forms.ModelChoiceField(
        pages.public(),
        label=gettext_lazy("Page that explains it"),
        required=False,
        empty_label=gettext_lazy("no page"),
    )


ADD = Sheet(
    "checklist-add",
    gettext_lazy("Add item"),
    ItemForm,
    refusals=(ChecklistRefused,),
    submit=gettext_lazy("Add item"),
    told=gettext_lazy("The item stands on the checklist."),
)
EDIT = Sheet(
    "checklist-edit",
    gettext_lazy("Correct item"),
    ItemForm,
    refusals=(ChecklistRefused,),
    template="office/checklist/item.html",
)


@requires(Right.READ_CONTENT)
@require_safe
def checklist(request: OfficeRequest) -> HttpResponse:
    """Show all items by phase, in the order in which newcomers read them."""
    context = {
        "phases": [(phase, items) for phase, items in domain.by_phase()],
        "can_edit": may(request.user, Right.EDIT_CONTENT),
        **tabs.SHOWN,
    }
    return render(request, "office/checklist/checklist.html", context)


@requires(Right.EDIT_CONTENT)
def add(request: OfficeRequest) -> HttpResponse:
    """Add an item to the end of a phase."""
    return sheets.respond(
        request,
        ADD,
        initial={"phase": request.GET.get("phase", Phase.DAYS)},
        save=lambda values, _seen: domain.add(**_said(values), by=request.user),
        back=reverse("office:checklist"),
        parent=TITLE,
    )


@requires(Right.EDIT_CONTENT)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Correct an item."""
    one = get_object_or_404(ChecklistItem, public_id=public_id)
    return sheets.respond(
        request,
        EDIT,
        record=one,
        initial=_typed,
        save=lambda values, seen: domain.correct(one, _said(values), seen=seen, by=request.user),
        back=reverse("office:checklist"),
        parent=TITLE,
        item=one,
    )


@requires(Right.EDIT_CONTENT)
@require_POST
def move(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Put an item one place up or down."""
    one = get_object_or_404(ChecklistItem, public_id=public_id)
    domain.move(one, up=request.POST.get("way") == "up", by=request.user)
    return redirect(f"{reverse('office:checklist')}#{one.slug}")


@requires(Right.EDIT_CONTENT)
@require_POST
def remove(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Take an item off the checklist."""
    one = get_object_or_404(ChecklistItem, public_id=public_id)
    domain.remove(one, by=request.user)
    notices.done(request, _("“%(item)s” was taken off the checklist.") % {"item": one})
    return redirect("office:checklist")


def _typed(item: ChecklistItem) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in FIELDS}
    return {**values, "documents": "\n".join(item.documents)}


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "documents": values["documents"].splitlines()}
