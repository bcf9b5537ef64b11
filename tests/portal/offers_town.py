"""Services, funding, goods and links for the tests of the portal."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone
from testbed_worlds import remembered
from tests.portal import world

from konfluenz.directory import (
    districts,
    goods,
    hours,
    organizations,
    places,
    programmes,
    resources,
    services,
)
from konfluenz.directory.hours import Open, Other
from konfluenz.directory.models import Service, Topic
from konfluenz.directory.models.services import note_field
from konfluenz.ground import translations

NOW = "2026-11-23 10:00"
"""A Monday."""

NINE, NOON, EVENING = dt.time(9), dt.time(12), dt.time(18)
WEEK = [Open(0, NINE, NOON, note="nur Telefon"), Open(2, NOON, EVENING, by_appointment=True)]


def add(name, club, place=None, week=(), **more):
    """Add and publish a service."""
    given = {"summary": f"{name}: ein Satz.", "organization": club, "by": None}
    places_there = [place] if place else []
    made = services.add(name, places=places_there, **given | more)
    hours.replace(made, week=list(week), by=None)
    return services.publish(made, by=None)


@remembered
def build():
    """Build three services in two districts, and one each of the rest."""
    world.city()
    soon = timezone.localdate() + dt.timedelta(days=8)
    club = organizations.add("Demo-Verein", kind="association", mail="a@example.org", by=None)
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    old = districts.add("Altstadt", latitude=Decimal("50.36"), longitude=Decimal("7.60"), by=None)
    new = districts.add("Lützel", latitude=Decimal("50.37"), longitude=Decimal("7.58"), by=None)
    point = {"latitude": Decimal("50.361"), "longitude": Decimal("7.601"), "by": None}
    hall = places.add("Demo-Halle", street="Beispielweg 1", district=old, step_free=True, **point)
    attic = places.add("Demo-Dachboden", district=new, step_free=False, by=None)
    german = add(
        "Sprachcafé", club, hall, WEEK, topics=[topics["language_courses"]], free=True,
        languages=["de", "ar"], documents=["Ausweis", "Zeugnis"], example=True,
        cost="Nichts.", accessibility="Rampe am Hof.", appointment="possible",
    )  # fmt: skip
    closed = Other(dt.date(2026, 12, 24), dt.date(2027, 1, 3), reason="Winterpause")
    hours.replace(german, others=[closed], by=None)
    said = {
        "name": "مقهى اللغة",
        "summary": "تحدث الألمانية.",
        note_field("nur Telefon"): "هاتف فقط",
    }
    translations.put_fields(german, {field: {"ar": text} for field, text in said.items()}, by=None)
    add("Rechtsberatung", club, attic, topics=[topics["counselling"]], languages=["de", "ru"])
    add("Nottelefon", club, None, [Open(day, NINE, NINE) for day in range(7)], phone="0261 1")
    pot = programmes.add(
        "Demo-Topf", funder="Demo-Stiftung", deadline=dt.date(2026, 11, 30),
        amount_max=Decimal(1500), by=None,
    )  # fmt: skip
    programmes.publish(pot, by=None)
    programmes.publish(programmes.add("Immer", funder="Demo-Stiftung", by=None), by=None)
    for kind, name in (("wanted", "Winterjacken"), ("enough", "Kuscheltiere")):
        given = {"kind": kind, "organization": club, "by": None}
        notice = goods.add(name, expires_on=soon, **given)
        goods.publish(notice, by=None)
    link = resources.add(
        "Demo-Kursnet", "https://www.example.org/kurse", expects="Alle Kurse.",
        topics=[topics["language_courses"]], languages=["de", "uk"], by=None,
    )  # fmt: skip
    resources.publish(link, by=None)
    return club


def again(club, number):
    """Add one more of each kind."""
    place = places.add(f"Demo-Ort {number}", latitude=Decimal(f"50.3{number}"),
                       longitude=Decimal("7.59"), by=None)  # fmt: skip
    soon = timezone.localdate() + dt.timedelta(days=8)
    more = add(f"Mehr {number}", club, place, WEEK, languages=["fa"])
    for kind, made in (
        (programmes, programmes.add(f"Topf {number}", funder="X", by=None)),
        (resources, resources.add(f"Link {number}", f"https://example.org/{number}", by=None)),
        (goods, goods.add(f"Ding {number}", organization=club,
                          expires_on=soon, by=None)),
    ):  # fmt: skip
        kind.publish(made, by=None)
    return more


def one(slug):
    """Return a service by its address."""
    return Service.objects.get(slug=slug)
