"""Choose a record among thousands, without scripts: type a part of its name, then pick the hit.

A form names a field of text and says how to find. An exact and only hit is taken at once;
otherwise the hits are shown as choices below what was typed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.directory.models import Organization
from konfluenz.ground import search
from konfluenz.office import forms
from konfluenz.people import persons
from konfluenz.people.models import Person

MOST = 12
PICKED = "_picked"


@dataclass(frozen=True)
class Searched:
    """How one field finds its record, and what its hits are called."""

    find: Callable[[str], QuerySet]
    say: Callable[[Any], str]
    nothing: Any


class SearchedForm(forms.Form):
    """A form with fields that are searched: `looked_up` maps their names to how."""

    looked_up: dict[str, Searched] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hits: dict[str, list[Model]] = {}
        for name, how in self.looked_up.items():
            typed = (self.data.get(name) or "").strip()
            if typed:
                self.hits[name] = list(how.find(typed)[:MOST])
                self._offer(name, how)

    def _offer(self, name: str, how: Searched) -> None:
        """Put the hits below the field they were found for, unless there is only the one meant."""
        hits = self.hits[name]
        if not hits or self._meant(name) is not None:
            return
        choices = [(str(hit.public_id), how.say(hit)) for hit in hits]  # type: ignore[attr-defined]
        field = django_forms.ChoiceField(
            label=gettext_lazy("Which one?"),
            choices=choices,
            required=False,
            widget=django_forms.RadioSelect,
            initial=choices[0][0] if len(choices) == 1 else None,
        )
        forms.dress(field.widget)
        self.fields[name + PICKED] = field
        order = list(self.fields)
        order.insert(order.index(name) + 1, order.pop())
        self.order_fields(order)

    def _meant(self, name: str) -> Model | None:
        """Return the only hit if its name is what was typed."""
        hits = self.hits[name]
        same = search.fold(str(hits[0])) == search.fold(self.data[name]) if hits else False
        return hits[0] if len(hits) == 1 and same else None

    def clean(self) -> dict[str, Any]:
        """Put the record in the place of what was typed; None where nothing was."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name, how in self.looked_up.items():
            if name in values:
                values[name] = self._found(name, how) if values[name] else None
        return {name: value for name, value in values.items() if not name.endswith(PICKED)}

    def _found(self, name: str, how: Searched) -> Model | None:
        hits: Sequence[Model] = self.hits.get(name, [])
        picked = self.cleaned_data.get(name + PICKED)
        chosen = next((hit for hit in hits if str(hit.public_id) == picked), None)  # type: ignore[attr-defined]
        chosen = chosen or (self._meant(name) if hits else None)
        if chosen is None:
            where, text = (name + PICKED, _("Choose one.")) if hits else (name, str(how.nothing))
            self.add_error(where, text)
        return chosen


def person_field(**kwargs: Any) -> django_forms.CharField:
    """Return the field for a person's name, to go with `PERSON`."""
    kwargs.setdefault("label", gettext_lazy("Person"))
    kwargs.setdefault("help_text", gettext_lazy("Name or a part of it, e-mail or phone"))
    kwargs.setdefault("widget", django_forms.TextInput(attrs={"autocomplete": "off"}))
    return django_forms.CharField(max_length=200, **kwargs)


def _persons(query: str) -> QuerySet[Person]:
    return persons.find(query).defer("notes").prefetch_related("contacts")


def _say_person(person: Person) -> str:
    """Return the name, and a contact to tell namesakes apart."""
    reached = [channel.value for channel in person.contacts.all() if channel.kind != "post"]
    return ", ".join([person.name, *reached[:1]])


PERSON = Searched(
    _persons,
    _say_person,
    gettext_lazy("Nobody is found by this. Write a shorter part of the name, or add the person."),
)
ORGANISATION = Searched(
    lambda query: search.matching(Organization.objects.all(), query),
    lambda found: f"{found.name} ({found.get_kind_display()})",
    gettext_lazy("Nothing is found by this. Write a shorter part of the name."),
)
