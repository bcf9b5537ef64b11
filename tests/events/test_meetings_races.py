"""Two people on one Sitzung: one wins, the other is told."""

import pytest
from tests.directory.race import together
from tests.events.circle import BEGIN, circle, planned
from tests.events.gathering import at

from konfluenz.events import agenda, invitations, meetings
from konfluenz.ground.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def january(time_machine_at):
    time_machine_at("2026-01-10 12:00")


def test_one_agenda_written_by_two_and_items_added_by_many():
    made = planned(circle(), agenda=())
    ends = together(
        *(lambda title=title: agenda.add(made, title, by=None) for title in ("A", "B", "C"))
    )
    assert ends == ["done"] * 3
    assert list(made.items.values_list("position", flat=True)) == [1, 2, 3]
    made.refresh_from_db()
    ends = together(
        *(
            lambda title=title: agenda.replace(made, [title], seen=made.revision, by=None)
            for title in ("Eins", "Zwei")
        )
    )
    assert ends == ["Stale", "done"]
    assert made.items.count() == 1


def test_members_are_invited_once_by_two_who_press_the_button():
    made = planned(circle())
    ends = together(*[lambda: invitations.invite(made, seen=0, by=None)] * 2)
    assert ends == ["Stale", "done"]
    assert (made.attendances.count(), Message.objects.count()) == (3, 3)


def test_who_moves_a_meeting_that_is_being_cancelled_is_told():
    made = planned(circle())
    ends = together(
        lambda: meetings.cancel(made, "Krank.", seen=0, by=None),
        lambda: meetings.correct(made, {"starts_at": at(BEGIN)}, seen=0, by=None),
        lambda: meetings.correct(made, {"room": "Saal"}, seen=0, by=None),
    )
    assert ends.count("done") >= 1
    assert set(ends) <= {"done", "Stale", "MeetingRefused"}
    assert ends.count("Stale") >= 1
