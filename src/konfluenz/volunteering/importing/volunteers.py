"""Rows that are volunteers: a person, how to reach them, what they can and when."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from konfluenz.directory.models import District, Topic
from konfluenz.ground import audit, ties
from konfluenz.ground.imports.kinds import Added, Content, Kept, RowRefused
from konfluenz.people import persons
from konfluenz.people.contacts import ContactRefused
from konfluenz.people.importing import person_values
from konfluenz.people.models import Person
from konfluenz.people.persons import PersonRefused
from konfluenz.volunteering import availability, volunteers
from konfluenz.volunteering.availability import AvailabilityRefused
from konfluenz.volunteering.importing.volunteer_cells import VolunteerCells
from konfluenz.volunteering.models import Availability, Skill, Volunteer, VolunteerState
from konfluenz.volunteering.volunteers import VolunteerRefused

REFUSALS = (VolunteerRefused, AvailabilityRefused, PersonRefused, ContactRefused)
PLAIN = ("birth_year", "weekly_minutes", "reach_km", "remarks", "source")
OF_VOLUNTEER = (Availability, Volunteer.skills.through, Volunteer.topics.through)


class VolunteerReader:
    """Reads volunteers. Nobody is merged by guess: who may be here already is named beside."""

    def __init__(self, options: Mapping[str, str], by: models.Model | None) -> None:
        self.options, self.by = options, by
        self.cells = VolunteerCells()

    def read(self, cells: Mapping[str, str]) -> Content:
        """Return what the row says. Raises RowRefused, CellRefused."""
        return self.cells.read(cells)

    def add(self, content: Content) -> Added:
        """Write the volunteer down. Raises RowRefused.

        Somebody of the same name with the same address or number is the same person.
        """
        values = content.values
        alike = person_values.alike(values)
        same = person_values.same(alike, values["name"])
        if same is not None and (known := Volunteer.objects.filter(person=same).first()):
            told = [_("%s is a volunteer here already.") % same]
            return Added(known, told=told, known=True)
        try:
            person = same or persons.add(values["name"], by=self.by)
            person_values.reach(person, values, by=self.by)
            made = volunteers.add(person, by=self.by, **self._new(values))
        except REFUSALS as refusal:
            raise RowRefused(str(refusal)) from None
        others = [one.person for one in alike if one.person != person]
        return Added(made, [made] if same else [person, made], others)

    def shown(self, record: Volunteer) -> dict[str, Any]:
        """Return what `record` says now, in the form of a row."""
        found: dict[str, Any] = {name: getattr(record, name) for name in PLAIN}
        found |= person_values.shown(record.person)
        return found | {
            "district": record.district.name if record.district else "",
            "skills": sorted(skill.name for skill in record.skills.all()),
            "topics": sorted(topic.name for topic in record.topics.all()),
            "times": [
                [one.weekday, f"{one.starts_at:%H:%M}", f"{one.ends_at:%H:%M}"]
                for one in availability.slots(record.times.all())
            ],
        }

    def change(self, record: Volunteer, values: dict[str, Any]) -> None:
        """Let `record` say `values`. Raises RowRefused."""
        try:
            if "name" in values:
                persons.correct(record.person, {"name": values["name"]}, seen=None, by=self.by)
            person_values.replace(record.person, values, by=self.by)
            fields = _fields(values)
            if fields:
                volunteers.correct(record, fields, by=self.by)
        except REFUSALS as refusal:
            raise RowRefused(str(refusal)) from None

    def remove(self, made: models.Model) -> None:
        """Take a volunteer or a person back. Raises Kept when something rests on them."""
        if isinstance(made, Person):
            person_values.remove(made, by=self.by)
        elif isinstance(made, Volunteer):
            if resting := ties.on(made, but=OF_VOLUNTEER):
                raise Kept(_("It is in use (%s); it stays.") % resting)
            audit.record("volunteer.forgotten", about=made, by=self.by, also=[made.person])
            made.delete()

    def _new(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what `volunteers.add` takes: who is not new to the city has been answered."""
        found = _fields(values)
        state = values.get("state") or self.options["state"]
        found["state"] = state
        if "since" in values:
            day = dt.date.fromisoformat(values["since"])
            found["state_since"] = day
            found["first_contact_at"] = availability.moments(day, dt.time(12), dt.time(13))[0]
        if state != VolunteerState.PROSPECT:
            found["answered_at"] = found.get("first_contact_at", timezone.now())
        return found


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row as `volunteers.add` and `correct` take them."""
    taken = {name: values[name] for name in PLAIN if name in values}
    if "district" in values:
        taken["district"] = District.objects.filter(name=values["district"]).first()
    if "skills" in values:
        taken["skills"] = list(Skill.objects.filter(name__in=values["skills"]))
    if "topics" in values:
        taken["topics"] = list(Topic.objects.filter(name__in=values["topics"]))
    if "times" in values:
        taken["times"] = [
            (day, dt.time.fromisoformat(start), dt.time.fromisoformat(end))
            for day, start, end in values["times"]
        ]
    return taken
