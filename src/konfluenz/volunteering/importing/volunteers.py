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
from konfluenz.people import contacts, duplicates, languages, persons, privacy
from konfluenz.people.contacts import ContactRefused
from konfluenz.people.models import ContactChannel, Person, PersonName, SpokenLanguage
from konfluenz.people.models.contacts import Kind
from konfluenz.people.persons import PersonRefused
from konfluenz.people.privacy import ErasureRefused
from konfluenz.volunteering import availability, volunteers
from konfluenz.volunteering.availability import AvailabilityRefused
from konfluenz.volunteering.importing.volunteer_cells import VolunteerCells, folded_name
from konfluenz.volunteering.models import Availability, Skill, Volunteer, VolunteerState
from konfluenz.volunteering.volunteers import VolunteerRefused

REFUSALS = (VolunteerRefused, AvailabilityRefused, PersonRefused, ContactRefused)
PLAIN = ("birth_year", "weekly_minutes", "reach_km", "remarks", "source")
CONTACTS = {"mail": Kind.MAIL, "phone": Kind.PHONE}
OF_PERSON = (ContactChannel, PersonName, SpokenLanguage)
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
        alike = duplicates.of_details(
            values["name"], mail=_first(values["mail"]), phone=_first(values["phone"])
        )
        same = next((one.person for one in alike if _is_same(one, values["name"])), None)
        if same is not None and (known := Volunteer.objects.filter(person=same).first()):
            told = [_("%s is a volunteer here already.") % same]
            return Added(known, told=told, known=True)
        try:
            person = same or persons.add(values["name"], by=self.by)
            self._reach(person, values)
            made = volunteers.add(person, by=self.by, **self._new(values))
        except REFUSALS as refusal:
            raise RowRefused(str(refusal)) from None
        others = [one.person for one in alike if one.person != person]
        return Added(made, [made] if same else [person, made], others)

    def shown(self, record: Volunteer) -> dict[str, Any]:
        """Return what `record` says now, in the form of a row."""
        person = record.person
        found: dict[str, Any] = {name: getattr(record, name) for name in PLAIN}
        for name, kind in (*CONTACTS.items(), ("post", Kind.POST)):
            texts = [one.value for one in person.contacts.all() if one.kind == kind]
            found[name] = next(iter(texts), "") if name == "post" else sorted(texts)
        return found | {
            "name": person.name,
            "district": record.district.name if record.district else "",
            "skills": sorted(skill.name for skill in record.skills.all()),
            "topics": sorted(topic.name for topic in record.topics.all()),
            "languages": sorted([one.language, one.level] for one in person.languages.all()),
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
            self._replace_contacts(record.person, values)
            self._replace_languages(record.person, values)
            fields = _fields(values)
            if fields:
                volunteers.correct(record, fields, by=self.by)
        except REFUSALS as refusal:
            raise RowRefused(str(refusal)) from None

    def remove(self, made: models.Model) -> None:
        """Take a volunteer or a person back. Raises Kept when something rests on them."""
        own = OF_VOLUNTEER if isinstance(made, Volunteer) else OF_PERSON
        if resting := ties.on(made, but=own):
            raise Kept(_("It is in use (%s); it stays.") % resting)
        if isinstance(made, Person):
            try:
                privacy.erase(made, by=self.by)
            except ErasureRefused as refusal:
                raise Kept(str(refusal)) from None
        elif isinstance(made, Volunteer):
            audit.record("volunteer.forgotten", about=made, by=self.by, also=[made.person])
            made.delete()

    def _reach(self, person: Person, values: Mapping[str, Any]) -> None:
        """Note contacts and languages that are not noted yet."""
        there = {(one.kind, one.value) for one in person.contacts.all()}
        for kind, text in _wanted_contacts(values):
            if (kind, text) not in there:
                contacts.add(person, kind, text, by=self.by)
        for code, level in values.get("languages", []):
            languages.put(person, code, level, by=self.by)

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

    def _replace_contacts(self, person: Person, values: Mapping[str, Any]) -> None:
        wanted = _wanted_contacts(values)
        kinds = {kind for kind, _text in wanted} | {
            CONTACTS[one] for one in CONTACTS if one in values
        }
        for one in person.contacts.filter(kind__in=kinds):
            if (one.kind, one.value) not in wanted:
                contacts.remove(one, by=self.by)
        self._reach(person, {name: values[name] for name in values if name != "languages"})

    def _replace_languages(self, person: Person, values: Mapping[str, Any]) -> None:
        if "languages" not in values:
            return
        wanted = dict(values["languages"])
        for one in person.languages.all():
            if one.language not in wanted:
                languages.remove(person, one.language, by=self.by)
        for code, level in wanted.items():
            languages.put(person, code, level, by=self.by)


def _wanted_contacts(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = [(kind.value, one) for name, kind in CONTACTS.items() for one in values.get(name) or []]
    return found + ([(Kind.POST.value, values["post"])] if values.get("post") else [])


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


def _is_same(found: duplicates.Candidate, name: str) -> bool:
    """Return whether they share a contact and a name: then they are one."""
    reasons = set(found.reasons)
    by_contact = reasons & {duplicates.Likeness.MAIL, duplicates.Likeness.PHONE}
    return bool(by_contact) and folded_name(found.person.name) == folded_name(name)


def _first(texts: list[str]) -> str:
    return texts[0] if texts else ""
