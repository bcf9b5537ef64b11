"""Forms of opportunities: what is wanted, and each step of their life."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import Organization, Topic
from konfluenz.ground import search
from konfluenz.office import addresses, forms, searched
from konfluenz.office.directory.district_choice import DistrictChoice
from konfluenz.office.directory.unit_forms import UnitChoice
from konfluenz.office.volunteering import times_field, wanted_languages
from konfluenz.office.volunteering.times_field import TimesField
from konfluenz.office.volunteering.wanted_languages import WantedLanguagesField
from konfluenz.volunteering import conditions, submissions
from konfluenz.volunteering.models import Insurer, Opportunity, Result, Skill, Timing, Wish
from konfluenz.volunteering.task_templates import TaskTemplate

SHOWN_FOR = dt.timedelta(weeks=12)
"""How long a new opportunity is shown, unless somebody says otherwise."""

OLDEST = 120
LONGEST_TITLE = 120
PLAIN = (
    "title",
    "task",
    "unit",
    "topic",
    "timing",
    "minutes",
    "expires_on",
    "district",
    "address",
    "from_home",
    "wanted",
    "without_german",
    "offers",
    "with_minors",
    "youngest",
    "oldest",
    "insured_by",
    "contact_name",
    "contact_mail",
    "contact_phone",
)
"""Fields that the form and the record have in common."""


def _age(label: Any) -> django_forms.IntegerField:
    return django_forms.IntegerField(label=label, required=False, min_value=0, max_value=OLDEST)


def expiry_field() -> forms.DayField:
    """Return the field for the first day on which an opportunity is no longer shown."""
    return forms.DayField(
        label=gettext_lazy("Expires on"),
        help_text=gettext_lazy("From this day on nobody sees it any more. At most a year ahead."),
    )


class OpportunityForm(searched.SearchedForm):
    """What is wanted, by whom, when, where, of whom."""

    looked_up = {"organization": searched.ORGANISATION}

    title = django_forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_TITLE)
    task = django_forms.CharField(
        label=gettext_lazy("What is to be done"),
        widget=django_forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("For everybody to read. No name of a person who gets help."),
    )
    organization = django_forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Name of the organisation, or a part of it"),
        widget=django_forms.TextInput(attrs={"autocomplete": "off"}),
    )
    unit = UnitChoice(
        label=gettext_lazy("Office that offers it"),
        required=False,
        empty_label=gettext_lazy("none: an organisation offers it"),
    )
    topic = django_forms.ModelChoiceField(
        Topic.objects.none(),
        label=gettext_lazy("Topic"),
        required=False,
        empty_label=gettext_lazy("no topic of the list"),
    )
    timing = django_forms.ChoiceField(
        label=gettext_lazy("When"), choices=Timing.choices, widget=django_forms.RadioSelect
    )
    times = TimesField(label=gettext_lazy("Times"), required=False)
    minutes = django_forms.IntegerField(
        label=gettext_lazy("Minutes each time"), min_value=15, max_value=1440, initial=60
    )
    expires_on = expiry_field()
    district = DistrictChoice(empty_label=gettext_lazy("not known"))
    address = django_forms.CharField(
        label=gettext_lazy("Meeting point"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Everybody reads it. Never the address of a shelter or a family."),
    )
    from_home = django_forms.BooleanField(label=gettext_lazy("possible from home"), required=False)
    wanted = django_forms.IntegerField(
        label=gettext_lazy("How many people"), min_value=1, max_value=500, initial=1
    )
    languages_needed = WantedLanguagesField(
        label=gettext_lazy("Languages that are needed"), needed=True
    )
    languages_useful = WantedLanguagesField(label=gettext_lazy("Languages that help"), needed=False)
    without_german = django_forms.BooleanField(
        label=gettext_lazy("little German is enough"), required=False
    )
    skills = django_forms.ModelMultipleChoiceField(
        Skill.objects.none(),
        label=gettext_lazy("Skills"),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )
    offers = django_forms.MultipleChoiceField(
        label=gettext_lazy("Kind of help"),
        choices=Wish.choices,
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )
    with_minors = django_forms.BooleanField(
        label=gettext_lazy("with children or young people"),
        required=False,
        help_text=gettext_lazy("Only who has shown a certificate of good conduct is suggested."),
    )
    youngest = _age(gettext_lazy("Youngest age"))
    oldest = _age(gettext_lazy("Oldest age"))
    insured_by = django_forms.ChoiceField(label=gettext_lazy("Insured by"), choices=Insurer.choices)
    contact_name = django_forms.CharField(
        label=gettext_lazy("Contact person"), max_length=120, required=False
    )
    contact_mail = django_forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("Questions go there; if empty, to the organisation's mailbox."),
    )
    contact_phone = django_forms.CharField(
        label=gettext_lazy("Phone"), max_length=40, required=False
    )

    groups = (
        (gettext_lazy("Time and expiry"), ("timing", "times", "minutes", "expires_on")),
        (gettext_lazy("Where it is"), ("district", "address", "from_home")),
        (
            gettext_lazy("Who is wanted"),
            (
                "wanted",
                "languages_needed",
                "languages_useful",
                "without_german",
                "skills",
                "offers",
                "with_minors",
                "youngest",
                "oldest",
            ),
        ),
        (
            gettext_lazy("Who answers for it"),
            ("insured_by", "contact_name", "contact_mail", "contact_phone"),
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: Mapping[str, Any] = self.initial
        kept = [skill.pk for skill in known.get("skills", [])]
        self._offer_rows("skills", Skill.objects.filter(Q(active=True) | Q(pk__in=kept)))
        topic = getattr(known.get("topic"), "pk", None)
        self._offer_rows("topic", Topic.objects.filter(Q(active=True) | Q(pk=topic)))
        unit: Any = self.fields["unit"]
        unit.narrow(keep=getattr(known.get("unit"), "pk", None))

    def _offer_rows(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def _meant(self, name: str) -> Model | None:
        """Return the organisation that stood there from the start, while its name still does."""
        known: Organization | None = self.initial.get("known")
        typed = search.fold(self.data.get(name) or "")
        if known is not None and search.fold(known.name) == typed:
            return known
        return super()._meant(name)


class NewOpportunityForm(OpportunityForm):
    """An opportunity that is perhaps on record already: then the form asks once."""

    def clean(self) -> dict[str, Any]:
        """Ask before the same organisation looks twice for the same."""
        values = super().clean()
        organization, title = values.get("organization"), values.get("title")
        if organization and title and not self.data.get("another"):
            alike = submissions.possible_duplicates(title, organization).first()
            if alike is not None:
                self._ask(alike)
        return values

    def _ask(self, alike: Opportunity) -> None:
        field = django_forms.BooleanField(
            label=_("It is another one: add it all the same"), required=False
        )
        forms.dress(field.widget)
        self.fields["another"] = field
        link = format_html(
            '<a class="k-link" href="{}">{}</a>', addresses.of("opportunity")(alike), alike
        )
        text = _("Perhaps it is on record already:")
        advice = _("Look there first. If it is another one, tick the box above the button.")
        self.add_error(None, ValidationError(format_html("{} {}. {}", text, link, advice)))


class RefuseForm(forms.Form):
    """Why an opportunity is not released."""

    reason = django_forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The organisation reads this in its mail."),
    )


class ExtendForm(forms.Form):
    """Until when an opportunity is shown."""

    expires_on = expiry_field()


class CloseForm(forms.Form):
    """What came of an opportunity."""

    result = django_forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=Result.choices, widget=django_forms.RadioSelect
    )
    reason = django_forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Needed when places stayed empty: the next one learns from it."),
    )


def typed(one: Opportunity) -> dict[str, Any]:
    """Return an opportunity as its form shows it."""
    spoken = conditions.languages_of(one)
    return {name: getattr(one, name) for name in PLAIN} | {
        "known": one.organization,
        "organization": one.organization.name if one.organization else "",
        "times": times_field.of(conditions.times_of(one)),
        "languages_needed": wanted_languages.of(spoken, needed=True),
        "languages_useful": wanted_languages.of(spoken, needed=False),
        "skills": list(one.skills.all()),
    }


def begun(template: TaskTemplate | None, organization: Organization | None) -> dict[str, Any]:
    """Return what a new opportunity begins with: of a task template, for an organisation."""
    values: dict[str, Any] = {
        "expires_on": timezone.localdate() + SHOWN_FOR,
        "insured_by": Insurer.ORGANISATION.value,
    }
    if organization is not None:
        values |= {"known": organization, "organization": organization.name}
        values["district"] = organization.district
    return values | (_filled(template) if template else {})


def stored(values: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed as `volunteering.opportunities` takes it."""
    kept = {name: values[name] for name in PLAIN}
    rows = (*values["languages_needed"].rows, *values["languages_useful"].rows)
    return kept | {
        "organization": values["organization"],
        "times": values["times"].rows,
        "languages": rows,
        "skills": list(values["skills"]),
    }


def _filled(template: TaskTemplate) -> dict[str, Any]:
    values = {name: getattr(template, name) for name in PLAIN if hasattr(template, name)}
    return values | {
        "topic": Topic.objects.filter(slug=template.topic, active=True).first(),
        "skills": list(Skill.objects.filter(slug__in=template.skills, active=True)),
        "offers": list(template.offers),
    }
