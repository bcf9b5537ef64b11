"""What is on: by day, as a month, narrowed by the address, for calendars, feeds and frames."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from tests.events.gathering import at, event
from tests.portal import world

from konfluenz.directory import districts, places
from konfluenz.directory.models import Topic
from konfluenz.events import events
from konfluenz.ground import translations
from konfluenz.portal.calendar import next as next_events
from konfluenz.publishing.baking import reads

pytestmark = pytest.mark.django_db
LIST = "/de/veranstaltungen/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel(at("2026-03-23 12:00"), tick=False):
        yield


@pytest.fixture
def town():
    office = world.city()
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    centre = districts.add("Altstadt", by=None)
    hall = places.add("Demo-Saal", district=centre, street="Musterweg 1", town="Koblenz", by=None)
    given = {"unit": office, "place": hall}
    cafe = event(
        "Sprachcafé",
        rrule="FREQ=WEEKLY;BYDAY=TU",
        topics=[topics["language_courses"]],
        languages=["de", "fa"],
        free=True,
        kind="meetup",
        summary="Deutsch sprechen.",
        **given,
    )
    events.skip(cafe, dt.date(2026, 3, 31), "Der Raum wird renoviert.", by=None)
    play = event(
        "Kinderfest",
        "2026-03-28 15:00",
        "2026-03-28 18:00",
        topics=[topics["children_school"]],
        childcare=True,
        kind="festival",
        interpreting="ar tr",
        **given | {"place": None, "online": "https://demo.example.org/fest"},
    )
    hidden = event(
        "Geheimer Entwurf", "2026-03-25 10:00", "2026-03-25 11:00", published=False, **given
    )
    return {"cafe": cafe, "play": play, "hidden": hidden, "topics": topics, "hall": hall}


def body(client, address, status=200):
    response = client.get(address)
    assert (response.status_code, bool(response.cookies)) == (status, False), address
    return response.content.decode()


def titles(text):
    return re.findall(r'p-offer__link"[^>]*><span[^>]*>([^<]+)', text)


def test_the_list_goes_by_day_and_says_what_is_cancelled(client, town):
    text = body(client, LIST)
    assert re.findall(r'id="tag-([\d-]+)"', text) == [
        "2026-03-24",
        "2026-03-28",
        "2026-03-31",
        "2026-04-07",
    ]
    assert titles(text) == ["Sprachcafé", "Kinderfest", "Sprachcafé", "Sprachcafé"]
    assert "Dienstag, 24. März 2026" in text
    assert '<bdi dir="ltr">18:00–20:00</bdi>' in text
    assert text.count("Fällt aus") == 1
    assert "Der Raum wird renoviert." in text
    assert "Geheimer Entwurf" not in text
    assert 'href="?ab=2026-04-14"' in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("thema=kinder-und-schule", {"Kinderfest"}),
        ("thema=language_courses", {"Sprachcafé"}),
        ("sprache=fa", {"Sprachcafé"}),
        ("sprache=ar", {"Kinderfest"}),
        ("art=festival", {"Kinderfest"}),
        ("stadtteil=altstadt", {"Sprachcafé"}),
        ("kostenlos=ja", {"Sprachcafé"}),
        ("betreuung=ja", {"Kinderfest"}),
        ("betreuung=ja&kostenlos=ja", set()),
        ("thema=x&sprache=x&art=x&stadtteil=x&ab=x", {"Sprachcafé", "Kinderfest"}),
        ("ab=2026-04-14", {"Sprachcafé"}),
        ("ansicht=monat&monat=2026-03", {"Sprachcafé", "Kinderfest"}),
        ("ansicht=monat&monat=2026-04", {"Sprachcafé"}),
        ("ansicht=monat&monat=1999-13", {"Sprachcafé", "Kinderfest"}),
    ],
)
def test_the_address_narrows_what_is_shown(client, town, query, found):
    assert set(titles(body(client, f"{LIST}?{query}"))) == found


def test_the_month_counts_each_day_and_leads_to_it(client, town):
    text = body(client, f"{LIST}?ansicht=monat")
    assert re.findall(r'href="#tag-([\d-]+)"', text) == ["2026-03-24", "2026-03-28", "2026-03-31"]
    assert "März 2026" in text
    assert '<th scope="col" abbr="Montag">Mo' in text


def test_a_page_says_all_that_one_needs_and_no_confidential_place(client, town):
    text = body(client, f"{LIST}sprachcafe/")
    for words in (
        "Jede Woche: Dienstag",
        "Musterweg 1",
        "Altstadt",
        "Persisch",
        "Kostenlos",
        "In den Kalender",
        "Di., 7. Apr",
    ):
        assert words in text
    places.correct(town["hall"], {"confidential": True}, by=None)
    for address in (LIST, f"{LIST}sprachcafe/", f"{LIST}kalender.ics", f"{LIST}atom.xml"):
        text = body(client, address)
        assert "Musterweg" not in text
        assert "Demo-Saal" not in text


def test_a_draft_is_not_there_and_what_is_over_says_so_kindly(client, town):
    body(client, f"{LIST}{town['hidden'].slug}/", 404)
    body(client, f"{LIST}{town['hidden'].slug}/kalender.ics", 404)
    with time_machine.travel(at("2026-03-29 12:00"), tick=False):
        assert "Kinderfest" not in body(client, LIST)
        assert "Diese Veranstaltung ist vorbei." in body(client, f"{LIST}kinderfest/", 410)


def test_texts_stand_in_the_readers_language_and_say_when_they_are_german(client, town):
    cafe = town["cafe"]
    said = {"title": {"ar": "مقهى اللغة"}, "summary": {"ar": "تحدث الألمانية."}}
    translations.put_fields(cafe, said, by=None, machine=True)
    translations.put(cafe.skips.get(), "reason", "ar", "تجديد القاعة.", by=None, machine=True)
    text = body(client, "/ar/veranstaltungen/")
    assert titles(text) == ["مقهى اللغة", "Kinderfest", "مقهى اللغة", "مقهى اللغة"]
    assert '<span lang="de" dir="ltr">Kinderfest</span>' in text
    assert "تجديد القاعة." in text
    page = body(client, "/ar/veranstaltungen/sprachcafe/")
    assert "p-hint" not in page
    events.correct(cafe, {"summary": "Deutsch sprechen und lachen."}, by=None)
    assert "p-hint" in body(client, "/ar/veranstaltungen/sprachcafe/")


@pytest.mark.parametrize("code", world.CODES)
def test_every_language_has_the_pages(client, town, code):
    for address in ("", "?ansicht=monat", "sprachcafe/"):
        assert "18:00–20:00" in body(client, f"/{code}/veranstaltungen/{address}")


def test_the_calendar_can_be_subscribed_to_by_topic_and_knows_unchanged(client, town):
    response = client.get(f"{LIST}kalender.ics?thema=language_courses")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "max-age=900" in response["Cache-Control"]
    assert [str(one["SUMMARY"]) for one in Calendar.from_ical(response.content).events] == [
        "Sprachcafé"
    ]
    assert b"EXDATE;TZID=Europe/Berlin:20260331T180000" in response.content
    again = {"if-none-match": response["ETag"]}
    assert (
        client.get(f"{LIST}kalender.ics?thema=language_courses", headers=again).status_code == 304
    )
    events.correct(town["cafe"], {"title": "Sprachtreff"}, by=None)
    assert (
        client.get(f"{LIST}kalender.ics?thema=language_courses", headers=again).status_code == 200
    )
    body(client, f"{LIST}kalender.ics?thema=gibtesnicht", 404)
    one = client.get(f"{LIST}kinderfest/kalender.ics")
    assert 'filename="kinderfest.ics"' in one["Content-Disposition"]


def test_the_feed_is_atom_with_the_next_time_of_each(client, town):
    response = client.get(f"{LIST}atom.xml")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert [one.findtext(f"{ATOM}title") for one in root.iter(f"{ATOM}entry")] == [
        "Sprachcafé",
        "Kinderfest",
    ]
    assert {child.tag.removeprefix(ATOM) for child in root} >= {
        "id",
        "title",
        "updated",
        "author",
        "link",
    }
    assert root.find(f"{ATOM}entry/{ATOM}summary").text.startswith("Di., 24. März 18:00–20:00")
    again = {"if-none-match": response["ETag"]}
    assert client.get(f"{LIST}atom.xml", headers=again).status_code == 304


def test_fragments_may_stand_in_frames_of_others_and_nothing_else_may(client, town):
    for address in ("/de/einbinden/veranstaltungen/", "/de/einbinden/kalender/?monat=2026-03"):
        response = client.get(address)
        text = response.content.decode()
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response
        assert not response.cookies
        assert "<script" not in text
        assert "<form" not in text
        assert 'target="_top"><span' in text
    usual = client.get(LIST)
    assert "frame-ancestors 'none'" in usual["Content-Security-Policy"]
    assert usual["X-Frame-Options"] == "DENY"


def test_the_next_events_of_a_topic_for_other_pages(town):
    found = next_events.for_topic(town["topics"]["language_courses"], "de", 2)
    assert [(str(one.shown.said["title"]), one.day) for one in found] == [
        ("Sprachcafé", "Di., 24. März")
    ]
    assert len(next_events.for_topic(None, "de", 1)) == 1


def test_a_page_notes_what_it_read_and_until_when_it_is_true(client, town):
    with reads.collecting() as noted:
        client.get(f"{LIST}sprachcafe/")
    assert f"events.event:{town['cafe'].pk}" in noted.keys
    assert noted.until == at("2026-03-24 20:00")
    with reads.collecting() as noted:
        client.get(LIST)
    assert "events.event" in noted.keys
    assert noted.until == at("2026-03-24 00:00")


def test_more_events_take_no_more_queries(client, town):
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/ar/veranstaltungen/")
        counts.append(len(queries))
        for number in range(3):
            event(
                f"Mehr {number}",
                "2026-03-26 10:00",
                "2026-03-26 11:00",
                unit=town["cafe"].unit,
                place=town["hall"],
            )
    assert counts[0] == counts[1] <= 15
