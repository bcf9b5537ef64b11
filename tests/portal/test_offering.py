"""The wizard of two minutes, its answer at once, and the click that confirms it (J2)."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from tests.portal import joining_town, world
from tests.portal.joining_town import (
    STEPS,
    WIZARD,
    YOU,
    send,
    state,
    texts,
    titles,
    token,
    walk,
)

from konfluenz.ground import dates
from konfluenz.ground.models import Message
from konfluenz.ground.models.trail import Entry
from konfluenz.people.models import Consent, Person
from konfluenz.volunteering import offers
from konfluenz.volunteering.models import Volunteer

pytestmark = pytest.mark.django_db
THANKS = "/de/mitmachen/helfen/danke/"


@pytest.fixture
def town():
    return joining_town.build()


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True)


def text(response, status=200):
    assert (response.status_code, bool(response.cookies)) == (status, False)
    return response.content.decode()


def confirm_token():
    return Message.objects.get().context["token"]


def confirm_page(language="de"):
    return reverse("portal:volunteer-confirm-page", args=[language, confirm_token()])


def test_what_was_said_in_five_steps_is_written_down(client, town):
    before = Person.objects.count()
    last = walk(client)
    assert Person.objects.count() == before
    assert "Dienstag abends, Samstag vormittags" in text(last)
    response = send(client, last, **YOU, remarks="Gern bald.", source="Plakat")
    ada = Volunteer.objects.get()
    assert {
        "times": [(row.weekday, row.starts_at.hour, row.ends_at.hour) for row in ada.times.all()],
        "minutes": ada.weekly_minutes,
        "topics": [topic.slug for topic in ada.topics.all()],
        "skills": [skill.slug for skill in ada.skills.all()],
        "wishes": sorted(ada.wishes),
        "spoken": sorted((row.language, row.level) for row in ada.person.languages.all()),
        "limits": (ada.birth_year, ada.reach_km, ada.district),
        "words": (ada.remarks, ada.source),
        "person": (ada.person.name, ada.person.language),
        "confirmed": ada.confirmed_at,
    } == {
        "times": [(1, 17, 22), (5, 8, 12)],
        "minutes": 120,
        "topics": ["children_school"],
        "skills": ["reading-aloud"],
        "wishes": ["hands_on", "regular", "with_children"],
        "spoken": [("ar", "b1"), ("de", "native")],
        "limits": (1990, 5, None),
        "words": ("Gern bald.", "Plakat"),
        "person": ("Ada Demo", "de"),
        "confirmed": None,
    }
    assert response["Location"].startswith("/de/mitmachen/helfen/antwort/")


def test_the_answer_at_once_names_what_fits_and_a_day(client, town):
    address = send(client, walk(client))["Location"]
    answer = text(client.get(address))
    assert titles(answer) == {each.title for each in town.values()}
    ada = Volunteer.objects.get()
    for words in (
        "Ein Klick fehlt noch",
        "ada@example.org",
        dates.show(offers.answer_by(ada)),
        "Leitstelle",
        "Die Zeit passt",
        "Ihre Sprache hilft",
        "Das können Sie",
        "Sie brauchen ein erweitertes Führungszeugnis.",
    ):
        assert words in answer, words
    wished = str(town["reading"].public_id)
    assert client.post(address, {"wahl": [wished, "x"]})["Location"] == address
    ada.refresh_from_db()
    assert ada.remarks == "→ möchte hier helfen: Lesepatin in Lützel"
    assert "Wir haben notiert, was Ihnen am besten gefällt." in text(client.get(address))
    client.post(address)
    ada.refresh_from_db()
    assert ada.remarks == ""
    with time_machine.travel(timezone.now() + dt.timedelta(hours=2)):
        assert client.get(address)["Location"] == THANKS


def test_who_comes_from_an_opportunity_need_not_say_it_again(client, town):
    page = walk(client, start=f"?fuer={town['repair'].public_id}")
    assert "Räder reparieren" in text(page)
    send(client, page, **YOU, remarks="Zeile")
    assert Volunteer.objects.get().remarks == "Zeile\n→ möchte hier helfen: Räder reparieren"
    assert "Räder" not in text(client.get(WIZARD.format("de") + "?fuer=unsinn"))


def test_without_mail_a_person_calls(client, town):
    answer = text(
        client.get(send(client, walk(client), name="Ada", phone="0261 12345")["Location"])
    )
    assert "Ein Mensch ruft Sie an, spätestens am:" in answer
    assert "+4926112345" in answer
    assert list(offers.waiting()) == [Volunteer.objects.get()]


def test_nothing_fits_is_said_honestly(client, town):
    said = STEPS | {"wann": {"times": ["0-vormittag"]}, "wo": {"birth_year": "2015"}}
    for each in town.values():
        each.youngest = 18
        each.save()
    answer = text(client.get(send(client, walk(client, said=said))["Location"]))
    assert "Im Moment passt nichts genau" in answer
    assert "Offene Einsatzmöglichkeiten: 3" in answer


@pytest.mark.parametrize(
    ("step", "wrong", "told"),
    [
        ("wo", {"birth_year": "1890"}, "Bitte prüfen Sie das Geburtsjahr."),
        ("wo", {"birth_year": "2999"}, "Bitte prüfen Sie das Geburtsjahr."),
        ("wo", {"birth_year": "alt"}, "Bitte schreiben Sie das Jahr mit vier Ziffern"),
        ("kontakt", {"name": "Ada"}, "Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer"),
        ("kontakt", {"name": "", "mail": "a@example.org"}, "Bitte füllen Sie das aus."),
        ("kontakt", {"name": "Ada", "mail": "keine"}, "Bitte schreiben Sie die Adresse so:"),
        ("kontakt", {"name": "Ada", "phone": "112"}, "Bitte schreiben Sie die Nummer mit Vorwahl"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(client, town, step, wrong, told):
    page = walk(client, to=step)
    given = {"stand": state(page), "schritt": step, "token": token(), **wrong}
    again = text(client.post(WIZARD.format("de"), given))
    assert told in again
    assert "aria-invalid" in again
    assert all(f'value="{value}"' in again for value in wrong.values() if value)
    assert not Volunteer.objects.exists()


def test_back_shows_what_was_said_and_loses_nothing(client, town):
    page = walk(client)
    back = client.post(
        WIZARD.format("de"),
        {"stand": state(page), "schritt": "kontakt", "zu": "wann", "name": "Ada Demo"},
    )
    assert 'value="1-abend" aria-label="Dienstag abends" checked' in text(back)
    on = walk_on(client, back)
    assert 'value="Ada Demo"' in text(on)
    forward = {"stand": state(walk(client, to="was")), "schritt": "was", "zu": "kontakt"}
    assert 'name="skills"' in text(client.post(WIZARD.format("de"), forward))


def walk_on(client, page):
    for name, answers in STEPS.items():
        given = {"stand": state(page), "schritt": name, **answers}
        page = client.post(WIZARD.format("de"), given)
    return page


def test_a_state_that_is_not_ours_or_too_old_begins_again(client, town):
    page = walk(client, to="was")
    with time_machine.travel(timezone.now() + dt.timedelta(hours=13)):
        for sealed in ("x:y:z", state(page)):
            answer = client.post(WIZARD.format("de"), {"stand": sealed, "schritt": "was"})
            assert "Diese Seite war lange offen." in text(answer)


def test_sent_twice_is_one_and_a_machine_is_none(client, town):
    page, once = walk(client), token()
    given = {"stand": state(page), "schritt": "kontakt", "token": once, **YOU}
    client.post(WIZARD.format("de"), given)
    assert client.post(WIZARD.format("de"), given)["Location"] == THANKS
    trapped = given | {"token": token(), "mail": "b@example.org", "website": "x"}
    assert client.post(WIZARD.format("de"), trapped)["Location"] == THANKS
    quick = given | {"token": token(0)}
    assert "Das ging sehr schnell." in text(client.post(WIZARD.format("de"), quick))
    assert Volunteer.objects.count() == 1


def test_a_scanner_that_follows_the_link_changes_nothing(client, town):
    send(client, walk(client))
    entries = Entry.objects.count()
    assert "Möchten Sie helfen?" in text(client.get(confirm_page()))
    client.head(confirm_page())
    client.get(f"/mitmachen/bestaetigen/{confirm_token()}/")
    assert (Entry.objects.count(), Volunteer.objects.get().confirmed_at) == (entries, None)


def test_one_click_confirms_and_a_second_is_told_the_same(client, town):
    send(client, walk(client, "uk"), "uk")
    door = client.get(f"/mitmachen/bestaetigen/{confirm_token()}/")
    assert door["Location"] == confirm_page("uk")
    for _ in range(2):
        answer = client.post(confirm_page(), follow=True)
        assert "Ihr Angebot ist bestätigt." in text(answer)
    ada = Volunteer.objects.get()
    assert list(offers.waiting()) == [ada]
    consent = Consent.objects.get()
    assert (consent.person, consent.wording, consent.language) == (ada.person, "mitmachen-1", "uk")


def test_a_link_that_opens_nothing_says_what_to_do(client, town):
    send(client, walk(client))
    page = confirm_page()
    assert "Kopieren Sie" in text(client.get(page[:-3] + "/"), 410)
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        assert "abgelaufen" in text(client.post(page), 410)
    ada = Volunteer.objects.get()
    ada.delete()
    assert "nicht mehr da" in text(client.get(page), 410)


def test_the_answer_asks_few_questions_of_the_database(client, town):
    address = send(client, walk(client))["Location"]
    counts = []
    for _ in range(2):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
        joining_town.again(town)
    assert counts[0] == counts[1]
    assert counts[0] <= 30


@pytest.mark.parametrize("code", world.CODES)
def test_every_step_speaks_its_language(client, town, code):
    english = [one for one in texts() if code != "en"]
    pages = [text(walk(client, code, to=step)) for step in (*STEPS, "kontakt")]
    address = send(client, walk(client, code), code)["Location"]
    pages += [text(client.get(address)), text(client.get(confirm_page(code)))]
    client.post(confirm_page(code))
    pages.append(text(client.get(confirm_page(code))))
    for page in pages:
        assert [one for one in english if one in page] == []
        assert re.search(r'<html lang="([^"]+)"', page)[1] == code
    with override(code):
        assert gettext("The time fits") in pages[5]
