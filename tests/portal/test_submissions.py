"""An association asks for a link and describes, in five minutes, whom it is looking for."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.portal import world
from tests.volunteering.match_city import in_days
from tests.volunteering.town import opportunity, organization

from konfluenz.directory import districts
from konfluenz.ground.models import Message
from konfluenz.portal import guards
from konfluenz.volunteering import magic, skills, trusted
from konfluenz.volunteering.models import Opportunity

pytestmark = pytest.mark.django_db
ASK = "/de/mitmachen/eintragen/"
MAIL = "verein@example.org"
TWICE = {"language_0": "ar", "language_1": "ar", "language_1_is": "useful"}


@pytest.fixture(autouse=True)
def city():
    world.city()
    skills.ensure()


@pytest.fixture
def club():
    return organization()


def link(mail=MAIL, language="de", task="frei"):
    token = magic.token(magic.Purpose.OPPORTUNITY_SUBMIT, {"mail": mail})
    return reverse("portal:opportunity-submit-page", args=[language, token]) + f"?aufgabe={task}"


def said(**more):
    """Return what an association types at least."""
    return {
        "title": "Vorlesen am Dienstag",
        "task": "Zwei Kindern vorlesen.",
        "timing": "weekly",
        "weekday_1_from": "17:00",
        "weekday_1_until": "18:30",
        "wanted": 2,
        "insured_by": "organisation",
        "shown_until": in_days(30).isoformat(),
        "contact_name": "Sina Demo",
    } | more


def send(address, **more):
    response = Client(enforce_csrf_checks=True).post(address, said(**more))
    assert not response.cookies
    return response


def text(response):
    return response.content.decode()


def ask(mail, **more):
    with time_machine.travel(timezone.now() - dt.timedelta(seconds=10), tick=False):
        token = guards.new_token("submission link")
    return Client().post(ASK, {"mail": mail, "token": token, **more})


def test_every_address_gets_the_same_answer_and_its_link(club):
    for mail in (MAIL, "fremd@example.org"):
        assert ask(mail)["Location"] == f"{ASK}verschickt/"
    assert ask("bot@example.org", website="x")["Location"] == f"{ASK}verschickt/"
    assert [m.address for m in Message.objects.order_by("pk")] == [MAIL, "fremd@example.org"]
    assert "Bitte schreiben Sie die Adresse so" in text(ask("keine"))
    for _ in range(6):
        ask(MAIL.upper())
    assert Message.objects.count() == 1 + 5


def test_a_typical_task_fills_in_the_form(club):
    start = link(task="")
    assert 'href="?aufgabe=childcare"' in text(Client().get(start))
    form = text(Client().get(link(task="childcare")))
    assert 'value="Kinder betreuen während eines Kurses"' in form
    assert 'name="with_minors" class="kern-form-check__checkbox" ' in form
    assert "Demo-Verein Lesebrücke" in form
    assert 'name="organization' not in form


def test_what_was_sent_in_waits_and_says_so(club):
    north = districts.add("Nordstadt", by=None)
    response = send(
        link(task="reading"),
        topic="children_school",
        district=north.pk,
        with_minors="on",
        youngest="18",
        skills=["reading-aloud"],
        language_0="ar",
        language_0_is="needed",
        language_1="fr",
        language_1_is="useful",
        weekday_3_from="10:00",
        weekday_3_until="11:00",
        date_0="2031-01-01",
    )
    made = Opportunity.objects.get()
    assert (made.state, made.organization, made.contact_mail) == ("submitted", club, MAIL)
    assert (made.title, made.minutes, made.wanted) == ("Vorlesen am Dienstag", 60, 2)
    assert (made.expires_on, made.district, made.youngest) == (in_days(31), north, 18)
    assert [(row.weekday, f"{row.starts_at:%H}") for row in made.times.all()] == [
        (1, "17"),
        (3, "10"),
    ]
    spoken = [(row.language, row.required) for row in made.languages.all()]
    assert (spoken, made.topic.slug) == ([("ar", True), ("fr", False)], "children_school")
    assert [skill.slug for skill in made.skills.all()] == ["reading-aloud"]
    assert made.offers == ["regular", "with_children"]
    assert Message.objects.get().template == "volunteering/mail/opportunity_received"
    thanks = text(Client().get(response["Location"]))
    assert "Innerhalb von 2 Werktagen" in thanks


def test_what_a_trusted_one_sends_in_is_published_and_linked(club):
    trusted.trust(club, by=None)
    thanks = send(
        link(),
        timing="fixed",
        date_0=in_days(5).isoformat(),
        date_0_from="09:00",
        date_0_until="17:00",
    )
    made = Opportunity.objects.get()
    assert (made.state, made.minutes, made.expires_on) == ("published", 480, in_days(6))
    assert f"/mitmachen/{made.public_id}/" in text(Client().get(thanks["Location"]))
    Opportunity.objects.update(state="paused")
    assert "Zurzeit wird es nicht gezeigt" in text(Client().get(thanks["Location"]))


def test_a_used_or_old_link_leads_to_a_new_one_before_anybody_types(club):
    address = link()
    assert send(address, timing="flexible", minutes="90").status_code == 302
    assert Opportunity.objects.get().minutes == 90
    for response in (Client().get(address), send(address), Client().get(ASK + "kaputt/")):
        assert response.status_code == 410
        assert f'href="{ASK}"' in text(response)
    assert Opportunity.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"weekday_1_until": ""}, "Geben Sie zu jeder Zeit Anfang und Ende an."),
        ({"weekday_1_until": "16:00"}, "Das Ende muss nach dem Beginn liegen."),
        ({"timing": "fixed"}, "Geben Sie an, wann: einen Tag, von wann bis wann."),
        ({"shown_until": in_days(-1).isoformat()}, "Wählen Sie einen Tag, der noch kommt."),
        ({"shown_until": in_days(400).isoformat()}, "Wählen Sie einen Tag innerhalb eines Jahres"),
        (TWICE, "Eine Sprache steht zweimal da."),
        ({"shown_until": ""}, "Bitte füllen Sie das aus."),
        ({"wanted": "0"}, 'id="id_wanted_error"'),
        ({"insured_by": "niemand"}, 'id="id_insured_by_error"'),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(club, more, told):
    address = link()
    response = send(address, **more)
    assert (response.status_code, told in text(response)) == (200, True)
    assert "Zwei Kindern vorlesen." in text(response)
    assert not Opportunity.objects.exists()
    assert send(address).status_code == 302


def test_the_same_twice_is_asked_about_once(club):
    opportunity("Vorlesen am Dienstag", organization=club)
    address = link()
    assert "Meinen Sie eine weitere?" in text(send(address))
    assert send(address, another="on").status_code == 302


def test_who_speaks_for_several_chooses_and_a_stranger_gives_a_name(club):
    choir = organization("Demo-Chor")
    assert "Für wen schreiben Sie?" in text(send(link()))
    send(link(), organization=str(choir.public_id))
    send(link("neu@example.org"), organization_name="Demo-Neuer Verein")
    made = Opportunity.objects.order_by("pk")
    assert [one.organization.name for one in made] == ["Demo-Chor", "Demo-Neuer Verein"]
    assert {one.state for one in made} == {"submitted"}
