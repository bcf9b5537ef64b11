"""Volunteers: the list, the record, writing down who calls, correcting."""

import datetime as dt

import pytest
from tests.office import city, world
from tests.volunteering import town

from konfluenz.directory import districts
from konfluenz.people import consents, contacts, languages
from konfluenz.people.models import Person
from konfluenz.volunteering import clearances, skills, volunteers
from konfluenz.volunteering.models import Opportunity, Volunteer

pytestmark = pytest.mark.django_db

LIST = "/buero/ehrenamtliche/"
EVENING = (1, town.at(17), town.at(18, 30))
TALK = {"places": "1", "way": "phone", "state": "prospect", "agreed": "on", **city.FORM}
CALL = {"name": "Bea Demo", "phone": "0261 123456", "language": "de", **TALK}


def at(one, rest=""):
    return f"{LIST}{one.public_id}/{rest}"


@pytest.fixture
def three():
    """Return one who helps, one who waits, one who left."""
    cooking = skills.add("Kochen", by=None)
    district = districts.add("Lützel", by=None)
    ada = town.volunteer("Ada Demo", district=district, skills=[cooking], times=[EVENING])
    languages.put(ada.person, "ar", "native", by=None)
    contacts.add(ada.person, "phone", "0261 987654", by=None)
    clearances.see(ada, town.TODAY, by=None)
    return ada, town.prospect("Cem Demo"), town.volunteer("Eva Demo", state="left")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=left", {"Eva Demo"}),
        ("waiting=yes", {"Cem Demo"}),
        ("district={district}", {"Ada Demo"}),
        ("language=ar", {"Ada Demo"}),
        ("skill={skill}", {"Ada Demo"}),
        ("cleared=yes", {"Ada Demo"}),
        ("cleared=no", {"Cem Demo", "Eva Demo"}),
        ("q=cem", {"Cem Demo"}),
        ("q=0261 987654", {"Ada Demo"}),
        ("sort=-waits", {"Ada Demo", "Cem Demo", "Eva Demo"}),
    ],
)
def test_the_list_finds_by_word_and_by_each_filter(three, query, found):
    ada = three[0]
    asked = query.format(district=ada.district_id, skill=ada.skills.get().pk)
    answer = city.client().get(f"{LIST}?{asked}")
    assert {str(row.record) for row in answer.context["table"].page.object_list} == found


def test_the_list_says_who_waits_and_who_is_cleared_and_nothing_sealed(three):
    rows = city.client().get(f"{LIST}?export=csv").getvalue().decode().splitlines()
    today = f"{town.TODAY:%d.%m.%Y}"
    assert rows[1] == "Ada Demo;aktiv;;Lützel;Arabisch;Kochen;gültig;"
    assert rows[2] == f"Cem Demo;interessiert;{today};;;;;"
    assert "987654" not in "".join(rows)


@pytest.mark.parametrize("rest", ["", "?tab=suggestions", "?tab=placements", "?tab=timeline"])
def test_pages_of_volunteers_ask_no_more_for_many(three, rest):
    browser, (ada, *_others) = city.client(), three
    town.opportunity("Vorlesen")
    world.queries(browser, at(ada, rest))
    before = world.queries(browser, LIST), world.queries(browser, at(ada, rest))
    for number in range(2):
        more = town.volunteer(f"Zoe Demo{number}", times=[EVENING], skills=ada.skills.all())
        languages.put(more.person, "fa", "b1", by=None)
        languages.put(ada.person, ("fa", "tr")[number], "b1", by=None)
        volunteers.correct(ada, {"places": number + 2}, by=None)
        town.opportunity(f"Vorlesen {number}")
    world.queries(browser, at(ada, rest))  # what is kept for matching is read again
    assert (world.queries(browser, LIST), world.queries(browser, at(ada, rest))) == before
    assert max(before) <= world.MOST_QUERIES


@pytest.mark.parametrize("state", ["prospect", "checks", "paused", "left"])
def test_what_fits_costs_no_more_in_a_state_in_which_nobody_is_asked(three, state):
    ada, browser = three[0], city.client()
    for number in range(3):
        town.opportunity(f"Vorlesen {number}")
    one = town.volunteer(f"Zoe Demo {state}", state=state, skills=ada.skills.all())
    url = at(one, "?tab=suggestions")
    world.queries(browser, url)  # what is kept for matching is read
    assert world.queries(browser, url) <= world.MOST_QUERIES
    fits = {offer.title for offer in Opportunity.objects.all()} if state != "left" else set()
    found = browser.get(url).context["suggestions"]
    assert {shown.one.opportunity.title for shown in found} == fits


def test_who_waits_with_a_namesake_costs_no_more_than_allowed(three):
    _ada, cem, _eva = three
    for _number in range(3):
        contacts.add(city.person("Cem Demo"), "mail", "cem@example.org", by=None)
    contacts.add(cem.person, "mail", "cem@example.org", by=None)
    browser = city.client()
    page = world.text(browser.get(at(cem)))
    assert "Vielleicht dieselbe Person wie Cem Demo: gleiche E-Mail, gleicher Name." in page
    assert world.queries(browser, at(cem)) <= world.MOST_QUERIES


def test_who_calls_is_written_down_on_one_page():
    cooking = skills.add("Kochen", by=None)
    said = {
        "mail": "Bea@example.org",
        "spoken": "Arabisch, Deutsch B1",
        "times": "Di 17-18:30\nSa 22-2",
        "wishes": ["in_a_team"],
        "skills": [cooking.pk],
        "weekly_minutes": "90",
        "state": "first_talk",
    }
    answer = city.client().post(f"{LIST}neu/", CALL | said)
    bea = Volunteer.objects.get()
    assert answer["Location"] == at(bea)
    times = [(row.weekday, row.starts_at.hour, row.ends_at.hour) for row in bea.times.all()]
    assert times == [(1, 17, 18), (5, 22, 0), (6, 0, 2)]
    spoken = {row.language: row.level for row in bea.person.languages.all()}
    assert spoken == {"ar": "native", "de": "b1"}
    assert (bea.state, bea.wishes, bea.weekly_minutes) == ("first_talk", ["in_a_team"], 90)
    assert bea.answered_at is not None
    consent = consents.standing(bea.person)["keep_contact"]
    assert (consent.channel, consent.wording) == ("phone", "talk-1")
    assert {one.value for one in bea.person.contacts.all()} == {"bea@example.org", "+49261123456"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"phone": ""}, "Geben Sie eine E-Mail-Adresse oder eine Telefonnummer an"),
        ({"phone": "zwölf"}, "Das ist keine Telefonnummer."),
        ({"times": "21.11.2026 10-12"}, "Schreiben Sie hier Wochentage, keine Daten"),
        ({"times": "abends"}, "„abends“ ist keine Zeit."),
        ({"spoken": "Klingonisch"}, "Klingonisch"),
        ({"birth_year": "1890"}, "Prüfen Sie das Geburtsjahr"),
        ({"birth_year": "2999"}, "Prüfen Sie das Geburtsjahr"),
        ({"agreed": ""}, "Bitte füllen Sie"),
    ],
)
def test_what_does_not_fit_is_said_and_nobody_is_written_down(said, told):
    answer = city.client().post(f"{LIST}neu/", CALL | said)
    assert answer.status_code == 422
    assert told in world.text(answer)
    assert not Person.objects.filter(name="Bea Demo").exists()


def test_who_is_perhaps_known_is_shown_before_a_second_record_is_made():
    browser, there = city.client(), city.person("Demo, Béa")
    helping = town.volunteer("Kim Demo")
    contacts.add(helping.person, "phone", "0261 123456", by=None)
    answer = browser.post(f"{LIST}neu/", CALL)
    assert answer.status_code == 422
    assert f'href="{LIST}neu/?person={there.public_id}"' in answer.text
    assert f'href="{at(helping)}"' in answer.text
    assert browser.post(f"{LIST}neu/", CALL | {"another": "on"}).status_code == 302
    assert Person.objects.filter(name="Bea Demo").count() == 1


def test_a_known_person_becomes_a_volunteer_once():
    browser, there = city.client(), city.person("Bea Demo")
    url = f"{LIST}neu/?person={there.public_id}"
    assert "Bea Demo" in browser.get(url).text
    assert browser.post(url, TALK).status_code == 302
    assert Volunteer.objects.get().person == there
    again = browser.post(url, TALK)
    assert again.status_code == 422
    assert "Bea Demo ist schon ehrenamtlich" in again.text
    assert browser.get(f"{LIST}neu/?person=nix").status_code == 404


def test_correcting_keeps_the_other_version_of_who_was_faster(three):
    (ada, *_others), browser = three, city.client()
    form = browser.get(at(ada, "bearbeiten/")).context["form"]
    assert form["times"].value() == "Dienstag, 17:00–18:30"
    volunteers.correct(ada, {"times": [(2, town.at(9), town.at(12))], "places": 2}, by=None)
    mine = {"times": "Di 17-18:30", "places": "3", "revision": "0", **city.FORM}
    answer = browser.post(at(ada, "bearbeiten/"), mine)
    assert answer.status_code == 409
    assert "Mittwoch, 09:00–12:00" in answer.text
    assert browser.post(at(ada, "bearbeiten/"), mine | {"revision": "1"}).status_code == 302
    ada.refresh_from_db()
    assert (ada.places, ada.times.get().weekday) == (3, 1)


def test_the_record_shows_week_contacts_and_history_in_words(three):
    (ada, *_others), browser = three, city.client()
    page = world.text(browser.get(at(ada)))
    assert "Di 17:00–18:30" in page
    assert "+49 261 987654" in page
    assert "Arabisch (Erstsprache)" in page
    assert "Aktiv, aber zurzeit nirgends vermittelt." in page
    change = {"times": [(2, town.at(9), town.at(12))], "wishes": ["with_children"]}
    volunteers.correct(ada, change, by=None)
    page = world.text(browser.get(at(ada, "?tab=timeline")))
    assert "Dienstag, 17:00–18:30" in page
    assert "mit Kindern" in page


def test_who_waits_has_the_next_act_and_answering_stops_the_clock(three):
    (_ada, cem, _eva), browser = three, city.client()
    page = browser.get(at(cem))
    assert "Wartet auf eine Antwort bis" in page.text
    assert at(cem, "stand/?to=first_talk") in page.text
    volunteers.correct(cem, {"places": 2}, by=None)
    late = browser.post(at(cem, "beantwortet/"), {"revision": "0"}, follow=True)
    assert "Inzwischen hat jemand anderes dies geändert." in world.text(late)
    done = browser.post(at(cem, "beantwortet/"), {"revision": "1"}, follow=True)
    assert "Eingetragen: Cem Demo hat eine Antwort." in done.text
    assert "Wartet auf eine Antwort" not in done.text
    cem.refresh_from_db()
    assert cem.answered_at.date() == dt.datetime.now(dt.UTC).date()


def test_fitting_opportunities_come_with_reasons_and_a_way_to_propose(three):
    (ada, _cem, eva), browser = three, city.client()
    offered = town.opportunity("Kochabend", skills=list(ada.skills.all()))
    page = browser.get(at(ada, "?tab=suggestions"))
    assert "kann: Kochen" in page.text
    assert f"/{offered.public_id}/" in page.text
    assert "Vorschlagen" in page.text
    assert "Vorschlagen" not in browser.get(at(eva, "?tab=suggestions")).text
