"""The forms of the set-up; those of the settings are used again."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms as django_forms
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory import words
from konfluenz.directory.districts import Line
from konfluenz.directory.models import District
from konfluenz.office import forms
from konfluenz.office.settings import WORD, CityForm, LegalForm, WordsForm

PLACES = Decimal("0.00001")
"""Degrees are kept to about a metre."""

LONGEST_NAME = District._meta.get_field("name").max_length or 80


class CityAndWordsForm(WordsForm, CityForm):
    """Who the city is, how it is reached, what it calls things; empty words: those of its Land."""

    groups = (
        *CityForm.groups,
        (gettext_lazy("Words"), tuple(WORD + key for key in words.WORDS)),
    )


class TextsForm(LegalForm):
    """The languages of the portal, and the texts that the law asks for."""

    languages = django_forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the portal"),
        choices=django_settings.LANGUAGES,
        widget=django_forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("German is the source and stays."),
    )
    field_order = ["languages"]


class DistrictsField(django_forms.CharField):
    """Districts, one a line, as they are typed or copied out of a table.

    A line is a name, or columns parted by a semicolon or a tab: name, number, latitude,
    longitude. Cleans to a list of `districts.Line`; an error names its line.
    """

    def clean(self, value: Any) -> list[Line]:
        """Return the lines; raises ValidationError for one that cannot be read."""
        text = super().clean(value)
        numbered = enumerate(text.splitlines(), start=1)
        return [_line(number, line) for number, line in numbered if line.strip()]


def lines_widget(rows: int) -> django_forms.Textarea:
    """Return a field of so many lines."""
    return django_forms.Textarea(attrs={"rows": rows})


class DistrictsForm(forms.Form):
    """Districts to add or to correct."""

    districts = DistrictsField(
        label=gettext_lazy("Districts, one a line"),
        widget=lines_widget(10),
        help_text=gettext_lazy(
            "The name is enough. With columns out of a table: name; number; latitude; longitude,"
            " such as Altstadt; 11; 50,3597; 7,5979. The centre lets people be found by way."
        ),
    )


class AddressesField(django_forms.CharField):
    """Addresses, one a line. Cleans to a list."""

    def prepare_value(self, value: Any) -> Any:
        """Return a list as somebody would type it."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Return the lines that say something."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class TrialForm(forms.Form):
    """To whom messages go although the city is on trial."""

    addresses = AddressesField(
        label=gettext_lazy("Addresses that messages go to all the same, one a line"),
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Mail addresses, a whole domain such as @stadt.example, phone numbers."
            " Leave it empty to hold back everything."
        ),
    )


def _line(number: int, text: str) -> Line:
    parts = [part.strip() for part in text.replace("\t", ";").split(";")]
    name, code, latitude, longitude, *rest = [*parts, "", "", ""]
    if name.isdecimal() and code and not code.isdecimal():
        name, code = code, name
    if not name or len(name) > LONGEST_NAME or len(code) > 10 or any(rest):
        raise _wrong(number, text)
    return Line(name, code, _degrees(number, text, latitude), _degrees(number, text, longitude))


def _degrees(number: int, line: str, text: str) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text.replace(",", ".")).quantize(PLACES)
    except InvalidOperation:
        raise _wrong(number, line) from None


def _wrong(number: int, text: str) -> ValidationError:
    return ValidationError(
        _("Line %(number)d cannot be read: “%(text)s”. Write: name; number; latitude; longitude.")
        % {"number": number, "text": text.strip()[:80]}
    )
