"""Anliegen in the office: noted, taken, answered, handed over, closed; lists and who sees what."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from tests.enquiries.town import account, topic
from tests.office import city, world

from konfluenz.directory import memberships, organizations, responsibilities
from konfluenz.enquiries import contributions, enquiries
from konfluenz.enquiries.models import Enquiry
from konfluenz.ground.models import Message
from konfluenz.people import contacts
from konfluenz.volunteering.models import Opportunity

pytestmark = pytest.mark.django_db
LIST = "/buero/anliegen/"


@pytest.fixture
def lead(db):
    """Where the coordination sits."""
    return city.office("01", "Leitstelle", kind="integration_office")


@pytest.fixture
def social(lead):
    """The office beyond the boundary, with words for handing over."""
    made = city.office("50", "Sozialamt", phone="0261 90001")
    responsibilities.assign(
        topic("accommodation"), made, scope="refers", hand_over="Zuständig: Sozialamt.", by=None
    )
    return made


def _asked(subject="Kurs gesucht", **more):
    return enquiries.receive(subject, "Gibt es Kurse?", **{"way": "phone", "by": None, **more})


def _at(enquiry, rest=""):
    return f"{LIST}{enquiry.public_id}/{rest}"


def _act(browser, enquiry, verb, **values):
    enquiry.refresh_from_db()
    given = {"revision": enquiry.revision, **city.FORM, **values}
    return browser.post(_at(enquiry, f"{verb}/"), given)


def _sent():
    rows = Message.objects.filter(template__startswith="enquiries/")
    return sorted((m.template.rsplit("/", 1)[1], m.address) for m in rows)


def test_the_course_of_an_enquiry(lead):
    browser = city.client()
    given = {
        "way": "phone",
        "subject": "Fahrtkosten",
        "text": "Wer zahlt den Bus?",
        "name": "Ada Demo",
        "reply_to": "Ada@example.org",
        "language": "de",
        **city.FORM,
    }
    answer = browser.post(f"{LIST}neu/", given)
    made = Enquiry.objects.get()
    assert answer["Location"] == _at(made)
    steps = [
        ("uebernehmen", {}),
        ("notiz", {"text": "Nur für uns."}),
        ("antworten", {"text": "Die Stadt zahlt.", "by": "mail"}),
        ("nachtrag", {"text": "Auch das Auto?"}),
        ("verschieben", {"due_date": "2035-02-01", "reason": "Rückfrage bei der Kasse"}),
        ("abschliessen", {"outcome": "Erstattet"}),
        ("wieder-oeffnen", {"reason": "Doch nicht"}),
        ("freigeben", {}),
    ]
    refused = [
        (verb, answer.status_code)
        for verb, values in steps
        if (answer := _act(browser, made, verb, **values)).status_code != 302
    ]
    assert refused == []
    made.refresh_from_db()
    assert (made.state, made.unit, made.taken_by, made.outcome) == ("open", lead, None, "")
    page = browser.get(_at(made)).text
    said = ["Wer zahlt den Bus?", "Nur für uns.", "Die Stadt zahlt.", "Auch das Auto?"]
    assert [page.index(text) for text in said] == sorted(page.index(text) for text in said)
    history = browser.get(_at(made, "?tab=timeline")).text
    assert all(text in history for text in ("Kim coordinator", "Doch nicht", "Erstattet"))
    ada = "ada@example.org"
    assert _sent() == [("answer", ada), ("postponed", ada), ("received", ada)]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": ""}, "Bitte füllen Sie „Was gesagt wurde“ aus."),
        ({"reply_to": "keine Nummer"}, "keine Nummer"),
        ({"arrived_at": "2090-01-01T10:00"}, "Das liegt in der Zukunft."),
    ],
)
def test_what_cannot_be_noted_is_said_and_nothing_is_lost(lead, given, told):
    values = {"way": "walk_in", "subject": "Raum", "text": "Gibt es einen Raum?", "language": "de"}
    answer = city.client().post(f"{LIST}neu/", values | given | city.FORM)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="Raum"' in answer.text
    assert not Enquiry.objects.exists()


def test_without_a_mail_address_only_what_was_told_can_be_noted(lead):
    browser, one = city.client(), _asked()
    refused = _act(browser, one, "antworten", text="Ja, dienstags.", by="mail")
    assert refused.status_code == 422
    assert "Hier ist keine E-Mail-Adresse notiert." in refused.text
    assert "Ja, dienstags." in refused.text
    page = browser.get(_at(one, "antworten/")).text
    assert 'value="told" ' in page.split("checked")[0].rsplit("<input", 1)[1]
    assert _act(browser, one, "antworten", text="Ja, dienstags.", by="told").status_code == 302
    one.refresh_from_db()
    assert (one.state, _sent()) == ("waiting", [])


def test_who_is_at_it_is_named_to_the_next_one(lead):
    kim, one = city.client(), _asked()
    _act(kim, one, "uebernehmen")
    late = city.client("administrator")
    assert "Kim coordinator arbeitet an" in late.post(_at(one, "uebernehmen/"), follow=True).text
    assert "Kim coordinator arbeitet an" in _act(late, one, "antworten", text="Ja", by="told").text


def test_beyond_the_boundary_the_words_are_prepared_and_a_person_decides(lead, social):
    browser = city.client()
    mail = {"topic": topic("accommodation"), "reply_to": "ada@example.org"}
    silent, agreed = _asked(**mail), _asked(**mail)
    assert "Zuständig: 50 Sozialamt." in browser.get(_at(silent)).text
    page = browser.get(_at(silent, "weitergeben/")).text
    assert f'<option value="{social.pk}" selected>' in page
    words = {"unit": social.pk, "text": "Zuständig: Sozialamt.", "by": "mail"}
    _act(browser, silent, "weitergeben", **words)
    assert ("handed_over", social.mail) not in _sent()
    _act(browser, agreed, "weitergeben", agreed="on", **words)
    assert ("handed_over", social.mail) in _sent()
    units = list(Enquiry.objects.order_by("pk").values_list("unit__name", "state"))
    assert units == [("Leitstelle", "referred"), ("Sozialamt", "referred")]


def test_who_gives_it_out_of_sight_lands_on_the_list(lead, social):
    browser, one = Client(), _asked()
    browser.force_login(account("Toni Vorlage", "office_colleague", lead))
    answer = _act(browser, one, "zuweisen", unit=social.pk, reason="Dort")
    assert answer["Location"] == LIST
    assert ("assigned", social.mail) in _sent()


def test_who_is_slower_sees_what_the_other_saved(lead, social):
    browser, one = city.client(), _asked()
    enquiries.correct(one, {"subject": "Abendkurs"}, by=None)
    given = {"way": "phone", "subject": "B1-Kurs", "language": "de", "revision": 0, **city.FORM}
    late = browser.post(_at(one, "bearbeiten/"), given)
    assert late.status_code == 409
    assert "Abendkurs" in late.text
    assert "B1-Kurs" in late.text
    moved = browser.post(_at(one, "zuweisen/"), {"unit": social.pk, "revision": 0, **city.FORM})
    assert moved.status_code == 409


def test_a_known_person_is_proposed_joined_and_parted_again(lead):
    person = city.person("Ada Demo")
    contacts.add(person, "phone", "0261 123456", by=None)
    browser, one = city.client(), _asked(reply_to="0261 123456")
    assert "Ada Demo" in browser.get(_at(one)).text
    assert "Ada Demo" not in city.client("editor").get(_at(one)).text
    here = _at(one, "person/")
    stranger = city.person("Bo Demo")
    browser.post(here, {"person": str(stranger.public_id)})
    one.refresh_from_db()
    assert one.person is None
    browser.post(here, {"person": str(person.public_id)})
    one.refresh_from_db()
    assert one.person == person
    browser.post(here)
    one.refresh_from_db()
    assert one.person is None


def test_an_enquiry_becomes_an_opportunity_and_is_closed_with_it(lead):
    browser = city.client()
    club = organizations.add("Demo-Verein Lesebrücke", kind="association", by=None)
    ada = city.person("Ada Demo")
    memberships.add(club, ada, by=None)
    contacts.add(ada, "mail", "ada@example.org", by=None)
    one = _asked("Wer liest bei uns vor?", person=ada, topic=topic("health"))
    page = browser.get(_at(one)).text
    assert "Zur Einsatzmöglichkeit machen" in page
    sheet = browser.get(_at(one, "einsatzmoeglichkeit/"))
    begun = sheet.context["form"].initial
    assert (begun["title"], begun["organization"], begun["contact_mail"]) == (
        *("Wer liest bei uns vor?", "Demo-Verein Lesebrücke"),
        "ada@example.org",
    )
    assert "Gibt es Kurse?" in sheet.text
    assert begun.get("task", "") == ""
    given = {
        "title": "Vorlesen",
        "task": "Vorlesen und zuhören",
        "organization": club.name,
        "timing": "flexible",
        "minutes": "60",
        "wanted": "2",
        "insured_by": "organisation",
        "expires_on": f"{timezone.localdate() + dt.timedelta(days=30):%d.%m.%Y}",
        **city.FORM,
    }
    done = browser.post(_at(one, "einsatzmoeglichkeit/"), given, follow=True)
    assert "das Anliegen abgeschlossen" in done.text
    after = browser.get(_at(one)).text
    assert "Wurde zur Einsatzmöglichkeit „Vorlesen“." in after
    assert f"/buero/einsatzmoeglichkeiten/{Opportunity.objects.get().public_id}/" in after
    again = browser.post(_at(one, "einsatzmoeglichkeit/"), given | {"title": "Noch einmal"})
    assert (again.status_code, Opportunity.objects.count()) == (422, 1)
    assert "Dieses Anliegen ist abgeschlossen" in again.text


def test_the_list_is_narrowed_by_state_owner_topic_and_way(lead):
    browser = city.client()
    late = timezone.now() - dt.timedelta(days=20)
    _asked("Überfällig", arrived_at=late)
    _asked("Mit Thema", topic=topic("health"), way="walk_in")
    _act(browser, _asked("Meins"), "uebernehmen")
    contributions.answer(_asked("Wartet"), "Ja.", told=True, by=None)
    enquiries.close(_asked("Zu"), "Geklärt", by=None)
    asked = {
        "": ["Überfällig", "Mit Thema", "Meins", "Wartet", "Zu"],
        "state=overdue": ["Überfällig"],
        "state=live": ["Überfällig", "Mit Thema", "Meins", "Wartet"],
        "state=done": ["Zu"],
        "whose=mine": ["Meins"],
        "whose=nobodys": ["Überfällig", "Mit Thema", "Wartet"],
        f"topic={topic('health').pk}": ["Mit Thema"],
        "way=walk_in": ["Mit Thema"],
        "q=uberfallig": ["Überfällig"],
    }
    found = {query: _subjects(browser.get(f"{LIST}?{query}")) for query in asked}
    assert found == asked


def _subjects(page):
    return [row.record.subject for row in page.context["table"].paginated_rows]


def test_a_colleague_finds_only_what_is_of_their_own_unit(lead):
    _asked("Sprachkurs am Abend")
    assert "Sprachkurs am Abend" in city.client().get("/buero/suche/?q=Sprachkurs").text
    page = city.client("office_colleague").get("/buero/suche/?q=Sprachkurs").text
    assert "Sprachkurs am Abend" not in page


def test_pages_cost_the_same_for_one_and_three(lead):
    browser, one = city.client(), _asked(topic=topic("health"), reply_to="ada@example.org")
    pages = [LIST, f"{LIST}?whose=mine", _at(one), _at(one, "antworten/")]
    contributions.answer(one, "Ja.", by=None)
    first = [world.queries(browser, page) for page in pages]
    for number in range(2):
        _asked(f"Nummer {number}")
        contributions.answer(one, f"Ja, {number}.", by=None)
    assert [world.queries(browser, page) for page in pages] == first
    assert max(first) <= world.MOST_QUERIES, first
