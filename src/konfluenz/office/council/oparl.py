"""Reading the council's own system in: a file or an address, its progress, what came of it."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council.models import OparlImport
from konfluenz.council.oparl import readings
from konfluenz.council.oparl.readings import ReadingRefused
from konfluenz.ground import runs
from konfluenz.ground.models import Run
from konfluenz.office import forms, notices
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.ground.runs import watched
from konfluenz.people.roles import Right

SHOWN = 10
MENDED = 422


class SourceForm(forms.Form):
    """A dump or a server."""

    address = django_forms.URLField(
        label=gettext_lazy("Address of the interface"),
        help_text=gettext_lazy("Such as https://ris.stadt.example/oparl/system."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    file = django_forms.FileField(
        label=gettext_lazy("Or a file"),
        help_text=gettext_lazy("OParl objects as .jsonl or .json, up to 25 MB."),
        max_length=200,
        required=False,
    )
    publish = django_forms.BooleanField(
        label=gettext_lazy("Show new papers in the portal at once"),
        help_text=gettext_lazy("Otherwise they stay inside until you choose them in the list."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Want one of the two."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and bool(values.get("address")) == bool(values.get("file")):
            self.add_error("address", _("Type an address or choose a file: one of the two."))
        return values


@requires(Right.EDIT_PAPERS)
def read(request: OfficeRequest) -> HttpResponse:
    """Take a file or an address, and show the last readings."""
    form = SourceForm(request.POST, request.FILES) if request.method == "POST" else SourceForm()
    if form.is_valid():
        try:
            return redirect(_address(_start(request, form.cleaned_data)))
        except ReadingRefused as refusal:
            form.add_error("file", str(refusal))
    context = {"form": form, "readings": list(OparlImport.objects.all()[:SHOWN])}
    return render(request, "office/oparl/read.html", context, status=MENDED if form.errors else 200)


@requires(Right.EDIT_PAPERS)
def reading(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show how far a reading is, or what came of it with each finding."""
    one = get_object_or_404(Run, public_id=public_id, kind=readings.KIND)
    found = get_object_or_404(OparlImport, pk=one.values["import"])
    context = {"run": one, "reading": found, "title": str(found)}
    return watched(request, one, render(request, "office/oparl/reading.html", context))


def _start(request: OfficeRequest, values: dict[str, Any]) -> Run:
    begun = {"publish": values["publish"], "by": request.user}
    if values["file"]:
        run = readings.start_file(values["file"], **begun)
    else:
        run = readings.start_address(values["address"], **begun)
    notices.done(request, _("The reading begins in a moment."))
    return run


def _address(run: runs.Run) -> str:
    return reverse("office:oparl", kwargs={"public_id": run.public_id})
