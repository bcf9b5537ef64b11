"""Forms of volunteers: what they offer, how far they are, what was seen, whom they do not meet."""

from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import Topic
from konfluenz.office import forms, searched
from konfluenz.office.directory.district_choice import DistrictChoice
from konfluenz.office.searched import Searched
from konfluenz.office.volunteering import field_labels, times_field
from konfluenz.office.volunteering.times_field import Times, TimesField
from konfluenz.office.volunteering.wanted_languages import WantedLanguagesField
from konfluenz.people.models.consents import Way
from konfluenz.people.models.languages import Level
from konfluenz.volunteering import volunteers
from konfluenz.volunteering.availability import Slot
from konfluenz.volunteering.conditions import When
from konfluenz.volunteering.models import Skill, Volunteer, VolunteerState, Wish
from konfluenz.volunteering.volunteers import LeaveReason

PLAIN = (
    "district",
    "reach_km",
    "birth_year",
    "wishes",
    "places",
    "weekly_minutes",
    "source",
    "remarks",
)
"""Fields of a volunteer that stand in the form as they are stored."""

MOST_PLACES = 10
TALKS = (Way.PHONE, Way.IN_PERSON, Way.PAPER)
BEGUN = (VolunteerState.PROSPECT, VolunteerState.FIRST_TALK)


class ProfileForm(forms.Form):
    """What somebody wants, what they can, when they have time."""

    times = TimesField(
        label=gettext_lazy("Times of the week"),
        required=False,
        help_text=gettext_lazy("A line for each: “Di 17-18”. Left empty, it can be agreed."),
        widget=django_forms.Textarea(attrs={"rows": 4}),
    )
    weekly_minutes = django_forms.IntegerField(
        label=field_labels.of(Volunteer, "weekly_minutes"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("90 is an hour and a half. Left empty, nothing was said."),
    )
    places = django_forms.TypedChoiceField(
        label=field_labels.of(Volunteer, "places"),
        choices=[(number, str(number)) for number in range(1, MOST_PLACES + 1)],
        coerce=int,
        initial=1,
    )
    wishes = django_forms.MultipleChoiceField(
        label=field_labels.of(Volunteer, "wishes"),
        choices=Wish.choices,
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )
    topics = django_forms.ModelMultipleChoiceField(
        Topic.objects.filter(active=True, refer_only=False),
        label=gettext_lazy("Topics"),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )
    skills = django_forms.ModelMultipleChoiceField(
        Skill.objects.filter(active=True),
        label=gettext_lazy("Skills"),
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )
    district = DistrictChoice(
        empty_label=gettext_lazy("not known"),
        help_text=gettext_lazy("The way is reckoned from its middle, never from a front door."),
    )
    reach_km = django_forms.IntegerField(
        label=field_labels.of(Volunteer, "reach_km"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("Left empty, there is no limit."),
    )
    birth_year = django_forms.IntegerField(
        label=field_labels.of(Volunteer, "birth_year"),
        required=False,
        help_text=gettext_lazy("Only if said. Some opportunities ask for an age."),
    )
    source = django_forms.CharField(
        label=field_labels.of(Volunteer, "source"), max_length=60, required=False
    )
    remarks = django_forms.CharField(
        label=field_labels.of(Volunteer, "remarks"),
        required=False,
        max_length=2000,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Only what the work needs. Never: residence status, religion, health, origin."
        ),
    )

    groups: tuple = (
        (gettext_lazy("When"), ("times", "weekly_minutes", "places")),
        (gettext_lazy("What"), ("wishes", "topics", "skills")),
        (gettext_lazy("Where"), ("district", "reach_km")),
        (gettext_lazy("For the record"), ("birth_year", "source", "remarks")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.initial.get("skills", [])
        if kept:
            offered = Skill.objects.filter(Q(active=True) | Q(pk__in=[one.pk for one in kept]))
            self.fields["skills"].queryset = offered  # type: ignore[attr-defined]

    def clean_times(self) -> Times:
        """Refuse dates: when somebody can is said by weekday."""
        times: Times = self.cleaned_data["times"]
        if any(row.weekday is None for row in times.rows):
            raise ValidationError(_("Write weekdays here, no dates: “Di 17-18”."))
        return times


class SpokenField(WantedLanguagesField):
    """Languages as somebody says they speak them; cleans to (language, level)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            gettext_lazy("With commas between them. The level only if not a first language: B1"),
        )
        super().__init__(needed=False, **kwargs)

    def clean(self, value: Any) -> tuple[tuple[str, str], ...]:  # type: ignore[override]
        """Return each language with its level; none said: it is a first language."""
        rows = super().clean(value).rows
        return tuple((row.language, row.level or Level.NATIVE.value) for row in rows)


class KnownForm(ProfileForm):
    """The offer of a person who is on record."""

    spoken = SpokenField(label=gettext_lazy("Speaks"))
    way = django_forms.ChoiceField(
        label=gettext_lazy("The offer came"),
        choices=[(way.value, way.label) for way in TALKS],
        widget=django_forms.RadioSelect,
        initial=Way.PHONE,
    )
    state = django_forms.ChoiceField(
        label=gettext_lazy("How far are you?"),
        choices=[(state.value, state.label) for state in BEGUN],
        widget=django_forms.RadioSelect,
        initial=VolunteerState.PROSPECT,
    )
    agreed = django_forms.BooleanField(
        label=gettext_lazy(
            "They agree that we keep what they said, to find fitting opportunities for them,"
            " and know that they can take this back at any time."
        )
    )

    groups = (
        *ProfileForm.groups,
        (gettext_lazy("The talk"), ("way", "state", "agreed", "another")),
    )


class OfferForm(KnownForm):
    """The offer of somebody new; who may be on record already is asked about once."""

    name = django_forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("As the person writes it, first and last name in one."),
    )
    phone = django_forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        widget=django_forms.TextInput(attrs={"type": "tel"}),
    )
    mail = django_forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("Phone or e-mail: one of them is needed."),
    )
    language = django_forms.ChoiceField(
        label=gettext_lazy("Language of messages"), choices=settings.LANGUAGES, initial="de"
    )
    field_order = ["name", "phone", "mail", "language", "spoken"]


class MoveForm(forms.Form):
    """The next state of a volunteer; `initial["choices"]` are those they may take."""

    state = django_forms.ChoiceField(
        label=gettext_lazy("New state"), widget=django_forms.RadioSelect
    )
    reason = django_forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("In a few words, for those who come after you."),
    )
    leave_reason = django_forms.ChoiceField(
        label=gettext_lazy("Why they leave"),
        choices=[("", gettext_lazy("does not leave")), *LeaveReason.choices],
        required=False,
        help_text=gettext_lazy("Whom they do not meet is then forgotten at once."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = self.initial.get("choices", [])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask why, of those who leave."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        leaves = values.get("state") == VolunteerState.LEFT
        if leaves and not values.get("leave_reason"):
            self.add_error("leave_reason", _("Choose a reason of the list."))
        return values


class ClearanceForm(forms.Form):
    """What was seen of a police certificate: its date, an entry or none. Nothing else."""

    certificate_date = forms.DayField(label=gettext_lazy("Date of the certificate"))
    seen_on = forms.DayField(label=gettext_lazy("Seen on"), initial=timezone.localdate)
    relevant_entry = django_forms.BooleanField(
        label=gettext_lazy("There is a relevant entry (§ 72a (1) SGB VIII)"),
        required=False,
        help_text=gettext_lazy("Then the person is not brought together with minors."),
    )


def _found(query: str) -> QuerySet[Volunteer]:
    rows = volunteers.find(query).select_related("person", "district")
    return rows.defer("remarks", "person__notes").prefetch_related("person__contacts")


def _say(volunteer: Volunteer) -> str:
    """Return name, contact and district, to tell namesakes apart."""
    where = [str(volunteer.district)] if volunteer.district else []
    return ", ".join([searched.PERSON.say(volunteer.person), *where])


VOLUNTEER = Searched(
    _found,
    _say,
    gettext_lazy("No volunteer is found by this. Write a shorter part of the name."),
)


class ApartForm(searched.SearchedForm):
    """Another volunteer or an organisation that somebody is not brought together with."""

    looked_up = {"other": VOLUNTEER, "organization": searched.ORGANISATION}

    other = django_forms.CharField(
        label=gettext_lazy("Another volunteer"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Name or a part of it, e-mail or phone"),
        widget=django_forms.TextInput(attrs={"autocomplete": "off"}),
    )
    organization = django_forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        required=False,
        widget=django_forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Take one of the two, not both and not neither."""
        values = super().clean()
        if not self.errors and bool(values["other"]) == bool(values["organization"]):
            raise ValidationError(_("Name either a volunteer or an organisation."))
        return values


def typed(volunteer: Volunteer) -> dict[str, Any]:
    """Return a volunteer as the form shows them."""
    rows = [When(row.starts_at, row.ends_at, row.weekday) for row in volunteer.times.all()]
    return {
        **{name: getattr(volunteer, name) for name in PLAIN},
        "times": times_field.of(rows),
        "topics": list(volunteer.topics.all()),
        "skills": list(volunteer.skills.all()),
    }


def stored(values: dict[str, Any]) -> dict[str, Any]:
    """Return the profile that was typed as `volunteers.correct` takes it."""
    names = [*PLAIN, "topics", "skills"]
    slots = [Slot(row.weekday or 0, row.starts_at, row.ends_at) for row in values["times"].rows]
    return {**{name: values[name] for name in names}, "times": slots}
