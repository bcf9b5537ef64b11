"""What Heute says of Sitzungen, to whom."""

import datetime as dt

import pytest
from tests.events.circle import NOW, circle, planned
from tests.events.gathering import at
from tests.people import world

from konfluenz.directory import groups
from konfluenz.events import due, invitations, meetings, minutes
from konfluenz.events.minutes import Said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def january(time_machine_at):
    time_machine_at(NOW)
    return time_machine_at


def titles(role="coordinator", day="2026-01-10"):
    account = world.account(role)
    found = due.due(dt.date.fromisoformat(day), account)
    return [(one.title, str(one.since), one.purpose) for one in found]


def test_a_week_before_members_are_to_be_invited(january):
    made = planned(circle(), title="Runde")
    assert titles() == []
    january("2026-01-27 08:00")
    wanted = ("Zur Sitzung am 03.02.2026 einladen: Runde", "2026-01-27", "meeting")
    assert titles(day="2026-01-27") == [wanted]
    assert titles("office_colleague", "2026-01-27") == []
    invitations.invite(made, by=None)
    assert titles(day="2026-01-27") == []


def test_two_weeks_after_minutes_are_missed_unless_it_was_cancelled(january):
    nameless = groups.add("working_group", by=None)
    held, off, silent = (planned(nameless, f"2026-01-{day} 17:30") for day in (13, 14, 15))
    meetings.cancel(off, "Krank.", by=None)
    january("2026-01-28 08:00")
    minutes.keep(held, Said(), by=None)
    missing = [
        (f"Niederschrift der Sitzung vom {day}.01.2026 fehlt: Arbeitskreis", since, "meeting")
        for day, since in ((13, "2026-01-27"), (15, "2026-01-29"))
    ]
    assert titles(day="2026-01-28") == missing[:1]
    assert titles(day="2026-01-29") == missing
    minutes.keep(held, Said(minutes="Kurz."), by=None)
    minutes.keep(silent, Said(summary="Kurz."), by=None)
    assert titles(day="2026-01-29") == []
    assert at("2026-01-13 17:30") == held.starts_at
