"""A small city that looks for help, and somebody who walks through the wizard."""

import datetime as dt
import re
from decimal import Decimal

import time_machine
from django.urls import reverse
from django.utils import timezone
from tests.portal import world
from tests.volunteering.match_city import SATURDAY, TUESDAY_17, club, opportunity

from konfluenz.directory import districts
from konfluenz.directory.models import Topic
from konfluenz.portal import guards
from konfluenz.volunteering import skills
from konfluenz.volunteering.models import Skill

WIZARD = "/{}/mitmachen/helfen/"
WEEKEND = (SATURDAY, dt.time(10), dt.time(13))
STEPS = {
    "wann": {"often": ["regular"], "times": ["1-abend", "5-vormittag"], "hours": "2"},
    "was": {"topics": ["children_school"], "wishes": ["with_children", "hands_on"]},
    "koennen": {"skills": ["reading-aloud"], "german": "native", "language_1": "ar"},
    "wo": {"birth_year": "1990", "reach": "5"},
}
YOU = {"name": "Ada Demo", "mail": "ada@example.org"}


def build():
    """Set up the city with three opportunities; return them by a short name."""
    world.city()
    skills.ensure()
    old = districts.add("Altstadt", latitude=Decimal("50.36"), longitude=Decimal("7.60"), by=None)
    new = districts.add("Lützel", latitude=Decimal("50.38"), longitude=Decimal("7.58"), by=None)
    topic = {each.slug: each for each in Topic.objects.all()}
    reading = opportunity(
        "Lesepatin in Lützel",
        at=TUESDAY_17,
        needs=[("ar", False, "")],
        district=new,
        topic=topic["children_school"],
        with_minors=True,
        youngest=18,
        skills=[Skill.objects.get(slug="reading-aloud")],
        contact_name="Erika Geheim",
        contact_mail="geheim@example.org",
    )
    repair = opportunity(
        "Räder reparieren", at=WEEKEND, district=old, topic=topic["work"], without_german=True
    )
    phone = opportunity("Anrufe von zu Hause", at=None, from_home=True, by_club=club("Demo-Draht"))
    return {"reading": reading, "repair": repair, "phone": phone}


def again(made):
    """Add one more of everything that pages list, in a district of its own."""
    number = len(made)
    where = districts.add(
        f"Viertel {number}", latitude=Decimal("50.3") + number, longitude=Decimal("7.5"), by=None
    )
    topic = Topic.objects.all()[number]
    made[f"more {number}"] = opportunity(
        f"Noch etwas {number}",
        at=TUESDAY_17,
        needs=[("fa", False, ""), ("tr", True, "b1")],
        district=where,
        topic=topic,
        skills=Skill.objects.all()[number : number + 2],
    )


def state(response):
    """Return what travels along in the page of a step."""
    return re.search(r'name="stand" value="([^"]+)"', response.content.decode())[1]


def token(seconds_ago=10):
    """Return a token of the last step, fetched some time ago."""
    with time_machine.travel(timezone.now() - dt.timedelta(seconds=seconds_ago), tick=False):
        return guards.new_token("offer")


def walk(client, language="de", *, start="", said=None, to="kontakt"):
    """Walk through the steps to the page of the step `to`; return it."""
    address = WIZARD.format(language)
    page = client.get(address + start)
    for name, answers in (STEPS if said is None else said).items():
        if name == to:
            break
        page = client.post(address, {"stand": state(page), "schritt": name, **answers})
        assert page.status_code == 200
    return page


def send(client, page, language="de", **you):
    """Send the last step."""
    given = {"stand": state(page), "schritt": "kontakt", "token": token(), **(you or YOU)}
    return client.post(WIZARD.format(language), given)


def titles(text):
    """Return the titles on the cards of a page."""
    return set(re.findall(r'p-offer__link" href="[^"]+"><bdi[^>]*>([^<]+)', text))


def texts():
    """Return the English of the portal's catalogue, long enough not to stand there by chance."""
    return world.english()


def record(made, language="de"):
    """Return the address of an opportunity."""
    return reverse("portal:opportunity", args=[language, made.public_id])
