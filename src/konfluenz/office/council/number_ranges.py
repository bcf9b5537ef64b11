"""The number ranges of papers: one form for all kinds."""

from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council import numbers
from konfluenz.council.models import NumberRange, PaperType
from konfluenz.council.numbers import NumberRefused, Pattern
from konfluenz.office import forms, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right

PREFIX, DIGITS = "prefix_", "digits_"
USUAL = 4


class RangesForm(forms.Form):
    """How the numbers of each kind begin, and how many digits they have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coming = numbers.coming(timezone.localdate().year)
        for kind in PaperType:
            self._add(PREFIX + kind, _prefix(coming.get(kind, "")))
            self._add(DIGITS + kind, _digits())
        self.groups = tuple((kind.label, (PREFIX + kind, DIGITS + kind)) for kind in PaperType)

    def _add(self, name: str, field: django_forms.Field) -> None:
        self.fields[name] = field
        forms.dress(field.widget)


def _prefix(coming: str) -> django_forms.CharField:
    hint = _("Next: %(number)s") % {"number": coming} if coming else _("None are given here.")
    return django_forms.CharField(
        label=_("Begins with"), max_length=10, required=False, help_text=hint
    )


def _digits() -> django_forms.IntegerField:
    return django_forms.IntegerField(
        label=_("Digits"), min_value=1, max_value=numbers.MOST_DIGITS, initial=USUAL
    )


ARRANGE = Sheet(
    "number-ranges",
    gettext_lazy("Number ranges"),
    RangesForm,
    refusals=(NumberRefused,),
    lead=gettext_lazy(
        "Only for papers that are numbered here. Where the council’s system gives the numbers,"
        " leave it empty."
    ),
    told=gettext_lazy("The number ranges were saved."),
    template="office/terms/form.html",
)


@requires(Right.EDIT_PAPERS)
def arrange(request: OfficeRequest) -> HttpResponse:
    """Set the number ranges of all kinds."""
    return sheets.respond(
        request,
        ARRANGE,
        initial=_typed(),
        save=lambda values, _seen: numbers.arrange(_patterns(values), by=request.user),
        back=reverse("office:papers"),
        parent=_("Council papers"),
    )


def _typed() -> dict[str, Any]:
    values: dict[str, Any] = {DIGITS + kind: USUAL for kind in PaperType}
    for one in NumberRange.objects.all():
        values |= {PREFIX + one.paper_type: one.prefix, DIGITS + one.paper_type: one.digits}
    return values


def _patterns(values: Mapping[str, Any]) -> dict[str, Pattern]:
    return {
        kind: Pattern(values[PREFIX + kind].upper(), values[DIGITS + kind]) for kind in PaperType
    }
