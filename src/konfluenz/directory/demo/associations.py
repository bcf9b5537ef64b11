"""Invented associations, the people who stand for them, and groups that meet."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

from django.db import models

from konfluenz.directory import groups, memberships, organizations
from konfluenz.directory.demo import bodies, sources
from konfluenz.directory.models import District, Group, Organization, Topic
from konfluenz.people import demo as demo_people
from konfluenz.people.models import Person

FUNCTIONS = (
    "Vorsitz",
    "Stellvertretung",
    "Kasse",
    "Schriftführung",
    "Ansprechperson",
    "Projektleitung",
)
BEGINNING = dt.date(2025, 5, 1)
"""The demo shows eighteen months."""

RESTING = 11
"""Every eleventh association rests at the moment."""


def build(chance: random.Random, people: Sequence[Person], by: models.Model | None) -> None:
    """Build associations with one to three people each, then groups."""
    districts = {district.name: district for district in District.objects.all()}
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    made = [
        _association(number, row, districts, topics, by)
        for number, row in enumerate(sources.rows("associations.csv"), start=1)
    ]
    _stand_for(made[0], demo_people.account_for("organisation_member").person, "Vorsitz", by)
    waiting = chance.sample(list(people), min(len(people), 3 * len(made)))
    for organization in made:
        for place in range(min(chance.choice((1, 2, 2, 3)), len(waiting))):
            _stand_for(organization, waiting.pop(), FUNCTIONS[place], by)
    for entry in sources.table("groups.toml")["groups"]:
        _group(chance, dict(entry), made, by)


def _association(
    number: int,
    row: dict[str, str],
    districts: dict[str, District],
    topics: dict[str, Topic],
    by: models.Model | None,
) -> Organization:
    return organizations.add(
        row["name"],
        kind=row["kind"],
        description=f"{row['description']}. Erfunden für die Demonstration.",
        district=districts[row["district"]],
        town="Koblenz",
        mail=f"verein{number:02}@demo-vereine.example.org",
        languages=row["languages"].split(),
        topics=[topics[slug] for slug in row["topics"].split()],
        state="active" if number % RESTING else "dormant",
        listed=bool(number % RESTING),
        by=by,
    )


def _stand_for(
    organization: Organization, person: Person | None, function: str, by: models.Model | None
) -> None:
    if person is not None:
        memberships.add(
            organization,
            person,
            function=function,
            is_contact=function == FUNCTIONS[0],
            valid_from=BEGINNING,
            by=by,
        )


def _group(
    chance: random.Random,
    entry: dict[str, Any],
    made: Sequence[Organization],
    by: models.Model | None,
) -> None:
    """Build a group. Only groups of the demo get members: who sits in the real ones is not told."""
    if key := entry.pop("unit", ""):
        entry["unit"] = bodies.unit(key)
    if name := entry.pop("district", ""):
        entry["district"] = District.objects.get(name=name)
    topic = entry.pop("topic", "")
    group = groups.add(entry.pop("kind"), name=entry.pop("name", ""), by=by, **entry)
    if group.source == "Demo":
        for organization in _fitting(chance, group, topic, made):
            _join(group, organization, by)


def _fitting(
    chance: random.Random, group: Group, topic: str, made: Sequence[Organization]
) -> list[Organization]:
    active = [organization for organization in made if organization.state == "active"]
    if group.district_id:
        return [row for row in active if row.district_id == group.district_id]
    if topic:
        return [row for row in active if topic in {one.slug for one in row.topics.all()}]
    return chance.sample(active, 6)


def _join(group: Group, organization: Organization, by: models.Model | None) -> None:
    groups.join(group, organization=organization, valid_from=BEGINNING, by=by)
    contact = memberships.contacts(organization).first()
    if contact is not None:
        groups.join(
            group, person=contact.person, function=contact.function, valid_from=BEGINNING, by=by
        )
