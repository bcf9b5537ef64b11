import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.enquiries.town import account, ago, asked, topic

from konfluenz.enquiries import access, contributions, due, enquiries, referrals
from konfluenz.ground.due import Harm, ordered

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def day(moment):
    return timezone.localdate(moment)


def test_who_waits_longest_stands_first(lead, social, kim):
    asked("Alt", arrived_at=ago(20))
    asked("Älter", arrived_at=ago(30))
    new = asked("Neu", arrived_at=ago(hours=1))
    done = asked("Fertig", arrived_at=ago(40))
    enquiries.close(done, "gut", by=kim)
    gone = asked("Weg", topic=topic("accommodation"), arrived_at=ago(40))
    referrals.hand_over(gone, social, "Dort", agreed=True, told=True, by=kim)
    found = [(one.title, one.since, one.harm) for one in ordered(due.due(TODAY, kim))]
    assert found == [
        ("Wartet auf Antwort: Älter", day(ago(30)), Harm.SOMEBODY_ALONE),
        ("Wartet auf Antwort: Alt", day(ago(20)), Harm.SOMEBODY_ALONE),
        ("Wartet auf Antwort: Neu", day(new.due_at), Harm.WORK_STOPS),
    ]


def test_who_wrote_again_waits_since_then(lead, kim):
    enquiry = asked("Kurs", arrived_at=ago(30), reply_to="0261 90009123")
    contributions.answer(enquiry, "Ja", told=True, at=ago(29), by=kim)
    assert [one.harm for one in due.due(day(ago(20)), kim)] == []
    (silent,) = due.due(TODAY, kim)
    assert (silent.title, silent.since, silent.harm) == (
        "Keine Rückmeldung: Kurs",
        day(ago(29)),
        Harm.UNTIDY,
    )
    contributions.hear(enquiry, "Und nun?", by=None, at=ago(10))
    (waits,) = due.due(TODAY, kim)
    assert (waits.since, waits.harm) == (day(ago(10)), Harm.SOMEBODY_ALONE)


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("administrator", {"Hier", "Dort"}),
        ("coordinator", {"Hier", "Dort"}),
        ("integration_officer", {"Hier", "Dort"}),
        ("editor", {"Hier"}),
        ("office_colleague", {"Hier"}),
        ("social_worker", {"Hier"}),
        ("on_call_staff", set()),
        ("data_protection_officer", set()),
        ("volunteer", set()),
    ],
)
def test_who_sees_which(role, seen, lead, desk):
    here, there = asked("Hier", arrived_at=ago(9)), asked("Dort", unit=desk, arrived_at=ago(9))
    one = account("Somebody", role, lead)
    assert {row.subject for row in access.visible_to(one)} == seen
    assert {row.title.split(": ")[1] for row in due.due(TODAY, one)} == seen
    assert access.can_work_on(one, here) == ("Hier" in seen)
    assert access.can_work_on(one, there) == ("Dort" in seen)


def test_what_is_due_costs_the_same_for_one_and_for_three(lead, kim):
    counts = []
    for number in (1, 2):
        for n in range(number):
            asked(f"Offen {number} {n}", arrived_at=ago(9))
            waiting = asked(f"Wartet {number} {n}", arrived_at=ago(40))
            contributions.answer(waiting, "Ja", told=True, at=ago(39), by=kim)
        access.can_add(kim)
        with CaptureQueriesContext(connection) as queries:
            found = due.due(TODAY, kim)
        counts.append(len(queries))
    assert len(found) == 6
    assert counts == [1, 1]


def test_a_day_that_has_come_is_somebody_alone(lead, kim):
    enquiry = asked("Heute", arrived_at=ago(hours=1))
    when = day(enquiry.due_at)
    assert [one.harm for one in due.due(when - dt.timedelta(days=1), kim)] == [Harm.WORK_STOPS]
    assert [one.harm for one in due.due(when, kim)] == [Harm.SOMEBODY_ALONE]
