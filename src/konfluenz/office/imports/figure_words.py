"""Step three of reading figures in: what the words of the table mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import District
from konfluenz.ground.imports import kinds, lists
from konfluenz.ground.imports.lists import ImportRefused
from konfluenz.ground.models import Import
from konfluenz.office import forms, notices
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.imports import import_words
from konfluenz.people.roles import Right
from konfluenz.steering.importing import figure_words
from konfluenz.steering.importing.figure_words import NEW, Word
from konfluenz.steering.measuring.figure_labels import LabelRefused, Said
from konfluenz.steering.measuring.indicators import IndicatorRefused
from konfluenz.steering.models import Indicator, LabelKind, LabelMeaning, Unit

MENDED = 422
CITY, DISTRICT = LabelMeaning.CITY.value, LabelMeaning.DISTRICT.value
ELSEWHERE, SKIPPED = LabelMeaning.ELSEWHERE.value, LabelMeaning.SKIPPED.value
NAMES_ONE = (DISTRICT, ELSEWHERE, NEW)
REST = [
    ("", gettext_lazy("refuse")),
    (NEW, gettext_lazy("add anew")),
    (SKIPPED, gettext_lazy("leave out")),
]


@dataclass(frozen=True)
class Choice:
    """A word with its two fields: what it means, and which part or which one."""

    word: Word
    meaning: Any
    detail: Any


@dataclass(frozen=True)
class Choices:
    """The words of one kind: those without a meaning by now, and the others."""

    open: list[Choice]
    known: list[Choice]

    @property
    def all(self) -> list[Choice]:
        """Return all of them."""
        return [*self.open, *self.known]


class WordsForm(forms.Form):
    """A meaning for each word; what is left over is refused, added or left out."""

    rest_rows = django_forms.ChoiceField(
        label=gettext_lazy("Rows without an indicator"), choices=REST, required=False
    )
    unit = django_forms.ChoiceField(
        label=gettext_lazy("New indicators count"), choices=Unit.choices, initial=Unit.PERSONS
    )
    rest_places = django_forms.ChoiceField(
        label=gettext_lazy("Places without a district"), choices=REST, required=False
    )

    def __init__(self, *args: Any, words: Sequence[Word], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        self.indicators = {str(one.pk): one for one in Indicator.objects.order_by("name")}
        self.districts = {one.name.casefold(): one for one in District.objects.order_by("name")}
        for at, word in enumerate(words):
            is_row = word.kind == LabelKind.ROW
            self._add(f"means_{at}", self._choices(is_row), _meaning(word), word.text)
            label = _("Part of “%s”") if is_row else _("Name of “%s”")
            self._text(f"detail_{at}", _detail(word), label % word.text, is_row=is_row)

    def rows(self) -> Choices:
        """Return the fields of the row labels."""
        return self._of(LabelKind.ROW)

    def places(self) -> Choices:
        """Return the fields of the places."""
        return self._of(LabelKind.PLACE)

    def clean(self) -> dict[str, Any]:
        """Say what is wrong beside the word."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for at, word in enumerate(self.words):
            name = " ".join(cleaned.get(f"detail_{at}", "").split())
            means = cleaned.get(f"means_{at}")
            if word.kind == LabelKind.ROW:
                continue
            if means == DISTRICT and name.casefold() not in self.districts:
                self.add_error(
                    f"detail_{at}", _("There is no such district. Choose from the list.")
                )
            if means == ELSEWHERE and not name:
                self.add_error(f"detail_{at}", _("Say which city."))
        return cleaned

    def said(self) -> list[tuple[Word, Said]]:
        """Return what each word means; words that mean the same as before are not said again."""
        found = [(word, self._said(at, word)) for at, word in enumerate(self.words)]
        return [(word, said) for word, said in found if said is not None]

    def _said(self, at: int, word: Word) -> Said | None:
        means = self.cleaned_data[f"means_{at}"]
        name = " ".join(self.cleaned_data[f"detail_{at}"].split())
        if (means, name) == (_meaning(word), _detail(word)) and word.known:
            return None
        is_row = word.kind == LabelKind.ROW
        means = means or self.cleaned_data["rest_rows" if is_row else "rest_places"]
        if is_row:
            indicator = self.indicators.get(means)
            known = LabelMeaning.INDICATOR.value if indicator else means
            return word.said(known, indicator=indicator, category=name)
        district = self.districts.get(name.casefold()) if means == DISTRICT else None
        return word.said(means, district=district, elsewhere=name if means in NAMES_ONE else "")

    def _choices(self, is_row: bool) -> list[tuple[str, Any]]:
        if is_row:
            named = [(key, one.name) for key, one in self.indicators.items()]
            return [("", "–"), (NEW, _("new indicator")), (SKIPPED, _("leave out")), *named]
        return [
            ("", "–"),
            (DISTRICT, _("district")),
            (NEW, _("new district")),
            (CITY, _("the whole city")),
            (ELSEWHERE, _("another city")),
            (SKIPPED, _("leave out")),
        ]

    def _add(self, name: str, choices: Iterable, initial: str, label: str) -> None:
        field = django_forms.ChoiceField(
            choices=choices, required=False, initial=initial, label=label
        )
        forms.dress(field.widget)
        self.fields[name] = field

    def _text(self, name: str, initial: str, label: str, *, is_row: bool) -> None:
        field = django_forms.CharField(required=False, max_length=80, initial=initial, label=label)
        field.widget.attrs["aria-label"] = label
        if not is_row:
            field.widget.attrs["list"] = "districts"
        forms.dress(field.widget)
        self.fields[name] = field

    def _of(self, kind: str) -> Choices:
        found = [
            Choice(word, self[f"means_{at}"], self[f"detail_{at}"])
            for at, word in enumerate(self.words)
            if word.kind == kind
        ]
        wrong = [one for one in found if not one.word.known or one.detail.errors]
        return Choices(wrong, [one for one in found if one not in wrong])


@requires(Right.EDIT_CONCEPT)
def choose(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Show the words with what they mean by now; settle them and go on to the trial."""
    taken = get_object_or_404(Import.objects.select_related("file", "run"), public_id=public_id)
    there = redirect(reverse("office:import", args=[public_id]))
    if not kinds.named(taken.kind).assigned:
        return there
    try:
        words = figure_words.found(taken, lists.opened(taken).rows)
    except ImportRefused as refusal:
        notices.refused(request, refusal)
        return there
    form = WordsForm(request.POST if request.method == "POST" else None, words=words)
    if form.is_valid():
        try:
            figure_words.settle(taken, form.said(), unit=form.cleaned_data["unit"], by=request.user)
            lists.check(taken, by=request.user)
        except (LabelRefused, IndicatorRefused, ImportRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            return there
    return _page(request, taken, form)


def _page(request: OfficeRequest, taken: Import, form: WordsForm) -> HttpResponse:
    context = {
        "import": taken,
        "title": import_words.title(taken),
        "form": form,
        "rows": form.rows(),
        "places": form.places(),
        "districts": [one.name for one in form.districts.values()],
    }
    status = MENDED if form.errors else 200
    return render(request, "office/imports/figure_words.html", context, status=status)


def _meaning(word: Word) -> str:
    if word.row is not None:
        return str(word.row.indicator.pk) if word.row.indicator else SKIPPED
    if word.place is None:
        return ""
    if word.place.skipped:
        return SKIPPED
    if word.place.district is not None:
        return DISTRICT
    return ELSEWHERE if word.place.elsewhere else CITY


def _detail(word: Word) -> str:
    if word.row is not None:
        return word.row.category
    if word.place is None:
        return ""
    return word.place.district.name if word.place.district else word.place.elsewhere
