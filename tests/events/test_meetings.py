"""Sitzungen: planned, invited, answered, moved, cancelled, held; and the next one proposed."""

import pytest
from icalendar import Calendar
from tests.events.circle import BEGIN, NOW, circle, planned
from tests.events.gathering import at, unit

from konfluenz.actions.models import Task
from konfluenz.directory import groups
from konfluenz.events import (
    agenda,
    answers,
    invitations,
    meeting_calendars,
    meeting_mails,
    meetings,
    minutes,
)
from konfluenz.events.agenda import AgendaRefused
from konfluenz.events.answers import AnswerRefused
from konfluenz.events.invitations import InvitationRefused, key
from konfluenz.events.meetings import MeetingRefused
from konfluenz.events.minutes import MinutesRefused, Said
from konfluenz.events.models import AgendaItem, GroupMeeting
from konfluenz.ground import audit, links, rendering
from konfluenz.ground.models import Message
from konfluenz.ground.revisions import Stale
from konfluenz.people import merging, persons
from konfluenz.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def january(time_machine_at):
    time_machine_at(NOW)
    return time_machine_at


def titles(meeting):
    return list(meeting.items.values_list("position", "title"))


def again(meeting):
    return GroupMeeting.objects.get(pk=meeting.pk)


def mails(template):
    return list(Message.objects.filter(template=template).order_by("pk"))


def refused(refusal, words, do, *args, **values):
    with pytest.raises(refusal) as caught:
        do(*args, by=None, **values)
    assert words in str(caught.value)


def acts(about):
    return [entry.action for entry in audit.timeline(about)][::-1]


def attendance(meeting):
    return {
        str(row.person or row.organization): row.state
        for row in meeting.attendances.select_related("person", "organization")
    }


def test_an_agenda_is_added_to_moved_shortened_and_written_anew():
    made = planned(circle())
    agenda.add(made, " Termine \n des Jahres ", by=None)
    agenda.add(made, "Ganz vorn", position=1, by=None)
    assert titles(made) == [
        (1, "Ganz vorn"),
        (2, "Begrüßung"),
        (3, "Räume"),
        (4, "Termine des Jahres"),
    ]
    rooms = made.items.get(title="Räume")
    agenda.move(rooms, 1, by=None)
    agenda.correct(rooms, {"details": "Wo?", "meeting": None}, by=None)
    agenda.remove(made.items.get(title="Ganz vorn"), by=None)
    assert titles(made) == [(1, "Räume"), (2, "Begrüßung"), (3, "Termine des Jahres")]
    agenda.replace(made, ["Neues", "räume", "Begrüßung"], by=None)
    assert titles(made) == [(1, "Neues"), (2, "Räume"), (3, "Begrüßung")]
    assert AgendaItem.objects.get(title="Räume").details == "Wo?"
    assert acts(made) == [
        "meeting.planned",
        "meeting.item_added",
        "meeting.item_added",
        "meeting.item_moved",
        "meeting.item_corrected",
        "meeting.item_removed",
        "meeting.agenda_replaced",
    ]


def test_an_agenda_refuses_what_says_nothing_is_too_long_or_would_lose_a_decision():
    made = planned(circle())
    refused(AgendaRefused, "worum es bei dem Punkt geht", agenda.add, made, " ")
    refused(AgendaRefused, "höchstens 200 Zeichen", agenda.add, made, "x" * 201)
    refused(AgendaRefused, "höchstens 60 Punkte", agenda.replace, made, ["x"] * 61)
    item = made.items.get(title="Räume")
    agenda.correct(item, {"decision": "Wir fragen."}, by=None)
    refused(AgendaRefused, "bleibt auf der Tagesordnung", agenda.remove, item)
    refused(AgendaRefused, "bleibt auf der Tagesordnung", agenda.replace, made, ["Begrüßung"])
    assert titles(made) == [(1, "Begrüßung"), (2, "Räume")]
    with pytest.raises(Stale):
        agenda.add(made, "Zu spät", seen=made.revision, by=None)


def test_members_of_the_day_are_invited_with_agenda_and_a_link_of_their_own():
    group = circle()
    late = persons.add("Cem Demo", by=None)
    groups.join(group, person=late, valid_from=at("2026-03-01 00:00").date(), by=None)
    made = planned(group, invitation="Bitte bringen Sie Ihre Termine mit.")
    invitations.invite(made, seen=0, by=None)
    assert again(made).state == "invited"
    assert attendance(made) == dict.fromkeys(("Ada Demo", "Ben Demo", "Demo-Verein"), "invited")
    sent = mails(meeting_mails.INVITED)
    assert [(one.address, one.state) for one in sent] == [
        ("ada@example.org", "waiting"),
        ("", "unreachable"),
        ("v@example.org", "waiting"),
    ]
    read = rendering.render(sent[0])
    assert read.subject.endswith("Einladung: Demo-Kreis, 03.02.2026, 17:30–19:00")
    for part in (
        "Wo: Demo-Haus, Musterweg 1, 56068 Koblenz",
        "Bitte bringen Sie Ihre Termine mit.",
        "1. Begrüßung\n2. Räume",
        f"/sitzungen/antwort/{sent[0].context['token']}/",
    ):
        assert part in read.text
    assert [str(answers.read(one.context["token"]).person) for one in sent[:2]] == [
        "Ada Demo",
        "Ben Demo",
    ]
    assert read.secrets


def test_an_invitation_goes_out_once_more_to_all_but_those_who_excused_themselves():
    made = planned(circle())
    invitations.invite(made, by=None)
    ada = made.attendances.get(person__name="Ada Demo")
    answers.answer(ada, "excused", by=None)
    fresh = persons.add("Cem Demo", by=None)
    groups.join(made.group, person=fresh, by=None)
    invitations.invite(made, by=None)
    assert [answers.read(one.context["token"]).person for one in mails(meeting_mails.INVITED)[3:]][
        1:
    ] == [None, fresh]
    assert attendance(made)["Ada Demo"] == "excused"


def test_nobody_is_invited_to_what_cannot_be():
    group = circle()
    nowhere = planned(group, place=None)
    refused(InvitationRefused, "wo sie stattfindet", invitations.invite, nowhere)
    bare = planned(group, agenda=())
    refused(InvitationRefused, "mindestens einen Punkt", invitations.invite, bare)
    past = planned(group, "2025-12-02 17:30")
    refused(InvitationRefused, "in der Vergangenheit", invitations.invite, past)
    alone = groups.add("round_table", name="Demo-Tisch", by=None)
    refused(InvitationRefused, "keine Mitglieder", invitations.invite, planned(alone))
    meetings.cancel(bare, "Keine Themen.", by=None)
    refused(InvitationRefused, "niemand mehr", invitations.invite, bare)
    assert not Message.objects.exists()


def test_coming_or_not_the_last_answer_counts_until_it_begins(january):
    made = planned(circle())
    refused(AnswerRefused, "nicht mehr offen", answers.answer, _row(made), "coming")
    invitations.invite(made, by=None)
    ada = made.attendances.get(person__name="Ada Demo")
    refused(AnswerRefused, "eine der Antworten", answers.answer, ada, "present")
    answers.answer(ada, "coming", by=None)
    answers.answer(ada, "coming", by=None)
    answers.answer(ada, "excused", by=None)
    assert attendance(made)["Ada Demo"] == "excused"
    assert acts(made).count("meeting.answered") == 2
    january("2026-02-03 17:31")
    refused(AnswerRefused, "nicht mehr offen", answers.answer, ada, "coming")


def _row(meeting):
    return meeting.attendances.create(person=Person.objects.get(name="Ada Demo"))


def test_a_link_is_of_one_member_and_no_other_purpose():
    made = planned(circle())
    invitations.invite(made, by=None)
    row = made.attendances.get(organization__isnull=False)
    assert answers.read(answers.token(row)) == row
    with pytest.raises(links.LinkRefused):
        answers.read(links.signed("hours", {"meeting": "x"}, max_age=60))
    token = answers.token(row)
    row.delete()
    with pytest.raises(links.LinkRefused, match="nicht mehr offen"):
        answers.read(token)


def test_who_is_invited_is_told_of_another_time_and_not_of_another_subject():
    made = planned(circle())
    meetings.correct(made, {"room": "Saal"}, by=None)
    assert not Message.objects.exists()
    invitations.invite(made, by=None)
    meetings.correct(made, {"title": "Räume und Termine"}, by=None)
    assert mails(meeting_mails.CHANGED) == []
    values = {"starts_at": at("2026-02-10 18:00"), "ends_at": at("2026-02-10 19:30")}
    with pytest.raises(Stale):
        meetings.correct(made, values, seen=0, by=None)
    meetings.correct(made, values, by=None)
    text = rendering.render(mails(meeting_mails.CHANGED)[0]).text
    place = "Demo-Haus, Musterweg 1, 56068 Koblenz, Saal"
    assert f"Bisher: 03.02.2026, 17:30–19:00, {place}" in text
    assert f"Jetzt: 10.02.2026, 18:00–19:30, {place}" in text
    assert len(mails(meeting_mails.CHANGED)) == 3
    refused(MeetingRefused, "nach ihrem Beginn", meetings.correct, made, {"ends_at": at(BEGIN)})


def test_a_cancelled_meeting_says_why_to_those_who_were_invited_and_stays_cancelled():
    made = planned(circle())
    invitations.invite(made, by=None)
    refused(MeetingRefused, "warum die Sitzung ausfällt", meetings.cancel, made, " ")
    assert mails(meeting_mails.CANCELLED) == []
    meetings.cancel(made, "Der Raum ist geschlossen.", by=None)
    text = rendering.render(mails(meeting_mails.CANCELLED)[0]).text
    assert "„Demo-Kreis“ am 03.02.2026, 17:30–19:00 fällt aus." in text
    assert "Grund: Der Raum ist geschlossen." in text
    assert len(mails(meeting_mails.CANCELLED)) == 3
    for do, args in (
        (meetings.correct, (made, {"title": "x"})),
        (meetings.cancel, (made, "x")),
    ):
        refused(MeetingRefused, "abgesagt", do, *args)
    refused(AgendaRefused, "abgesagt", agenda.add, made, "x")
    refused(MinutesRefused, "abgesagt", minutes.keep, made, Said())


def test_a_meeting_needs_a_group_that_is_there():
    group = circle()
    group = groups.correct(group, {"valid_until": at("2026-02-01 00:00").date()}, by=None)
    refused(MeetingRefused, "an diesem Tag nicht", meetings.plan, group, at(BEGIN))


def test_what_came_of_it_is_kept_and_the_minutes_are_not_in_the_trail(january):
    made = planned(circle())
    invitations.invite(made, by=None)
    refused(MinutesRefused, "noch nicht begonnen", minutes.keep, made, Said())
    january("2026-02-03 19:00")
    roll = {str(row.person or row.organization): key(row) for row in invitations.roll(made)}
    rooms = made.items.get(title="Räume")
    said = Said(
        minutes="Ada Demo sprach lange.",
        summary="Es ging um Räume.",
        public=True,
        present=[roll["Ada Demo"]],
        excused=[roll["Demo-Verein"]],
        decisions={rooms.pk: " Wir fragen die Stadt. ", 0: "x"},
    )
    minutes.keep(made, said, by=None)
    kept = again(made)
    assert (kept.state, kept.minutes, kept.public) == ("held", "Ada Demo sprach lange.", True)
    assert attendance(made) == {
        "Ada Demo": "present",
        "Ben Demo": "absent",
        "Demo-Verein": "excused",
    }
    assert made.items.get(pk=rooms.pk).decision == "Wir fragen die Stadt."
    assert list(minutes.public()) == [kept]
    latest = audit.timeline(made).first()
    assert latest.detail.content["changes"] == {
        "state": ["invited", "held"],
        "summary": ["", "Es ging um Räume."],
        "public": [False, True],
        "decisions": [[], ["Räume"]],
    }
    refused(MeetingRefused, "fand statt", meetings.cancel, made, "x")


def test_a_meeting_nobody_was_invited_to_takes_the_members_of_its_day(january):
    made = planned(circle())
    january("2026-02-04 09:00")
    roll = invitations.roll(made)
    minutes.keep(made, Said(present=[key(roll[0])]), by=None)
    assert attendance(made) == {
        "Ada Demo": "present",
        "Ben Demo": "absent",
        "Demo-Verein": "absent",
    }


def test_a_decision_becomes_a_task_of_the_meeting(january):
    made = planned(circle())
    due_date = at("2026-03-01 00:00").date()
    minutes.add_task(made, "Räume anfragen", unit=unit(), due_date=due_date, by=None)
    task = Task.objects.get()
    assert (task.origin_kind, task.origin_id) == ("meeting", str(made.pk))
    assert list(minutes.tasks_of(made)) == [task]
    assert "task.added" in acts(made)
    meetings.cancel(made, "Fällt aus.", by=None)
    more = {"unit": unit(), "due_date": due_date}
    refused(MinutesRefused, "abgesagt", minutes.add_task, made, "Noch eine", **more)


def test_the_next_one_is_four_weeks_on_at_the_same_hour_with_what_is_open(january):
    group = circle()
    assert meetings.next_of(group) is None
    made = planned(group, "2026-03-10 17:30", title="Runde", room="Saal")
    january("2026-03-11 09:00")
    rooms = made.items.get(title="Räume")
    minutes.keep(made, Said(decisions={rooms.pk: "Ja."}), by=None)
    found = meetings.next_of(group)
    assert (found.starts_at, found.ends_at) == (at("2026-04-07 17:30"), at("2026-04-07 19:00"))
    assert (found.title, found.room, found.agenda) == ("Runde", "Saal", ["Begrüßung"])
    january("2026-06-01 09:00")
    assert meetings.next_of(group).starts_at == at("2026-06-02 17:30")


def test_of_a_cancelled_meeting_everything_is_open_of_a_planned_one_nothing():
    group = circle()
    made = planned(group)
    assert meetings.next_of(group).agenda == []
    meetings.cancel(made, "Krank.", by=None)
    assert meetings.next_of(group).agenda == ["Begrüßung", "Räume"]


def test_a_calendar_knows_the_meeting_again_when_it_moved():
    made = planned(circle(), online="https://example.org/raum")
    first = _entry(made)
    meetings.correct(made, {"starts_at": at("2026-02-03 17:00")}, by=None)
    moved = _entry(again(made))
    assert first["uid"] == moved["uid"]
    assert (int(first["sequence"]), int(moved["sequence"])) == (0, 1)
    assert moved.decoded("dtstart") == at("2026-02-03 17:00")
    assert str(moved["description"]) == "1. Begrüßung\n2. Räume"
    meetings.cancel(made, "Krank.", by=None)
    assert str(_entry(again(made))["status"]) == "CANCELLED"


def _entry(meeting):
    [entry] = Calendar.from_ical(meeting_calendars.write(meeting, "https://example.org")).events
    return entry


def test_two_who_become_one_were_there_once():
    made = planned(circle())
    invitations.invite(made, by=None)
    ada, ben = (Person.objects.get(name=name) for name in ("Ada Demo", "Ben Demo"))
    answers.answer(made.attendances.get(person=ben), "coming", by=None)
    merging.merge(ada, ben, by=None)
    assert attendance(made) == {"Ada Demo": "coming", "Demo-Verein": "invited"}
