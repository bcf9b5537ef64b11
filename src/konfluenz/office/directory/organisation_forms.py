"""Forms of organisations: what they are, who speaks for them."""

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory import organizations
from konfluenz.directory.models import Organization, OrganizationKind, Place, Topic
from konfluenz.office import forms, searched
from konfluenz.office.directory.district_choice import DistrictChoice
from konfluenz.office.language_field import LanguagesField

FIELDS = [
    "kind",
    "name",
    "short_name",
    "description",
    "website",
    "mail",
    "phone",
    "street",
    "postcode",
    "town",
    "district",
    "place",
    "languages",
    "topics",
    "parent",
    "listed",
    "notes",
]


class OrganisationForm(searched.SearchedForm):
    """An organisation as its own letterhead has it."""

    looked_up = {"parent": searched.ORGANISATION}

    name = django_forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = django_forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=OrganizationKind.choices, initial="association"
    )
    short_name = django_forms.CharField(
        label=gettext_lazy("Short name"), max_length=60, required=False
    )
    description = django_forms.CharField(
        label=gettext_lazy("What it does"),
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 4}),
    )
    mail = django_forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("The organisation's own, never somebody's private address."),
    )
    phone = django_forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    website = django_forms.URLField(
        label=gettext_lazy("Website"), required=False, assume_scheme="https"
    )
    street = django_forms.CharField(
        label=gettext_lazy("Street and number"), max_length=120, required=False
    )
    postcode = django_forms.CharField(label=gettext_lazy("Postcode"), max_length=10, required=False)
    town = django_forms.CharField(label=gettext_lazy("Town"), max_length=80, required=False)
    district = DistrictChoice(empty_label=gettext_lazy("not known"))
    place = django_forms.ModelChoiceField(
        Place.objects.public(),
        label=gettext_lazy("Place"),
        required=False,
        empty_label=gettext_lazy("none of the list"),
        help_text=gettext_lazy("Where it meets or works."),
    )
    languages = LanguagesField(label=gettext_lazy("Languages"), required=False)
    topics = django_forms.ModelMultipleChoiceField(
        Topic.objects.filter(active=True),
        label=gettext_lazy("Topics"),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )
    parent = django_forms.CharField(
        label=gettext_lazy("Belongs to"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The head association of a branch, the council of a committee."),
    )
    listed = django_forms.BooleanField(
        label=gettext_lazy("In the public directory"),
        required=False,
        help_text=gettext_lazy("Only if the organisation has agreed."),
    )
    notes = django_forms.CharField(
        label=gettext_lazy("Notes"),
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("For colleagues only. Cannot be searched."),
    )

    groups = (
        (gettext_lazy("How it is reached"), ("mail", "phone", "website")),
        (gettext_lazy("Where it is"), ("street", "postcode", "town", "district", "place")),
        (
            gettext_lazy("What it stands for"),
            ("languages", "topics", "parent", f"parent{searched.PICKED}"),
        ),
        (gettext_lazy("For the record"), ("listed", "notes")),
    )


class NewOrganisationForm(OrganisationForm):
    """An organisation that is perhaps on record already: then the form asks once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = (self.data.get("name") or "").strip()
        self.alike = list(organizations.possible_duplicates(name)[:5]) if name else []
        if self.alike:
            field = django_forms.BooleanField(
                label=_("It is another one: add it all the same"), required=False
            )
            forms.dress(field.widget)
            self.fields["another"] = field

    def clean(self) -> dict[str, Any]:
        """Ask before a second record of the same name is made."""
        values = super().clean()
        if self.alike and not values.pop("another", False):
            self.add_error(None, ValidationError(_alike(self.alike)))
        return values


class ContactForm(searched.SearchedForm):
    """Somebody who stands for an organisation."""

    looked_up = {"person": searched.PERSON}

    person = searched.person_field()
    function = django_forms.CharField(
        label=gettext_lazy("Function"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("First chair, treasurer, integration course"),
    )
    is_contact = django_forms.BooleanField(
        label=gettext_lazy("Ask this person first"), required=False, initial=True
    )
    valid_from = forms.DayField(label=gettext_lazy("Since"))


def typed(one: Organization) -> dict[str, Any]:
    """Return an organisation as its form shows it."""
    values = {name: getattr(one, name) for name in FIELDS if name not in ("topics", "parent")}
    return values | {
        "topics": list(one.topics.all()),
        "parent": one.parent.name if one.parent else "",
    }


def _alike(found: list[Organization]) -> str:
    """Return the question with links to what is there already."""
    links = format_html_join(
        ", ",
        '<a class="k-link" href="{}">{}</a>',
        (
            (reverse("office:organisation", kwargs={"public_id": one.public_id}), one.name)
            for one in found
        ),
    )
    text = _("Perhaps it is on record already:")
    advice = _("Look there first. If it is another one, tick the box above the button.")
    return format_html("{} {}. {}", text, links, advice)
