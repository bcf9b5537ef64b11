"""The fields by which an office answers: one small form for each thing that is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konfluenz.council.data_answers import Said
from konfluenz.council.models import RequestedItem
from konfluenz.portal import steering_words
from konfluenz.portal.answers.data_request_words import UNITS
from konfluenz.portal.forms import Form

UNDELIVERED = _("Or: I cannot say it, because")


class NameForm(Form):
    """Who answers."""

    name = forms.CharField(label=_("Your name"), max_length=120)


class ItemForm(Form):
    """What every thing that is asked has: why it cannot be said."""

    undelivered = forms.CharField(
        label=UNDELIVERED,
        max_length=300,
        required=False,
        help_text=_("Your reason stands in the report. Please name nobody."),
    )

    def __init__(self, item: RequestedItem, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"i{item.pk}", **kwargs)
        self.item = item

    def said(self) -> Said:
        """Return what was typed, once it is valid."""
        return Said(**self.cleaned_data)


class FigureForm(ItemForm):
    """A value and its day."""

    value = forms.CharField(
        label=_("Value"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
    )
    day = forms.DateField(
        label=_("As of"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    field_order = ("value", "day", "undelivered")

    def __init__(self, item: RequestedItem, *args: Any, **kwargs: Any) -> None:
        super().__init__(item, *args, **kwargs)
        if item.indicator is not None:
            self.fields["value"].help_text = str(UNITS[item.indicator.unit])


class GoalForm(ItemForm):
    """How a goal stands, and why."""

    state = forms.ChoiceField(
        label=_("How the goal stands"),
        choices=[("", "–"), *steering_words.GOAL_STATES.items()],
        required=False,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Everybody can read it. Please name nobody."),
    )
    field_order = ("state", "reason", "undelivered")


def made(items: list[RequestedItem], typed: Any = None, **initial: Any) -> list[ItemForm]:
    """Return a form for each of `items`, filled with what was typed or with `initial`."""
    return [_kind(item)(item, typed, initial=initial) for item in items]


def _kind(item: RequestedItem) -> type[ItemForm]:
    return FigureForm if item.indicator_id is not None else GoalForm
