"""Forms of a placement: check-ins, hours, the end."""

import re
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from konfluenz.office import forms
from konfluenz.volunteering.models import CheckInKind, CheckInState, EndReason
from konfluenz.volunteering.sides import Side

SIDES = [
    (Side.VOLUNTEER.value, _("the volunteer")),
    (Side.ORGANISATION.value, _("the organisation")),
]
ANSWERS = [
    (CheckInState.FINE.value, CheckInState.FINE.label),
    (CheckInState.TALK.value, CheckInState.TALK.label),
]


class LengthField(django_forms.CharField):
    """A length of time as people write it: "1:30", "1,5", "2". Cleans to minutes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("In hours: 1:30, 1,5 or 2"))
        super().__init__(max_length=6, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> int:
        """Return the minutes; raises ValidationError for what is no length of time."""
        text = super().clean(value)
        if match := re.fullmatch(r"(\d{1,2}):([0-5]\d)", text):
            return int(match[1]) * 60 + int(match[2])
        if re.fullmatch(r"\d{1,2}([.,]\d{1,2})?", text):
            return round(float(text.replace(",", ".")) * 60)
        raise ValidationError(_("Write the length in hours: 1:30, 1,5 or 2."))

    def prepare_value(self, value: Any) -> Any:
        """Return minutes as somebody would type them."""
        return f"{value // 60}:{value % 60:02}" if isinstance(value, int) else value


class CheckInForm(forms.Form):
    """What the volunteer said when a colleague called."""

    state = django_forms.ChoiceField(
        label=_("Answer"), choices=ANSWERS, widget=django_forms.RadioSelect
    )


class HappenedForm(CheckInForm):
    """The same, where the question is whether it took place."""

    state = django_forms.ChoiceField(
        label=_("Answer"),
        choices=[
            (CheckInState.FINE.value, _("it took place")),
            (CheckInState.NOT_HAPPENED.value, CheckInState.NOT_HAPPENED.label),
            ANSWERS[1],
        ],
        widget=django_forms.RadioSelect,
    )


def check_in(kind: str) -> type[forms.Form]:
    """Return the form of the question of that kind."""
    return HappenedForm if kind == CheckInKind.HAPPENED else CheckInForm


class EndForm(forms.Form):
    """When and why it ended."""

    reason = django_forms.ChoiceField(
        label=_("Why it ended"), choices=EndReason.choices, widget=django_forms.RadioSelect
    )
    ended_on = forms.DayField(label=_("Last day"))


class NewHoursForm(forms.Form):
    """Time that somebody reports by phone."""

    date = forms.DayField(label=_("On"))
    minutes = LengthField(label=_("How long"))
    side = django_forms.ChoiceField(
        label=_("Who says so?"),
        choices=SIDES,
        widget=django_forms.RadioSelect,
        help_text=_("The other side gets a message and confirms. Only then do hours count."),
    )


class HoursForm(forms.Form):
    """Another length for a day that is not confirmed."""

    minutes = LengthField(label=_("How long"))
    side = django_forms.ChoiceField(
        label=_("Who says so?"),
        choices=SIDES,
        widget=django_forms.RadioSelect,
        help_text=_("The other side is asked again."),
    )
