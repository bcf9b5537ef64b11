"""The demo's volunteers: when they can, what they like, how far they go."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from konfluenz.directory.models import District, Organization, Topic
from konfluenz.people.models import Person
from konfluenz.volunteering import clearances, not_with, volunteers
from konfluenz.volunteering.models import Skill, Volunteer, VolunteerState, Wish

STATES = {
    VolunteerState.ACTIVE: 64,
    VolunteerState.FIRST_TALK: 7,
    VolunteerState.CHECKS: 6,
    VolunteerState.PAUSED: 11,
    VolunteerState.LEFT: 7,
    VolunteerState.PROSPECT: 5,
}
"""How often each state is, out of a hundred."""

MORNING, AFTERNOON, EVENING = (9, 12), (14, 18), (17, 21)
SOURCES = ("Plakat", "Freunde", "Zeitung", "Internet", "Stammtisch", "Info-Abend", "")
WAITING = 3
"""So many of the last wait for a first answer: for one, two and five days."""

WAITED_DAYS = (1, 2, 5)
APART = 3


def build(chance: random.Random, people: Sequence[Person], by: models.Model | None) -> None:
    """Make volunteers of `people`; the last ones have just offered help."""
    city = _City()
    made = [_volunteer(chance, person, city, by) for person in people[:-WAITING]]
    for days, person in zip(WAITED_DAYS, people[-WAITING:], strict=False):
        _prospect(chance, person, city, days, by)
    _see_certificates(chance, made, by)
    _keep_apart(chance, made, by)


class _City:
    """What volunteers choose from, read once."""

    def __init__(self) -> None:
        self.districts = list(District.objects.order_by("name"))
        self.topics = list(Topic.objects.filter(refer_only=False).order_by("slug"))
        self.skills = list(Skill.objects.order_by("slug"))


def _volunteer(
    chance: random.Random, person: Person, city: _City, by: models.Model | None
) -> Volunteer:
    (state,) = chance.choices(list(STATES), list(STATES.values()))
    first = timezone.now() - dt.timedelta(days=chance.randint(15, 1500), hours=chance.randint(0, 9))
    answered = first + dt.timedelta(hours=chance.randint(2, 60))
    return volunteers.add(
        person,
        by=by,
        state=state,
        state_since=timezone.localdate(answered),
        first_contact_at=first,
        confirmed_at=first,
        answered_at=answered,
        last_asked_at=_last_asked(chance),
        **_wishes(chance, city),
    )


def _prospect(
    chance: random.Random, person: Person, city: _City, days: int, by: models.Model | None
) -> None:
    first = timezone.now() - dt.timedelta(days=days)
    values = _wishes(chance, city)
    volunteers.add(person, by=by, first_contact_at=first, confirmed_at=first, **values)


def _wishes(chance: random.Random, city: _City) -> dict[str, Any]:
    """Return what somebody says in the wizard."""
    return {
        "times": _times(chance),
        "topics": chance.sample(city.topics, min(chance.randint(1, 3), len(city.topics))),
        "skills": chance.sample(city.skills, chance.randint(1, 4)),
        "wishes": chance.sample(Wish.values, chance.randint(1, 3)),
        "district": chance.choice(city.districts) if city.districts else None,
        "reach_km": chance.choice((None, 2, 3, 5, 8)),
        "birth_year": chance.choice((None, *range(1943, 2008))),
        "places": chance.choice((1, 1, 1, 2)),
        "weekly_minutes": chance.choice((None, 60, 90, 120, 180, 240)),
        "source": chance.choice(SOURCES),
    }


def _times(chance: random.Random) -> list[tuple[int, dt.time, dt.time]]:
    """Return some half days; one in eight says nothing: it can be agreed."""
    if chance.random() < 0.125:
        return []
    days = chance.sample(range(7), chance.randint(1, 4))
    chosen = [(day, *chance.choice((MORNING, AFTERNOON, EVENING, EVENING))) for day in days]
    return [(day, dt.time(begin), dt.time(end)) for day, begin, end in chosen]


def _last_asked(chance: random.Random) -> dt.datetime | None:
    days = chance.choice((None, None, *range(3, 200)))
    return None if days is None else timezone.now() - dt.timedelta(days=days)


def _see_certificates(
    chance: random.Random, made: Sequence[Volunteer], by: models.Model | None
) -> None:
    """Note certificates of two thirds of those who like to help children."""
    today = timezone.localdate()
    for volunteer in made:
        likes = Wish.WITH_CHILDREN in volunteer.wishes
        if likes and volunteer.state != VolunteerState.LEFT and chance.random() < 0.66:
            date = today - dt.timedelta(days=chance.randint(20, 1700))
            seen = min(today, date + dt.timedelta(days=chance.randint(3, 40)))
            clearances.see(volunteer, date, seen_on=seen, by=by)


def _keep_apart(chance: random.Random, made: Sequence[Volunteer], by: models.Model | None) -> None:
    """Let a few not meet: two volunteers, and one with an association."""
    here = [one for one in made if one.state == VolunteerState.ACTIVE]
    if len(here) < 2 * APART:
        return
    chosen = chance.sample(here, 2 * APART)
    for one, other in zip(chosen[::2], chosen[1::2], strict=True):
        not_with.put(one, other, by=by)
    club = Organization.objects.filter(name__startswith="Demo-").order_by("name").first()
    if club is not None:
        not_with.put(chosen[0], club, by=by)
