"""A district that was split: the form, and the way back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory import districts
from konfluenz.directory.models import District
from konfluenz.office import forms, sheets
from konfluenz.office.access import OfficeRequest, requires
from konfluenz.office.setup import step_forms, steps
from konfluenz.office.sheets import Sheet
from konfluenz.people.roles import Right


class SplitForm(forms.Form):
    """Since when a district is several, and which."""

    on = forms.DayField(
        label=gettext_lazy("Split on"),
        help_text=gettext_lazy("The first day on which there are the new districts"),
    )
    lines = step_forms.DistrictsField(
        label=gettext_lazy("The new districts, one a line"),
        widget=step_forms.lines_widget(5),
        help_text=gettext_lazy("Name; number; latitude; longitude. The name is enough."),
    )


SPLIT = Sheet(
    "district-split",
    gettext_lazy("Split district"),
    SplitForm,
    refusals=(districts.DistrictRefused,),
    submit=gettext_lazy("Split district"),
    told=gettext_lazy("The district was split. What lies in it stays there until you move it."),
)


@requires(Right.EDIT_SETTINGS)
def split(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Split a district into others from a day on."""
    one = get_object_or_404(District, public_id=public_id)
    at = steps.BY_SLUG["stadtteile"]
    return sheets.respond(
        request,
        SPLIT,
        record=one,
        initial=lambda _one: {"on": timezone.localdate()},
        save=lambda values, seen: _split(one, values, seen, request),
        done=lambda _made: at.url,
        back=at.url,
        parent=_("Districts"),
        about=one.name,
    )


def _split(
    one: District, values: dict[str, Any], seen: int | None, request: OfficeRequest
) -> District:
    districts.split(one, values["lines"], values["on"], seen=seen, by=request.user)
    return one
