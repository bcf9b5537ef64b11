"""Events in the office: added in plain words, published, cancelled, read in from a calendar."""

import datetime as dt

import pytest
import time_machine
from tests.events.gathering import at, club, event, house, unit
from tests.office import city, world

from konfluenz.directory import topics
from konfluenz.directory.models import Topic
from konfluenz.events import events, rules
from konfluenz.events.models import Event
from konfluenz.office.events import repeats

pytestmark = pytest.mark.django_db
LIST = "/buero/veranstaltungen/"


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel(at("2026-03-23 12:00")):
        yield


@pytest.fixture
def browser(db):
    topics.ensure()
    return city.client("editor")


def _at(one, rest=""):
    return f"{LIST}{one.public_id}/{rest}"


def _typed(**values):
    return {
        "title": "Sprachcafé",
        "kind": "meetup",
        "summary": "Deutsch sprechen.",
        "topics": [str(Topic.objects.get(slug="language_courses").pk)],
        "starts_at": "2026-03-24T18:00",
        "ends_at": "2026-03-24T20:00",
        "repeat": "weekly",
        "weekdays": ["3"],
        "until": "2026-05-05",
        "place": str(house().pk),
        "unit": str(unit().pk),
        "languages": "Deutsch, Persisch",
        "interpreting": "Arabisch",
        "free": "on",
        "step_free": "yes",
        **city.FORM,
        **values,
    }


def test_an_event_is_added_in_plain_words_published_and_cancelled(browser):
    answer = browser.post(f"{LIST}neu/", _typed())
    made = Event.objects.get()
    assert answer["Location"] == _at(made)
    assert (made.rrule, made.state) == ("FREQ=WEEKLY;UNTIL=20260505;BYDAY=TU,TH", "draft")
    assert (made.languages, made.interpreting, made.step_free) == (["de", "fa"], "ar", True)
    text = browser.get(_at(made)).text
    assert "jeden Dienstag, Donnerstag, bis 05.05.2026" in text
    assert "Di, 24.03.2026, 18:00–20:00" in text
    browser.post(_at(made, "veroeffentlichen/"), {"revision": made.revision})
    assert Event.objects.get().state == "published"
    browser.post(_at(made, "2026-03-31/absagen/"), {"reason": "Renovierung.", **city.FORM})
    assert [skip.reason for skip in made.skips.all()] == ["Renovierung."]
    assert "Renovierung." in browser.get(f"{_at(made)}?tab=dates").text
    browser.post(_at(made, "2026-03-31/stattfinden/"))
    assert not made.skips.exists()
    browser.post(_at(made, "absagen/"), {"reason": "Kein Raum.", **city.FORM})
    assert Event.objects.get().cancelled_because == "Kein Raum."
    for words in ("Veranstaltung eingetragen", "Ein Tag der Veranstaltung abgesagt"):
        assert words in browser.get(f"{_at(made)}?tab=timeline").text


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"ends_at": "2026-03-24T18:00"}, "muss nach ihrem Beginn enden"),
        ({"unit": ""}, "Nennen Sie eins von beiden"),
        ({"repeat": "other", "rrule": ""}, "Schreiben Sie die Regel"),
        ({"repeat": "other", "rrule": "jeden Dienstag"}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ({"repeat": "other", "rrule": "FREQ=WEEKLY;BYDAY=TH"}, "26.03.2026"),
        ({"until": "2026-01-01"}, "nach dem ersten Mal"),
        ({"languages": "Klingonisch"}, "Klingonisch"),
    ],
)
def test_what_does_not_fit_says_so_and_nothing_is_lost(browser, values, says):
    answer = browser.post(f"{LIST}neu/", _typed(**values))
    assert answer.status_code == 422
    assert says in answer.text
    assert "Deutsch sprechen." in answer.text
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("rule", "first", "words"),
    [
        ("", "2026-03-24", "einmalig"),
        ("FREQ=WEEKLY;BYDAY=TU", "2026-03-24", "jeden Dienstag"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-03-24", "jeden zweiten Dienstag"),
        ("FREQ=MONTHLY;BYDAY=4TU", "2026-03-24", "jeden vierten Dienstag im Monat"),
        ("FREQ=MONTHLY;BYDAY=-1TU", "2026-03-31", "jeden letzten Dienstag im Monat"),
        ("FREQ=MONTHLY;BYMONTHDAY=24", "2026-03-24", "jeden Monat am 24."),
        ("FREQ=YEARLY", "2026-03-24", "jedes Jahr am gleichen Tag"),
        ("FREQ=WEEKLY;COUNT=8;BYDAY=TU", "2026-03-24", "jeden Dienstag, 8-mal"),
        ("FREQ=DAILY;INTERVAL=3", "2026-03-24", "FREQ=DAILY;INTERVAL=3"),
    ],
)
def test_a_rule_becomes_words_and_the_form_gives_the_same_rule_back(rule, first, words):
    assert repeats.words(rule) == words
    shown = repeats.chosen(rule)
    assert repeats.rule(shown, dt.date.fromisoformat(first)) == rule


def test_correcting_keeps_a_rule_that_is_more_and_tells_the_second_of_two(browser):
    made = event(rrule="FREQ=WEEKLY;COUNT=8;BYDAY=TU", organization=club())
    page = browser.get(_at(made, "bearbeiten/")).text
    assert 'value="FREQ=WEEKLY;COUNT=8;BYDAY=TU"' in page
    typed = _typed(
        title="Neu",
        unit="",
        organization=club().name,
        repeat="other",
        rrule=made.rrule,
        weekdays=[],
        until="",
    )
    assert (
        browser.post(_at(made, "bearbeiten/"), {**typed, "revision": made.revision}).status_code
        == 302
    )
    changed = Event.objects.get()
    assert (changed.title, changed.rrule) == ("Neu", "FREQ=WEEKLY;COUNT=8;BYDAY=TU")
    late = browser.post(
        _at(made, "bearbeiten/"), {**typed, "title": "Zu spät", "revision": made.revision}
    )
    assert late.status_code == 409
    assert Event.objects.get().title == "Neu"


def test_whole_days_are_typed_as_the_days_they_are(browser):
    typed = _typed(all_day="on", repeat="never", weekdays=[], until="", ends_at="2026-03-26T00:00")
    browser.post(f"{LIST}neu/", typed)
    made = Event.objects.get()
    assert (made.starts_at, made.ends_at) == (at("2026-03-24 00:00"), at("2026-03-27 00:00"))
    assert 'value="2026-03-26T00:00"' in browser.get(_at(made, "bearbeiten/")).text


def test_the_list_is_narrowed_and_publishes_many(browser):
    ours = event("Sprachcafé", rrule="FREQ=WEEKLY;BYDAY=TU", kind="meetup", published=False)
    past = event("Gestern", "2026-03-20 10:00", "2026-03-20 11:00", published=False)
    event(
        "Vereinsfest",
        organization=club(),
        kind="festival",
        topics=Topic.objects.filter(slug="events"),
    )
    for query, found in (
        ("time=coming", {"Sprachcafé", "Vereinsfest"}),
        ("time=over", {"Gestern"}),
        ("state=draft", {"Sprachcafé", "Gestern"}),
        ("kind=festival", {"Vereinsfest"}),
        (f"topics={Topic.objects.get(slug='events').pk}", {"Vereinsfest"}),
        ("organiser=moselblick", {"Vereinsfest"}),
        ("q=vereinsf", {"Vereinsfest"}),
    ):
        text = browser.get(f"{LIST}?{query}").text
        assert {
            name for name in ("Sprachcafé", "Gestern", "Vereinsfest") if f">{name}</a>" in text
        } == found, query
    answer = browser.post(LIST, {"do": "publish", "row": [ours.pk, past.pk]}, follow=True)
    assert "1 Veranstaltung ist jetzt öffentlich. 1 ist vorbei oder hat keinen Ort." in answer.text


def test_who_only_reads_sees_no_buttons(db):
    made = event()
    reader = city.client("office_colleague")
    assert "Veranstaltung absagen" not in reader.get(_at(made)).text
    assert reader.get(_at(made, "bearbeiten/")).status_code == 403


def test_pages_cost_the_same_for_one_and_for_many(browser):
    first = event("Eins", rrule="FREQ=WEEKLY;BYDAY=TU")
    urls = [LIST, _at(first), f"{_at(first)}?tab=dates", _at(first, "bearbeiten/")]
    before = [world.queries(browser, url) for url in urls]
    for number in range(3):
        more = event(f"Mehr {number}", rrule="FREQ=DAILY", organization=club())
        events.skip(more, dt.date(2026, 3, 30), "Pause.", by=None)
        events.skip(first, dt.date(2026, 3, 31) + dt.timedelta(weeks=number), "Pause.", by=None)
    assert [world.queries(browser, url) for url in urls] == before
    assert max(before) <= world.MOST_QUERIES


def test_a_rule_reads_back_as_itself():
    for text in (
        "FREQ=MONTHLY;BYDAY=-1SU",
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=20260505;BYDAY=TU,TH;WKST=SU",
    ):
        assert str(rules.read(text)) == text
