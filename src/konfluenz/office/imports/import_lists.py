"""All lists that were read in or are being prepared, and the place to drop the next one."""

import datetime as dt
from uuid import UUID

import django_filters
import django_tables2 as tables
from django import forms as django_forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from konfluenz.ground.imports import kinds
from konfluenz.ground.imports import lists as read_lists
from konfluenz.ground.models import Import, Run
from konfluenz.ground.models.imports import ImportState
from konfluenz.office import forms, lists
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.imports import import_words
from konfluenz.office.lists import Add, Empty, Listing
from konfluenz.office.templatetags.office import moment
from konfluenz.people.roles import Right

MENDED = 422


class ImportTable(lists.Table):
    """Lists: what they held and what came of them."""

    name = lists.head(gettext_lazy("File"), "import", orderable=False)
    kind = tables.Column(gettext_lazy("What it holds"))
    state = tables.Column(gettext_lazy("State"))
    counts = tables.Column(gettext_lazy("What came of it"), orderable=False, empty_values=())
    created_at = tables.Column(gettext_lazy("Dropped"))

    def render_name(self, record: Import) -> str:
        """Return the file's name, or that it is erased."""
        return import_words.title(record)

    def render_kind(self, value: str) -> str:
        """Return what the list holds, in words."""
        return str(kinds.named(value).label)

    def render_counts(self, record: Import) -> str:
        """Return how many rows had which outcome."""
        return import_words.counted(record)

    def render_created_at(self, value: dt.datetime) -> SafeString | str:
        """Return the moment in the city's time."""
        return moment(value)


class ImportFilters(lists.Filters):
    """Where lists are."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=ImportState.choices,
        empty_label=gettext_lazy("any state"),
    )


def _rows(_request: OfficeRequest) -> QuerySet[Import]:
    return Import.objects.defer("headings").order_by("-created_at", "-id")


IMPORTS = Listing(
    slug="imports",
    title=gettext_lazy("Imports"),
    lead=gettext_lazy("Lists that you kept elsewhere: dropped, checked, taken over, taken back."),
    rows=_rows,
    table=ImportTable,
    filters=ImportFilters,
    find=None,
    count=lambda n: ngettext("%(n)s list", "%(n)s lists", n) % {"n": n},
    empty=Empty(
        gettext_lazy("No list has been read in yet."),
        gettext_lazy(
            "Drop your Excel file as it is. Konfluenz guesses the columns, tries every row and"
            " shows you what would happen, before anything does."
        ),
    ),
    add=Add(gettext_lazy("Read list in"), "import-add", Right.EDIT_VOLUNTEERS),
    exportable=False,
)


class DropForm(forms.Form):
    """A file, and what it holds."""

    kind = django_forms.ChoiceField(
        label=gettext_lazy("What it holds"), widget=django_forms.RadioSelect
    )
    file = django_forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Excel (.xlsx), text (.csv) or address cards (.vcf); for enquiries a mailbox (.mbox), a"
            " mail (.eml) or several packed as ZIP; for events a calendar (.ics). Up to 25 MB, as"
            " it is."
        ),
        allow_empty_file=True,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["kind"]
        assert isinstance(choice, django_forms.ChoiceField)
        choice.choices = [(kind.name, kind.label) for kind in kinds.all_kinds()]


@requires(Right.EDIT_VOLUNTEERS)
def list_imports(request: OfficeRequest) -> HttpResponse:
    """Show all lists."""
    return lists.respond(request, IMPORTS)


@requires(Right.EDIT_VOLUNTEERS)
def add(request: OfficeRequest) -> HttpResponse:
    """Take a dropped file and lead on to its columns."""
    if request.method == "POST":
        form = DropForm(request.POST, request.FILES)
    else:
        form = DropForm(initial={"kind": request.GET.get("kind", "volunteers")})
    if form.is_valid():
        kind = kinds.named(form.cleaned_data["kind"])
        try:
            taken = read_lists.take(form.cleaned_data["file"], kind, by=request.user)
        except read_lists.ImportRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(reverse("office:import-columns", args=[taken.public_id]))
    status = MENDED if form.errors else 200
    return render(request, "office/imports/add.html", {"form": form}, status=status)


@requires(Right.EDIT_VOLUNTEERS)
def of_run(_request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Lead from long work to the list that it was about."""
    run = get_object_or_404(Run, public_id=public_id)
    taken = get_object_or_404(Import, public_id=run.values.get("import"))
    return redirect(reverse("office:import", args=[taken.public_id]))
