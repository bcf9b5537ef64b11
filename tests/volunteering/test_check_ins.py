import datetime as dt

import pytest
from django.utils import timezone
from tests.volunteering.mails import written
from tests.volunteering.match_city import (
    again,
    asked,
    german,  # noqa: F401
    kinds,
    opportunity,
    placement,
    volunteer,
)

from konfluenz.ground import links
from konfluenz.ground.due import Harm, gather
from konfluenz.volunteering import check_ins, due_placements, hours, placements, proposals
from konfluenz.volunteering.check_ins import CheckInRefused
from konfluenz.volunteering.sides import Side

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(time_machine):
    """Return a way to let days pass, from noon: no summer time makes one more of them."""
    begun = timezone.localtime().replace(hour=12)
    time_machine.move_to(begun)
    return lambda days: time_machine.move_to(begun + dt.timedelta(days=days), tick=False)


def row(made, kind):
    return made.check_ins.get(kind=kind)


def due():
    rows = gather(due_placements.pending(timezone.localdate()))
    return [(one.title, one.harm) for one in rows]


def test_each_question_is_asked_once_on_its_day(later, mail_links):
    made = placement()
    sent = len(kinds())
    assert check_ins.ask_due() == 0
    later(7)
    assert check_ins.ask_due() == 1
    assert check_ins.ask_due() == 0
    assert kinds()[sent:] == ["check_in_happened", "happened_host"]
    assert str(made.volunteer) in written().text
    later(15)
    check_ins.answer(row(made, "happened"), "fine", by=None)
    assert check_ins.ask_due() == 1
    assert kinds()[-1] == "check_in_how_is_it"
    assert written().subject == "Wie läuft es? Lesepate"


def test_a_link_answers_one_question_and_reading_it_changes_nothing(later):
    made = row(placement(), "happened")
    token = check_ins.token(made, Side.VOLUNTEER)
    later(7)
    assert check_ins.read(token) == check_ins.Asked(made, Side.VOLUNTEER)
    assert again(made).state == "due"
    check_ins.answer(check_ins.read(token).check_in, "not_happened", by=None)
    check_ins.answer(check_ins.read(token).check_in, "not_happened", by=None)
    with pytest.raises(CheckInRefused, match="schon beantwortet"):
        check_ins.answer(check_ins.read(token).check_in, "fine", by=None)
    with pytest.raises(links.LinkRefused):
        proposals.read(token)


@pytest.mark.parametrize(
    ("kind", "day", "answer", "said"),
    [
        ("two_weeks", 13, "fine", "kommt erst später"),
        ("two_weeks", 14, "not_happened", "eine der Antworten"),
        ("happened", 7, "missed", "eine der Antworten"),
        ("happened", 7, "nonsense", "eine der Antworten"),
    ],
)
def test_an_answer_that_does_not_belong_is_refused(kind, day, answer, said, later):
    made = row(placement(), kind)
    later(day)
    with pytest.raises(CheckInRefused, match=said):
        check_ins.answer(made, answer, by=None)


def test_who_wants_to_talk_stands_first_until_somebody_did(later):
    made = placement(volunteer("Ada Demo"))
    later(14)
    check_ins.answer(row(made, "two_weeks"), "talk", by=None)
    assert due() == [("Ada Demo möchte sprechen: Lesepate", Harm.SOMEBODY_ALONE)]
    check_ins.settle(row(made, "two_weeks"), by=None)
    assert due() == []
    with pytest.raises(CheckInRefused, match="nichts offen"):
        check_ins.settle(row(made, "two_weeks"), by=None)


def test_what_is_not_answered_in_a_week_is_a_colleagues_to_ask(later):
    made = placement(volunteer("Ada Demo"))
    later(13)
    assert check_ins.miss_unanswered() == 0
    later(14)
    assert check_ins.miss_unanswered() == 1
    assert due() == [("Nachfragen, wie es läuft: Ada Demo, Lesepate", Harm.WORK_STOPS)]
    check_ins.answer(row(made, "happened"), "fine", by=None)
    assert due() == []


def test_an_ended_placement_is_asked_nothing(later):
    made = placement()
    placements.end(made, "time", by=None)
    later(400)
    assert check_ins.ask_due() == 0
    assert due() == []


def test_silence_about_a_proposal_is_due_after_three_days(later):
    someone = volunteer("Ada Demo")
    half = asked(opportunity("Fest"), volunteer())
    asked(opportunity("Lesen"), someone)
    proposals.answer_volunteer(half, "yes")
    assert due() == []
    later(2.99)
    assert due() == []
    later(3.01)
    assert due() == [
        ("Keine Antwort vom Verein: Fest", Harm.SOMEBODY_ALONE),
        ("Keine Antwort von Ada Demo: Lesen", Harm.WORK_STOPS),
    ]


def test_a_trial_without_a_word_and_hours_without_a_yes_are_due(later):
    made = placement(volunteer("Ada Demo"))
    hours.report(made, made.started_on, 60, side="volunteer", by=None)
    later(28)
    assert due() == [
        ("Die Probezeit ist um: Lesepate, Ada Demo", Harm.WORK_STOPS),
        ("Niemand bestätigt die Stunden: Lesepate, Ada Demo", Harm.UNTIDY),
    ]
    placements.settle(made, by=None)
    hours.dispute(made.hours.get(), side="organisation", by=None)
    assert due() == [("Stunden sind strittig: Lesepate, Ada Demo", Harm.WORK_STOPS)]
