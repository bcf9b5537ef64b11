"""The town of `matching.py` in a database, as fast as it can be written."""

import datetime as dt
from itertools import compress

import numpy as np

from konfluenz.planning.parties import Items, Takers

BATCH = 5_000
ABROAD = ("ar", "uk", "fa", "tr", "ru", "fr", "ku", "ps", "so", "ti", "sq")


def fill(takers: Takers, items: Items) -> None:
    """Write volunteers and opportunities down; the database is empty but for its tables."""
    from django.db import transaction

    from konfluenz.directory import organizations, topics
    from konfluenz.volunteering import skills

    with transaction.atomic():
        known = [skills.add(f"Skill {number}", by=None).pk for number in range(40)]
        about = [topics.add(f"Topic {number}", by=None).pk for number in range(40)]
        club = organizations.add("Demo-Verein", kind="association", by=None)
        _volunteers(takers, known, about)
        _opportunities(items, known, about, club)
        _life(takers)


def _volunteers(takers: Takers, known: list[int], about: list[int]) -> None:
    from django.utils import timezone

    from konfluenz.people.models import Person, SpokenLanguage
    from konfluenz.volunteering.models import Availability, Volunteer

    now, day = timezone.now(), timezone.localdate()
    names = [f"Demo-Person {number}" for number in range(len(takers.age))]
    people = [Person(name=name, sort_name=name, sort_key=name) for name in names]
    Person.objects.bulk_create(people, BATCH)
    made = [
        Volunteer(
            person=person,
            state="active",
            state_since=day,
            reach_km=None if np.isinf(takers.reach[at]) else int(takers.reach[at]),
            birth_year=day.year - int(takers.age[at]) - 1,
            places=int(takers.turns[at]),
            weekly_minutes=int(takers.minutes[at]),
            first_contact_at=now,
            last_asked_at=now - dt.timedelta(days=int(takers.waited[at])),
            **_point(takers.place[at]),
        )
        for at, person in enumerate(people)
    ]
    Volunteer.objects.bulk_create(made, BATCH)
    Availability.objects.bulk_create(
        (
            Availability(volunteer=one, **when)
            for at, one in enumerate(made)
            if not takers.any_time[at]
            for when in _times(takers.slots[at])
        ),
        BATCH,
    )
    SpokenLanguage.objects.bulk_create(
        (
            SpokenLanguage(person=person, language=code, level=level)
            for at, person in enumerate(people)
            for code, level in _spoken(takers.languages[at])
        ),
        BATCH,
    )
    keys = [one.pk for one in made]
    _relate(Volunteer.skills.through, "volunteer", keys, takers.skills, "skill", known)
    _relate(Volunteer.topics.through, "volunteer", keys, takers.interests, "topic", about)


def _life(takers: Takers) -> None:
    """Let a third help somewhere already, and note certificates; twenty end tonight."""
    from django.utils import timezone

    from konfluenz.volunteering.models import Clearance, Opportunity, Placement, Volunteer

    day = timezone.localdate()
    with_adults = Opportunity.objects.filter(with_minors=False)
    offers = list(with_adults.order_by("pk").values_list("pk", flat=True))
    latest = Volunteer.objects.order_by("-pk").values_list("pk", flat=True)
    keys = sorted(latest[: len(takers.age)])
    Placement.objects.bulk_create(
        (
            Placement(
                opportunity_id=offers[at % len(offers)],
                volunteer_id=key,
                state="running",
                started_on=day - dt.timedelta(days=at % 700 + 1),
                trial_until=day,
            )
            for at, key in enumerate(keys)
            if at % 3 == 0
        ),
        BATCH,
    )
    seen = [key for at, key in enumerate(keys) if takers.cleared[at]]
    tonight = day.replace(year=day.year - 5) + dt.timedelta(days=1)
    Clearance.objects.bulk_create(
        (
            Clearance(
                volunteer_id=key,
                certificate_date=tonight + dt.timedelta(days=max(0, at - 20) % 1_700),
                seen_on=day,
            )
            for at, key in enumerate(seen)
        ),
        BATCH,
    )


def _opportunities(items: Items, known: list[int], about: list[int], club: object) -> None:
    from django.utils import timezone

    from konfluenz.volunteering.models import Opportunity, OpportunityLanguage, OpportunityTime

    day = timezone.localdate()
    made = [
        Opportunity(
            state="published",
            organization=club,
            title=f"Opportunity {at}",
            task="Help",
            topic_id=next(iter(_bits(items.interests[at], about)), None),
            from_home=bool(items.from_home[at]),
            timing="open_ended" if items.any_time[at] else "weekly",
            minutes=int(items.halves[at]) * 30,
            wanted=int(items.wanted[at]),
            with_minors=bool(items.cleared[at]),
            youngest=int(items.youngest[at]),
            insured_by="organisation",
            expires_on=day + dt.timedelta(days=90),
            **_point(items.place[at]),
        )
        for at in range(len(items.wanted))
    ]
    Opportunity.objects.bulk_create(made, BATCH)
    OpportunityTime.objects.bulk_create(
        (
            OpportunityTime(opportunity=one, **when)
            for at, one in enumerate(made)
            for when in _times(items.slots[at])
        ),
        BATCH,
    )
    OpportunityLanguage.objects.bulk_create(
        (
            OpportunityLanguage(opportunity=one, language=code, required=bool(need), level="a2")
            for at, one in enumerate(made)
            for code, need, use in zip(
                ABROAD, items.required[at, 1:], items.useful[at, 1:], strict=True
            )
            if need or use
        ),
        BATCH,
    )
    keys = [one.pk for one in made]
    _relate(Opportunity.skills.through, "opportunity", keys, items.skills, "skill", known)


def _times(slots: np.ndarray) -> list[dict]:
    from konfluenz.volunteering import reasons

    return [
        {"weekday": day, "starts_at": _clock(begin), "ends_at": _clock(end)}
        for day, begin, end in reasons.runs(slots)
    ]


def _clock(half: int) -> dt.time:
    return dt.time(half // 2 % 24, half % 2 * 30)


def _spoken(levels: np.ndarray) -> list[tuple[str, str]]:
    from konfluenz.people.models.languages import Level

    return [
        (code, Level.values[int(level) - 1])
        for code, level in zip(("de", *ABROAD), levels, strict=True)
        if level
    ]


def _point(place: np.ndarray) -> dict:
    if np.isnan(place[0]):
        return {}
    return {"latitude": f"{place[0]:.5f}", "longitude": f"{place[1]:.5f}"}


def _bits(word: np.uint64, keys: list[int]) -> list[int]:
    return list(compress(keys, (int(word) >> at & 1 for at in range(len(keys)))))


def _relate(
    table: object, one: str, rows: list[int], words: np.ndarray, other: str, keys: list[int]
) -> None:
    pairs = (
        table(**{f"{one}_id": row, f"{other}_id": key})
        for row, word in zip(rows, words, strict=True)
        for key in _bits(word, keys)
    )
    table.objects.bulk_create(pairs, BATCH)
