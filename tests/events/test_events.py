"""Events from draft to cancelled, and the refusals that say how to mend them."""

import datetime as dt

import pytest
from tests.events.gathering import at, club, event, house, said, unit

from konfluenz.directory import entries, places, reviews
from konfluenz.events import events, occurrences
from konfluenz.events.events import EventRefused
from konfluenz.events.models import Event, EventSkip
from konfluenz.ground import audit, search
from konfluenz.ground.revisions import Stale

pytestmark = pytest.mark.django_db
TUESDAYS = "FREQ=WEEKLY;BYDAY=TU"


@pytest.fixture(autouse=True)
def winter(time_machine_at):
    time_machine_at("2026-01-10 12:00")


def _refused(words, do, *args, **values):
    with pytest.raises(EventRefused) as refusal:
        do(*args, by=None, **values)
    assert words in str(refusal.value)


def _acts(about):
    acts = [entry.action for entry in audit.timeline(about)][::-1]
    return [act for act in acts if act.startswith("event.")]


def test_a_life_from_draft_to_cancelled_and_back():
    made = event("Fest für alle", published=False, rrule="rrule:freq=weekly;byday=tu")
    assert (made.state, made.slug, made.rrule) == ("draft", "fest-fuer-alle", TUESDAYS)
    assert not Event.objects.public().exists()
    events.publish(made, by=None)
    _refused("schon öffentlich", events.publish, made)
    _refused("warum", events.cancel, made, " ")
    events.cancel(made, "Der Saal ist geschlossen.", by=None)
    [time] = occurrences.between(
        [Event.objects.get()], at("2026-03-24 00:00"), at("2026-03-25 00:00")
    )
    assert (time.cancelled, time.reason) == (True, "Der Saal ist geschlossen.")
    assert occurrences.next_of([Event.objects.get()]) == {}
    again = events.publish(made, by=None)
    assert (again.state, again.cancelled_because) == ("published", "")
    events.withdraw(made, by=None)
    _refused("Entwurf", events.withdraw, made)
    assert _acts(made) == [
        "event.added",
        "event.published",
        "event.cancelled",
        "event.published",
        "event.withdrawn",
    ]


def test_one_day_is_cancelled_with_a_reason_and_takes_place_after_all():
    made = event(rrule=TUESDAYS)
    day = dt.date(2026, 3, 31)
    _refused("warum", events.skip, made, day, "")
    _refused("beginnt die Veranstaltung nicht", events.skip, made, dt.date(2026, 4, 1), "Pause.")
    events.skip(made, day, "Pause.", by=None)
    _refused("bereits abgesagt", events.skip, made, day, "Pause.")
    assert said([occurrences.find(made, day)]) == ["Di 31.03. 18:00–20:00 +02 fällt aus: Pause."]
    events.unskip(made, day, by=None)
    _refused("nicht abgesagt", events.unskip, made, day)
    assert said([occurrences.find(made, day)]) == ["Di 31.03. 18:00–20:00 +02"]
    once = event("Einmal")
    _refused("einmal", events.skip, once, dt.date(2026, 3, 24), "Pause.")


def test_what_does_not_fit_is_refused():
    values = {"starts_at": at("2026-03-24 18:00"), "unit": unit()}
    _refused("nach ihrem Beginn", events.add, "X", ends_at=at("2026-03-24 18:00"), **values)
    _refused("zwei Monate", events.add, "X", ends_at=at("2026-06-24 18:00"), **values)
    _refused(
        "26.03.2026",
        events.add,
        "X",
        ends_at=at("2026-03-24 20:00"),
        rrule="FREQ=WEEKLY;BYDAY=TH",
        **values,
    )
    both = values | {"organization": club()}
    _refused("die einlädt", events.add, "X", ends_at=at("2026-03-24 20:00"), **both)
    shelter = places.add("Demo-Schutzhaus", confidential=True, by=None)
    _refused(
        "vertraulich", events.add, "X", ends_at=at("2026-03-24 20:00"), place=shelter, **values
    )
    nowhere = event("Nirgends", published=False, place=None)
    _refused("wo sie stattfindet", events.publish, nowhere)
    assert not Event.objects.public().exists()


def test_what_is_over_is_not_published():
    late = event("Gestern", "2026-01-09 18:00", "2026-01-09 20:00", published=False)
    _refused("vorbei", events.publish, late)


def test_a_correction_keeps_the_address_and_drops_days_that_are_none_any_more():
    made = event(rrule=TUESDAYS, organization=club())
    events.skip(made, dt.date(2026, 3, 31), "Pause.", by=None)
    current = Event.objects.get()
    changed = events.correct(
        current,
        {
            "title": "Sprachtreff",
            "starts_at": at("2026-03-25 18:00"),
            "ends_at": at("2026-03-25 20:00"),
            "rrule": "FREQ=WEEKLY;BYDAY=WE",
        },
        seen=current.revision,
        by=None,
    )
    assert (changed.slug, EventSkip.objects.count()) == ("sprachcafe", 0)
    assert list(search.matching(Event.objects.all(), "sprachtreff")) == [changed]
    with pytest.raises(Stale):
        events.correct(current, {"title": "Y"}, seen=current.revision, by=None)
    _refused("Adresse", events.correct, changed, {"slug": "neu"})
    before = changed.revision
    assert events.correct(changed, {"title": "Sprachtreff"}, by=None).revision == before + 1
    assert Event.objects.get().revision == before


def test_a_shelter_becomes_confidential_later_and_the_draft_stays_inside():
    made = event(published=False)
    places.correct(house(), {"confidential": True}, by=None)
    _refused("vertraulich", events.publish, Event.objects.get(pk=made.pk))


def test_who_invites_is_asked_now_and_then_while_it_goes_on_without_an_end():
    endless = event(rrule=TUESDAYS, organization=club())
    once = event("Einmal")
    asked = reviews.of([endless, once])
    assert {pk: (one.organization, one.cycle_days) for pk, one in asked.items()} == {
        endless.pk: (club(), 90)
    }
    events.correct(endless, {"rrule": f"{TUESDAYS};COUNT=3"}, by=None)
    assert reviews.of([endless]) == {}


def test_only_a_draft_can_be_removed():
    made = event()
    _refused("Nur einen Entwurf", events.remove, made)
    events.withdraw(made, by=None)
    events.remove(made, by=None)
    assert not Event.objects.exists()


def test_two_events_of_one_name_have_two_addresses():
    assert [event("Fest").slug, event("Fest").slug] == ["fest", "fest-2"]
    assert entries.free_slug(Event, "!!") == "eintrag"
