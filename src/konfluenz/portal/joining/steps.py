"""The wizard's steps, each a short form; only the last one asks who it is."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, cast

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from konfluenz.directory.models import District, Topic
from konfluenz.people import contacts, languages
from konfluenz.people.contacts import ContactRefused
from konfluenz.people.models.contacts import Kind
from konfluenz.people.models.languages import Level
from konfluenz.portal import words
from konfluenz.portal.forms import MAIL_WRONG, Form
from konfluenz.portal.guards import GuardedForm
from konfluenz.portal.joining import words as said
from konfluenz.volunteering import skills

HOURS: Mapping[str, tuple[dt.time, dt.time]] = {
    "vormittag": (dt.time(8), dt.time(12)),
    "nachmittag": (dt.time(12), dt.time(18)),
    "abend": (dt.time(17), dt.time(22)),
}
"""What a tick in the week stands for. They overlap, so that five o'clock is in both."""

WEEKLY_HOURS = (1, 2, 3, 4, 6)
REACHES = (2, 5, 10)
FURTHER = (1, 2, 3)
GERMAN = "de"
NOT_SAID = _("I do not want to say")
OLDEST_YEAR = 1900
TICKS = django_forms.CheckboxSelectMultiple


class Step(Form):
    """A step: what it asks, and what `volunteers.add` and the languages make of it."""

    heading: ClassVar[Any]
    lead: ClassVar[Any] = ""

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        self.language = language
        super().__init__(*args, **kwargs)
        self.offer_choices()

    def offer_choices(self) -> None:
        """Fill in choices that stand in the database or depend on the language."""

    def values(self) -> dict[str, Any]:
        """Return what the cleaned answers are for `volunteers.add`."""
        return {}

    def choose(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Give the field `name` its choices."""
        cast(django_forms.ChoiceField, self.fields[name]).choices = list(choices)

    def summary(self) -> str:
        """Return what was chosen here, in a line, to be read over before it is sent."""
        return said.listed(word for name in self.fields for word in self.chosen(name))

    def chosen(self, name: str) -> list[str]:
        """Return the words of what was chosen or written in the field `name`."""
        value = self[name].value()
        values = [str(one) for one in (value if isinstance(value, list) else [value]) if one]
        known = {str(key): str(word) for key, word in getattr(self.fields[name], "choices", ())}
        return [known.get(one, one) for one in values]


class WhenStep(Step):
    """When, and how often."""

    heading = _("When do you have time?")
    often = django_forms.MultipleChoiceField(
        label=_("How often would you like to help?"),
        choices=[(wish, said.WISHES[wish]) for wish in said.HOW_OFTEN],
        required=False,
        widget=TICKS,
    )
    times = django_forms.MultipleChoiceField(required=False)
    hours = django_forms.TypedChoiceField(
        label=_("How much time in a week at most?"), required=False, coerce=int, empty_value=None
    )

    def offer_choices(self) -> None:
        """Offer three parts of each day."""
        self.choose("times", (one for _day, parts in self._days() for one in parts))
        self.choose("hours", [("", _("It varies")), *((n, said.hours(n)) for n in WEEKLY_HOURS)])

    def week(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """Return the days with (value, name, ticked) of their parts, for the table."""
        ticked = set(self["times"].value() or [])
        return [
            (day, [(value, name, value in ticked) for value, name in parts])
            for day, parts in self._days()
        ]

    def _days(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            (str(name), [(f"{day}-{part}", f"{name} {said.PARTS_OF_DAY[part]}") for part in HOURS])
            for day, name in WEEKDAYS.items()
        ]

    def parts(self) -> list[tuple[str, str]]:
        """Return the heads of the table: the part of the day and its hours."""
        return [
            (str(said.PARTS_OF_DAY[part]), f"{begins.hour}–{ends.hour}")
            for part, (begins, ends) in HOURS.items()
        ]

    def values(self) -> dict[str, Any]:
        """Return times, minutes a week and how often."""
        picked = [one.split("-") for one in self.cleaned_data["times"]]
        hours = self.cleaned_data["hours"]
        return {
            "times": [(int(day), *HOURS[part]) for day, part in picked],
            "weekly_minutes": hours * 60 if hours else None,
            "wishes": self.cleaned_data["often"],
        }


class LikeStep(Step):
    """What one likes to do."""

    heading = _("What would you like to do?")
    lead = _("Choose as much as you like, or nothing: then we think about it together.")
    topics = django_forms.MultipleChoiceField(
        label=_("What are you interested in?"), required=False, widget=TICKS
    )
    wishes = django_forms.MultipleChoiceField(
        label=_("How do you like to help?"),
        choices=[(wish, word) for wish, word in said.WISHES.items() if wish not in said.HOW_OFTEN],
        required=False,
        widget=TICKS,
    )

    def offer_choices(self) -> None:
        """Offer what the city works on itself, in the reader's language."""
        found = list(Topic.objects.filter(active=True, refer_only=False))
        names = words.named(found, self.language)
        self.choose("topics", [(each.slug, each.name) for each in names])

    def values(self) -> dict[str, Any]:
        """Return topics and wishes."""
        return {
            "topics": Topic.objects.filter(slug__in=self.cleaned_data["topics"]),
            "wishes": self.cleaned_data["wishes"],
        }


def _tongue() -> tuple[django_forms.ChoiceField, django_forms.ChoiceField]:
    """Return the fields for a further language and how well it is spoken."""
    return (
        django_forms.ChoiceField(label=_("Another language you speak"), required=False),
        django_forms.ChoiceField(label=_("How well?"), required=False, initial=Level.B1),
    )


class CanStep(Step):
    """What one can and which languages one speaks."""

    heading = _("What can you do?")
    skills = django_forms.MultipleChoiceField(
        label=_("I am good at this"), required=False, widget=TICKS
    )
    german = django_forms.ChoiceField(label=_("How well do you speak German?"), required=False)
    language_1, level_1 = _tongue()
    language_2, level_2 = _tongue()
    language_3, level_3 = _tongue()

    def offer_choices(self) -> None:
        """Offer the city's skills, and the languages by their names."""
        named = said.skills(skills.in_use(), self.language)
        self.choose("skills", [(skill.slug, name) for skill, name in named])
        levels = list(said.LEVELS.items())
        tongues = [(code, name) for code, name in languages.names().items() if code != GERMAN]
        self.choose("german", [("", NOT_SAID), *levels])
        for number in FURTHER:
            self.choose(f"language_{number}", [("", "–"), *tongues])
            self.choose(f"level_{number}", levels)

    def more_tongues(self) -> list[tuple[Any, Any]]:
        """Return the pairs of fields that few people need."""
        return [(self[f"language_{number}"], self[f"level_{number}"]) for number in FURTHER[1:]]

    def summary(self) -> str:
        """Return skills and languages; how well needs no repeating."""
        names = ("skills", *(f"language_{number}" for number in FURTHER))
        words = [word for name in names for word in self.chosen(name)]
        german = [f"{languages.name(GERMAN)}: {word}" for word in self.chosen("german")]
        return said.listed([*words, *german])

    def values(self) -> dict[str, Any]:
        """Return the skills."""
        return {"skills": skills.in_use().filter(slug__in=self.cleaned_data["skills"])}

    def spoken(self) -> tuple[tuple[str, str], ...]:
        """Return (language, level) of each language, the last word for one named twice."""
        given = self.cleaned_data
        pairs = [(given[f"language_{n}"], given[f"level_{n}"] or Level.B1.value) for n in FURTHER]
        found = {GERMAN: given["german"], **dict(pairs)}
        return tuple((tongue, level) for tongue, level in found.items() if tongue and level)


class WhereStep(Step):
    """Where, and what must be known about limits."""

    heading = _("Where would you like to help?")
    district = django_forms.ChoiceField(label=_("Where do you live?"), required=False)
    reach = django_forms.TypedChoiceField(
        label=_("How far would you go?"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=django_forms.RadioSelect,
    )
    birth_year = django_forms.IntegerField(
        label=_("In which year were you born?"),
        help_text=_("You need not say. Some tasks have an age limit."),
        required=False,
        min_value=OLDEST_YEAR,
        widget=django_forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "4"}),
        error_messages={
            "invalid": _("Please write the year with four digits, like 1985."),
            "min_value": _("Please check the year of birth."),
        },
    )

    def offer_choices(self) -> None:
        """Offer the districts and a few distances."""
        ways = [(n, said.kilometres(n)) for n in REACHES]
        self.choose("district", [("", NOT_SAID), *self._districts()])
        self.choose("reach", [*ways, ("", _("As far as needed"))])

    def clean_birth_year(self) -> int | None:
        """Refuse a year that is to come."""
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and year > timezone.localdate().year:
            raise ValidationError(_("Please check the year of birth."))
        return year

    def values(self) -> dict[str, Any]:
        """Return district, way and year of birth."""
        chosen = self.cleaned_data["district"]
        return {
            "district": District.objects.filter(public_id=chosen).first() if chosen else None,
            "reach_km": self.cleaned_data["reach"],
            "birth_year": self.cleaned_data["birth_year"],
        }

    def _districts(self) -> list[tuple[str, str]]:
        rows = District.objects.order_by("name").values_list("public_id", "name")
        return [(str(key), name) for key, name in rows]


class YouStep(Step, GuardedForm):
    """Who it is and how to answer: the only step that names a person."""

    purpose = "offer"
    heading = _("How do we reach you?")
    name = django_forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=django_forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    mail = django_forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=django_forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={"invalid": MAIL_WRONG},
    )
    phone = django_forms.CharField(
        label=_("Phone"),
        help_text=_("Without e-mail we call you. One of the two is enough."),
        required=False,
        max_length=40,
        widget=django_forms.TextInput(
            attrs={"autocomplete": "tel", "inputmode": "tel", "dir": "ltr"}
        ),
    )
    remarks = django_forms.CharField(
        label=_("What else should we know?"),
        help_text=_("Please do not write about your health, religion or residence status."),
        required=False,
        max_length=1000,
        widget=django_forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    source = django_forms.CharField(
        label=_("Where did you hear of us?"),
        required=False,
        max_length=60,
        widget=django_forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean_phone(self) -> str:
        """Refuse what is no phone number."""
        phone: str = self.cleaned_data["phone"]
        try:
            return contacts.normalised(Kind.PHONE, phone) if phone else ""
        except ContactRefused:
            raise ValidationError(
                _("Please write the number with its area code, like this: 0261 123456")
            ) from None

    def clean(self) -> dict[str, Any]:
        """Refuse who leaves no way to answer; a field that is wrong has said so already."""
        given = super().clean() or self.cleaned_data
        if not given.get("mail") and not given.get("phone") and not self.errors:
            self.add_error("mail", _("Please give an e-mail address or a phone number."))
        return given


STEPS: dict[str, type[Step]] = {
    "wann": WhenStep,
    "was": LikeStep,
    "koennen": CanStep,
    "wo": WhereStep,
    "kontakt": YouStep,
}
"""The steps in their order, by the words that stand in the form."""
