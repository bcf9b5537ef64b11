"""Languages that an opportunity asks for, as somebody types them: "Deutsch B1, Arabisch"."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from konfluenz.ground import search
from konfluenz.office import condition_words
from konfluenz.office.language_field import LanguagesField
from konfluenz.people.models.languages import Level
from konfluenz.volunteering.conditions import Wanted


@dataclass(frozen=True)
class Languages:
    """Languages with their levels, as a form takes and shows them."""

    rows: tuple[Wanted, ...] = ()

    def __str__(self) -> str:
        return ", ".join(map(in_words, self.rows))


class WantedLanguagesField(LanguagesField):
    """Names of languages, each with the level that is needed; cleans to :class:`Languages`.

    `needed`: who does not speak them cannot do it; else they are only useful.
    """

    def __init__(self, *, needed: bool, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("With commas between them: Deutsch B1, Dari"))
        super().__init__(required=False, **kwargs)
        self.needed = needed

    def clean(self, value: Any) -> Languages:  # type: ignore[override]
        """Return the languages; raises ValidationError for one that nobody here knows."""
        typed = [word.strip() for word in (value or "").split(",") if word.strip()]
        return Languages(tuple(map(self._one, typed)))

    def prepare_value(self, value: Any) -> Any:
        """Return languages as somebody would type them."""
        return str(value) if isinstance(value, Languages) else value

    def _one(self, typed: str) -> Wanted:
        name, level = _split(typed)
        [code] = super().clean(name)
        return Wanted(code, self.needed, level)


def of(rows: Iterable[Wanted], *, needed: bool) -> Languages:
    """Return those of `rows` that are needed, or only useful, as a form shows them."""
    return Languages(tuple(row for row in rows if row.required == needed))


def in_words(wanted: Wanted) -> str:
    """Return a language with its level: "Deutsch B1"."""
    return condition_words.language(wanted.language, wanted.level)


def _split(typed: str) -> tuple[str, str]:
    """Return the name of the language and the level behind it, "" for none."""
    name, _blank, last = typed.rpartition(" ")
    levels = {search.fold(condition_words.level_name(slug)): slug for slug in Level.values}
    slug = levels.get(search.fold(last), "")
    return (name.strip(), slug) if name and slug else (typed, "")
