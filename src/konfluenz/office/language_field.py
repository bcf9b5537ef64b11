"""Languages as somebody types them: "Arabisch, Dari"."""

from collections.abc import Iterable
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.ground import search
from konfluenz.people import languages


class LanguagesField(django_forms.CharField):
    """Names of languages with commas between them; cleans to their codes, each once."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", gettext_lazy("With commas between them: German, Arabic, Dari")
        )
        super().__init__(max_length=500, **kwargs)

    @property
    def choices(self) -> Iterable[tuple[str, str]]:
        """The codes with their names, for whoever says a value in words."""
        return languages.names().items()

    def clean(self, value: Any) -> list[str]:
        """Return the codes; raises ValidationError for a language that nobody here knows."""
        by_name = {search.fold(name): code for code, name in languages.names().items()}
        typed = [word.strip() for word in super().clean(value).split(",") if word.strip()]
        unknown = [word for word in typed if search.fold(word) not in by_name]
        if unknown:
            text = _("Not known as a language: %(names)s. Write it as in the list of languages.")
            raise ValidationError(text % {"names": ", ".join(unknown)})
        return list(dict.fromkeys(by_name[search.fold(word)] for word in typed))

    def prepare_value(self, value: Any) -> Any:
        """Return codes as somebody would type them."""
        if isinstance(value, list):
            return ", ".join(languages.name(code) for code in value)
        return value
