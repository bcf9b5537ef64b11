"""Step two: what each column is, what holds for all rows, and how the file is read."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from konfluenz.ground.imports import columns, kinds, lists, texts
from konfluenz.ground.imports.kinds import Kind, Option
from konfluenz.ground.imports.lists import ImportRefused, Opened
from konfluenz.ground.imports.tables import Asked
from konfluenz.ground.models import Import
from konfluenz.ground.revisions import Stale
from konfluenz.office import forms, notices
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.imports import import_wording, import_words
from konfluenz.people.roles import Right

EXAMPLES = 3
LONGEST_EXAMPLE = 60
FIRST_LINES = 12
MENDED, CONFLICT = 422, 409

QUESTIONS = {
    "sheet": ("heading", "sheet"),
    "text": ("heading", "encoding", "delimiter"),
    "cards": ("encoding",),
    "mail": (),
    "calendar": (),
}
"""What may be asked about how a file is read, by its form (`tables.FORMS`)."""


@dataclass(frozen=True)
class Column:
    """One column of the file: its name, what stands in it first, the field of the form."""

    name: str
    examples: list[str]
    field: Any


class ColumnsForm(forms.Form):
    """A choice for each column, then what holds for all rows."""

    source = django_forms.CharField(
        label=gettext_lazy("Where the list comes from"),
        required=False,
        max_length=60,
        help_text=gettext_lazy(
            "For example “Freinet 2025”. Rows are known again within their source: two lists"
            " with the same numbers do not mix."
        ),
    )

    def __init__(self, *args: Any, kind: Kind, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names, self.fixed = names, kind.fixed
        named = [(one.name, capfirst(str(one.label))) for one in kind.fields]
        fields = sorted(named, key=lambda one: one[1].casefold())
        choices = [("", _("not taken over")), *fields]
        for option in reversed(kind.options):
            self.fields = {f"option_{option.name}": _choice(option), **self.fields}
        if kind.fixed:
            del self.fields["source"]
        for at, name in enumerate([] if kind.fixed else names):
            field = django_forms.ChoiceField(choices=choices, required=False, label=name)
            forms.dress(field.widget)
            self.fields[f"column_{at}"] = field

    def general(self) -> list[Any]:
        """Return the fields that hold for all rows."""
        return [self[name] for name in self.fields if not name.startswith("column_")]

    @property
    def mapping(self) -> dict[int, str]:
        """Return what was chosen: {column: field}. The columns of a fixed kind are its fields."""
        if self.fixed:
            return dict(enumerate(self.names))
        cleaned = self.cleaned_data
        return {at: cleaned[f"column_{at}"] for at in range(len(self.names))}

    @property
    def options(self) -> dict[str, str]:
        """Return what was chosen for all rows."""
        return {
            name.removeprefix("option_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("option_")
        }


class ReadingForm(forms.Form):
    """How the file is to be read, where the program read it wrongly."""

    heading = django_forms.TypedChoiceField(
        label=gettext_lazy("The names of the columns stand in"), coerce=int
    )
    sheet = django_forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    encoding = django_forms.ChoiceField(
        label=gettext_lazy("Letters are written as"),
        required=False,
        choices=[(name, name.upper()) for name in (*texts.ENCODINGS, "utf-8-sig", "utf-16")],
    )
    delimiter = django_forms.ChoiceField(
        label=gettext_lazy("Columns are divided by"),
        required=False,
        choices=list(import_words.DELIMITERS.items()),
    )

    def __init__(self, *args: Any, read: Opened, **kwargs: Any) -> None:
        table = read.table
        values = {"sheet": table.sheet, "encoding": table.encoding, "delimiter": table.delimiter}
        super().__init__(*args, initial={"heading": read.heading, **values}, **kwargs)
        rows = [(line.number, _line(line)) for line in table.lines[:FIRST_LINES]]
        self._offer("heading", [(columns.NO_HEADING, _("no row: all rows are data")), *rows])
        self._offer("sheet", [(name, name) for name in table.sheets])
        self.fields = {name: self.fields[name] for name in QUESTIONS[table.form]}

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, django_forms.ChoiceField)
        field.choices = choices

    @property
    def asked(self) -> Asked:
        """Return what was chosen."""
        return Asked(**self.cleaned_data)


@requires(Right.EDIT_VOLUNTEERS)
def choose(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show the columns with what they seem to be; settle them and go on to the trial."""
    taken = _open(public_id)
    kind = kinds.named(taken.kind)
    try:
        read = lists.opened(taken)
    except ImportRefused as refusal:
        notices.refused(request, refusal)
        return redirect("office:imports")
    form = _form(request, taken, kind, read)
    status = 200
    if request.method == "POST":
        status = MENDED
        if form.is_valid():
            try:
                return _settle(request, taken, form)
            except Stale:
                form.add_error(None, _("Somebody else has changed this in the meantime."))
                taken, status = _open(public_id), CONFLICT
            except ImportRefused as refusal:
                form.add_error(None, str(refusal))
    return _page(request, taken, kind, read, form, status)


@requires(Right.EDIT_VOLUNTEERS)
@require_POST
def reread(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Read the file in another way."""
    taken = _open(public_id)
    here = redirect(reverse("office:import-columns", args=[public_id]))
    try:
        form = ReadingForm(request.POST, read=lists.opened(taken))
        if form.is_valid():
            lists.reread(taken, form.asked, by=request.user)
            notices.done(request, _("The file was read anew. Please look at the columns."))
        else:
            notices.refused(request, _("Choose from the lists."))
    except ImportRefused as refusal:
        notices.refused(request, refusal)
    return here


def _open(public_id: UUID) -> Import:
    return get_object_or_404(Import.objects.select_related("file", "run"), public_id=public_id)


def _form(request: OfficeRequest, taken: Import, kind: Kind, read: Opened) -> ColumnsForm:
    initial: dict[str, Any] = {"source": taken.source}
    initial |= {f"option_{name}": value for name, value in taken.options.items()}
    initial |= {f"column_{at}": name for at, name in taken.mapping.items()}
    data = request.POST if request.method == "POST" else None
    return ColumnsForm(data, initial=initial, kind=kind, names=read.names)


def _settle(request: OfficeRequest, taken: Import, form: ColumnsForm) -> HttpResponse:
    seen = request.POST.get("revision", "")
    chosen = lists.choose(
        taken,
        form.mapping,
        options=form.options,
        source=form.cleaned_data.get("source", ""),
        seen=int(seen) if seen.isdecimal() else None,
        by=request.user,
    )
    if assigned := kinds.named(taken.kind).assigned:
        return redirect(reverse(f"office:{assigned}", args=[taken.public_id]))
    lists.check(chosen, by=request.user)
    return redirect(reverse("office:import", args=[taken.public_id]))


def _page(
    request: OfficeRequest, taken: Import, kind: Kind, read: Opened, form: ColumnsForm, status: int
) -> HttpResponse:
    shown = [
        Column(name, _examples(read, at), form[f"column_{at}"])
        for at, name in enumerate([] if kind.fixed else read.names)
    ]
    mapped = {name for name in taken.mapping.values() if name}
    words = import_wording.of(kind)
    context = {
        "import": taken,
        "title": import_words.title(taken),
        "kind": kind,
        "form": form,
        "columns": shown,
        "absent": [text for name, text in kind.absent.items() if name not in mapped],
        "words": words,
        "rows": words.count(len(read.rows)),
        "notes": read.table.notes,
        "reading": ReadingForm(read=read) if QUESTIONS[read.table.form] else None,
        "before": lists.same_file(taken),
    }
    return render(request, "office/imports/columns.html", context, status=status)


def _examples(read: Opened, at: int) -> list[str]:
    """Return the first texts in a column, each once."""
    cells = (line.cells[at] for line in read.rows[:200] if at < len(line.cells) and line.cells[at])
    found = list(dict.fromkeys(cells))[:EXAMPLES]
    return [_short(text) for text in found]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1]}…"


def _line(line: Any) -> str:
    cells = _short(" · ".join(cell for cell in line.cells if cell))
    return _("row %(number)d: %(cells)s") % {"number": line.number, "cells": cells}


def _choice(option: Option) -> django_forms.ChoiceField:
    field = django_forms.ChoiceField(
        choices=option.choices, label=str(option.label), help_text=str(option.hint)
    )
    forms.dress(field.widget)
    return field
