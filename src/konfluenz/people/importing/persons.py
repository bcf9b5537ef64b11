"""Rows that are persons: an address book, partners, whoever does not volunteer (yet)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konfluenz.ground.imports import command, tables
from konfluenz.ground.imports.kinds import Added, Content, Field, Kind, Reader, RowRefused
from konfluenz.people import persons
from konfluenz.people.contacts import ContactRefused
from konfluenz.people.importing import person_cells, person_fields, person_values
from konfluenz.people.languages import LanguageRefused
from konfluenz.people.models import Person
from konfluenz.people.persons import PersonRefused

REFUSALS = (PersonRefused, ContactRefused, LanguageRefused)
OF_RECORD = ("name", "notes")

FIELDS = (
    *person_fields.FIELDS,
    Field(
        "notes",
        gettext_lazy("Notes"),
        ["notiz", "notizen", "bemerkung", "bemerkungen", "anmerkung", "anmerkungen", "kommentar"],
        many=True,
    ),
)


class PersonReader:
    """Reads persons. Nobody is merged by guess: who may be here already is named beside."""

    def __init__(self, by: models.Model | None) -> None:
        self.by = by

    def read(self, cells: Mapping[str, str]) -> Content:
        """Return what the row says. Raises RowRefused, CellRefused."""
        return person_cells.read(cells)

    def add(self, content: Content) -> Added:
        """Write the person down. Raises RowRefused."""
        values = content.values
        alike = person_values.alike(values)
        if (same := person_values.same(alike, values["name"])) is not None:
            return Added(same, told=[_("%s is on record here already.") % same], known=True)
        try:
            person = persons.add(values["name"], notes=values.get("notes", ""), by=self.by)
            person_values.reach(person, values, by=self.by)
        except REFUSALS as refusal:
            raise RowRefused(str(refusal)) from None
        return Added(person, [person], [one.person for one in alike])

    def shown(self, record: Person) -> dict[str, Any]:
        """Return what `record` says now, in the form of a row."""
        return person_values.shown(record) | {"notes": record.notes}

    def change(self, record: Person, values: dict[str, Any]) -> None:
        """Let `record` say `values`. Raises RowRefused."""
        try:
            own = {name: values[name] for name in OF_RECORD if name in values}
            if own:
                persons.correct(record, own, seen=None, by=self.by)
            person_values.replace(record, values, by=self.by)
        except REFUSALS as refusal:
            raise RowRefused(str(refusal)) from None

    def remove(self, made: models.Model) -> None:
        """Take a person back. Raises Kept when something rests on them."""
        if isinstance(made, Person):
            person_values.remove(made, by=self.by)


def begin(_options: Mapping[str, str], by: models.Model | None) -> Reader:
    """Return a reader for the rows of one list."""
    return PersonReader(by)


KIND = Kind(
    name="persons",
    label=gettext_lazy("Persons without volunteering"),
    fields=FIELDS,
    needs=person_fields.NAMED,
    needs_words=gettext_lazy("Say which column holds the name. Nothing else is needed."),
    begin=begin,
    absent={
        "mail": gettext_lazy("Without e-mail or phone nobody can be asked."),
        "id": gettext_lazy("Rows are known again by name and contact."),
    },
    forms=tables.LISTS | {"cards"},
)

take = partial(command.take, "persons")
"""What ``konfluenz import persons FILE`` calls."""
