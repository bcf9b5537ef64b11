"""The form that links a sentence to what is read of a record."""

from collections.abc import Iterable
from typing import Any

from django import forms as django_forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.council.links import LONGEST_QUOTE
from konfluenz.office import forms


class QuoteForm(forms.Form):
    """What of the record answers which words of the sentence."""

    readings: tuple[tuple[str, str, str], ...] = ()

    attribute = django_forms.ChoiceField(
        label=gettext_lazy("What the record says today"),
        widget=django_forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the lines.")},
    )
    quote = django_forms.CharField(
        label=gettext_lazy("Words of the sentence that say the same"),
        max_length=LONGEST_QUOTE,
        help_text=gettext_lazy(
            "Copied as they stand there, as few as it takes: “am 30.06.22”, “vier”, “etwa 20 %”."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attribute"].choices = [  # type: ignore[attr-defined]
            (slug, _line(label, said)) for slug, label, said in self.readings
        ]


def _line(label: str, said: str) -> SafeString:
    if said:
        return format_html("{}: <strong>{}</strong>", label, said)
    nothing = _("nothing is stored")
    return format_html('{}: <span class="k-muted">{}</span>', label, nothing)


def quoting(readings: Iterable[tuple[str, str, str]]) -> type[QuoteForm]:
    """Return the form for a record of which these slugs, labels and values can be read."""
    return type("QuoteForm", (QuoteForm,), {"readings": tuple(readings)})
