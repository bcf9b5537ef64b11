"""What fills the office's lists: volunteers, opportunities, enquiries, proposals, placements."""

import datetime as dt
import random

import numpy as np

BATCH = 2_000
VOLUNTEERS, OPPORTUNITIES, ENQUIRIES, PROPOSALS = 10_000, 2_000, 20_000, 6_000
WAITING = 200
"""One volunteer in so many has no answer yet: *Heute* of a city that keeps up with its work."""

SUBJECTS = ("Sprachkurs", "Wohnung", "Fahrtkosten", "Kita-Platz", "Dolmetschen", "Spende", "Raum")


def fill() -> None:
    """Write the crowds down beside what the demo has."""
    from django.db import transaction

    import matching
    from stage import stored_town

    dice = np.random.default_rng(matching.SEED)
    takers = matching.volunteers(dice, VOLUNTEERS)
    stored_town.fill(takers, matching.opportunities(dice, OPPORTUNITIES))
    with transaction.atomic():
        _index()
        _enquiries()
        _proposals()


def _index() -> None:
    """Spread volunteers over districts and states, clubs over opportunities; make all findable."""
    from django.db.models import F
    from django.utils import timezone

    from konfluenz.directory.models import District, Organization
    from konfluenz.ground import search
    from konfluenz.volunteering.models import Opportunity, Volunteer

    districts = list(District.objects.order_by("pk").values_list("pk", flat=True))
    for place, key in enumerate(districts):
        mine = {"number": place}
        rows = Volunteer.objects.annotate(number=F("pk") % len(districts))
        Volunteer.objects.filter(pk__in=rows.filter(**mine).values("pk")).update(district=key)
    for state, tenth in (("prospect", 1), ("paused", 2), ("left", 3)):
        rows = Volunteer.objects.annotate(number=F("pk") % 10).filter(number=tenth)
        Volunteer.objects.filter(pk__in=rows.values("pk")).update(state=state)
    answered = Volunteer.objects.annotate(number=F("pk") % WAITING).exclude(number=1)
    Volunteer.objects.filter(pk__in=answered.values("pk")).update(answered_at=timezone.now())
    clubs = list(Organization.objects.order_by("pk").values_list("pk", flat=True))
    for place, key in enumerate(clubs):
        rows = Opportunity.objects.annotate(number=F("pk") % len(clubs)).filter(number=place)
        Opportunity.objects.filter(pk__in=rows.values("pk")).update(
            organization=key, district=districts[place % len(districts)]
        )
    people = Volunteer.objects.select_related("person").iterator(BATCH)
    search.index_many(search.Item(one.person, one.person.name) for one in people)
    search.index_many(search.Item(one, one.title) for one in Opportunity.objects.iterator(BATCH))


def _enquiries() -> None:
    """Write enquiries of two years: most are closed, some wait for us, some for an answer."""
    from django.utils import timezone

    from konfluenz.directory.models import OrgUnit, Topic
    from konfluenz.enquiries.models import Contribution, Enquiry
    from konfluenz.ground import search
    from konfluenz.people.models import Person

    dice, now = random.Random(2), timezone.now()
    units, topics = list(OrgUnit.objects.all()), list(Topic.objects.all())
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:ENQUIRIES])
    for start in range(0, ENQUIRIES, BATCH):
        made = []
        for number in range(start, start + BATCH):
            came = now - dt.timedelta(minutes=dice.randrange(2 * 365 * 24 * 60))
            state = dice.choices(["done", "open", "waiting", "referred"], [96, 0.5, 1.5, 2])[0]
            closed = came + dt.timedelta(days=3) if state in ("done", "referred") else None
            made.append(
                Enquiry(
                    subject=f"{dice.choice(SUBJECTS)} {number}",
                    way=dice.choice(["form", "phone", "walk_in", "mail"]),
                    state=state,
                    unit=dice.choice(units),
                    topic=dice.choice(topics),
                    person_id=people[number % len(people)] if number % 3 == 0 else None,
                    arrived_at=came,
                    due_at=came + dt.timedelta(days=2),
                    first_answer_at=closed,
                    closed_at=closed,
                    outcome="Beantwortet" if closed else "",
                )
            )
        Enquiry.objects.bulk_create(made)
        Contribution.objects.bulk_create(
            Contribution(enquiry=one, direction="in", text="Können Sie helfen?", at=one.arrived_at)
            for one in made
        )
        search.index_many(search.Item(one, one.subject) for one in made)


def _proposals() -> None:
    """Ask, and let answer: most of it is over, two hundred wait."""
    from django.utils import timezone

    from konfluenz.volunteering.models import Opportunity, Proposal, Volunteer

    dice, now = random.Random(3), timezone.now()
    offers = list(Opportunity.objects.values_list("pk", flat=True))
    people = list(Volunteer.objects.values_list("pk", flat=True))
    made = []
    for number in range(PROPOSALS):
        is_open = number % 30 == 0
        asked = now - dt.timedelta(days=dice.randrange(1, 6 if is_open else 600))
        made.append(
            Proposal(
                opportunity_id=offers[number % len(offers)],
                volunteer_id=people[number],
                state="asked" if is_open else dice.choice(["declined", "expired"]),
                score=dice.randrange(300, 900),
                asked_at=asked,
                answer_by=asked + dt.timedelta(days=14),
                closed_at=None if is_open else asked + dt.timedelta(days=2),
            )
        )
    Proposal.objects.bulk_create(made, BATCH)
