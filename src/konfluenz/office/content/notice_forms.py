"""Forms of funding programmes, goods and links."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import (
    ExternalResource,
    FundingProgramme,
    GoodsKind,
    GoodsNotice,
    Place,
)
from konfluenz.ground.models import Record
from konfluenz.office import forms, searched
from konfluenz.office.content.service_forms import line, long_text, topics_field
from konfluenz.office.language_field import LanguagesField

MANY = "topics"


class ProgrammeForm(searched.SearchedForm):
    """Money for projects: who gives it, for what, until when."""

    looked_up = {"organization": searched.ORGANISATION}

    name = django_forms.CharField(label=gettext_lazy("Name"), max_length=160)
    funder = django_forms.CharField(label=gettext_lazy("Who funds"), max_length=200)
    organization = line(
        gettext_lazy("Organisation"),
        200,
        help_text=gettext_lazy("If the one that funds is on record here."),
    )
    summary = line(gettext_lazy("In one sentence"))
    deadline = forms.DayField(
        label=gettext_lazy("Deadline"),
        required=False,
        help_text=gettext_lazy("The last day. Empty: applications at any time."),
    )
    amount_max = django_forms.DecimalField(
        label=gettext_lazy("At most, in euros"),
        required=False,
        max_digits=10,
        decimal_places=2,
        localize=True,
    )
    for_whom = long_text(gettext_lazy("For whom"), 2)
    what = long_text(gettext_lazy("What is funded"))
    own_share = line(gettext_lazy("Own share"), 200)
    how = long_text(gettext_lazy("How to apply"))
    url = django_forms.URLField(
        label=gettext_lazy("Website"), required=False, assume_scheme="https"
    )
    topics = topics_field()


class GoodsForm(searched.SearchedForm):
    """Goods that somebody needs, or has enough of."""

    looked_up = {"organization": searched.ORGANISATION}

    kind = django_forms.ChoiceField(label=gettext_lazy("Kind"), choices=GoodsKind.choices)
    name = django_forms.CharField(label=gettext_lazy("Name"), max_length=160)
    what = long_text(gettext_lazy("What exactly"), 3)
    organization = django_forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        help_text=gettext_lazy("Name or a part of it"),
    )
    place = django_forms.ModelChoiceField(
        Place.objects.public(),
        label=gettext_lazy("Place"),
        required=False,
        empty_label=gettext_lazy("none of the list"),
    )
    how = long_text(gettext_lazy("How to hand it over"), 3)
    expires_on = forms.DayField(
        label=gettext_lazy("Shown until before"),
        help_text=gettext_lazy("From this day on it is gone by itself."),
    )


class ResourceForm(forms.Form):
    """A page of somebody else's."""

    name = django_forms.CharField(label=gettext_lazy("Name"), max_length=160)
    url = django_forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        widget=django_forms.URLInput,
        help_text=gettext_lazy("Like https://example.org/seite"),
    )
    expects = long_text(
        gettext_lazy("What one finds there"),
        help_text=gettext_lazy("In your own words: what it is good for, and for whom."),
    )
    languages = LanguagesField(label=gettext_lazy("Languages"), required=False)
    topics = topics_field()


def typed(one: Record, names: tuple[str, ...]) -> dict[str, Any]:
    """Return a record as its form shows it."""
    values: dict[str, Any] = {name: getattr(one, name) for name in names if name != MANY}
    if "organization" in names:
        values["organization"] = str(values["organization"] or "")
    if MANY in names:
        values[MANY] = list(one.topics.all())  # type: ignore[attr-defined]
    return values


def typed_programme(one: FundingProgramme) -> dict[str, Any]:
    """Return a programme as its form shows it."""
    return typed(one, tuple(ProgrammeForm.base_fields))


def typed_goods(one: GoodsNotice) -> dict[str, Any]:
    """Return a notice about goods as its form shows it."""
    return typed(one, tuple(GoodsForm.base_fields))


def typed_resource(one: ExternalResource) -> dict[str, Any]:
    """Return a link as its form shows it."""
    return typed(one, tuple(ResourceForm.base_fields))
