"""Offices asked for a report: what is missing, asked, answered, reminded, printed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.council import data_request_town as town
from tests.council.data_request_town import CUT_OFF, SINCE, SOON, TODAY, answer, ask, said
from tests.directory.race import together

from konfluenz.council import data_answers, data_proposals, data_requests, due, reports
from konfluenz.council.data_answers import AnsweredAlready, AnswersRefused, Said
from konfluenz.council.data_requests import DataRequestRefused
from konfluenz.council.models import DataRequest, RequestState
from konfluenz.council.reporting import documents, verifying
from konfluenz.directory import municipality
from konfluenz.directory.models import OrgUnit
from konfluenz.ground.links import LinkRefused
from konfluenz.ground.models import Entry, Message
from konfluenz.ground.revisions import Stale
from konfluenz.steering import goals
from konfluenz.steering.measuring import observations
from konfluenz.steering.models import GoalStatus, Observation

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return town.town()


def _told(report):
    """Return what the report says of offices that gave nothing."""
    sections = {one["slug"]: one["blocks"] for one in documents.build(report)["sections"]}
    lists = [one for one in sections["indicators"] if one["kind"] == "list"]
    return [row for one in lists for [row] in one["items"]]


def test_what_is_missing_comes_with_whom_to_ask(made):
    of_group, unknown = data_proposals.proposed(made.report)
    assert (of_group.unit.kind, of_group.goals) == ("advisory_desk", [made.goal])
    assert unknown.unit is None
    assert {one.slug for one in unknown.indicators} == {"housed", "share"}
    goals.note(made.goal, "in_progress", "So.", unit=made.mute, date=dt.date(2020, 1, 1), by=None)
    made.housed.source = "Leitstelle, zusammengefasst"
    made.housed.save()
    observations.add(made.share, "12.5", CUT_OFF, source="Amt", by=None)
    assert [
        (one.unit, [str(row) for row in (*one.indicators, *one.goals)])
        for one in data_proposals.proposed(made.report)
    ] == [(made.head, ["In Unterkünften"]), (made.mute, ["Mehr Menschen machen mit"])]
    goals.note(made.goal, "in_progress", "So.", unit=made.mute, date=SINCE, by=None)
    ask(made, indicators=[made.housed], goals=[])
    assert data_proposals.proposed(made.report) == []


def test_an_office_is_asked_by_one_mail_with_a_link(made):
    request = ask(made, words="Bitte  je\nStichtag.")
    assert (request.state, request.due_on, request.words) == ("asked", SOON, "Bitte je Stichtag.")
    message = Message.objects.get()
    assert (message.address, message.confidential) == ("amt56@example.org", True)
    assert message.context["things"] == ["Anteil", "In Unterkünften", "Mehr Menschen machen mit"]
    assert data_answers.read(message.context["token"]) == request
    assert Entry.objects.filter(action="data_request.asked").count() == 1


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"indicators": [], "goals": []}, "Noch ist nichts gefragt"),
        ({"due_on": TODAY - dt.timedelta(days=1)}, "ist vorbei"),
        ({"due_on": SOON + dt.timedelta(days=9)}, "früheren Tag"),
    ],
)
def test_what_cannot_be_asked_says_how_to_mend_it(made, values, says):
    made.report.submit_by = SOON
    made.report.save()
    with pytest.raises(DataRequestRefused, match=says):
        ask(made, **values)
    assert not DataRequest.objects.exists()
    assert not Message.objects.exists()


def test_whom_and_when_nobody_can_be_asked(made):
    mute = {"indicators": [made.share], "due_on": SOON, "by": None}
    with pytest.raises(DataRequestRefused, match="Stadtarchiv hat kein Postfach"):
        data_requests.ask(made.report, made.mute, **mute)
    request = ask(made, indicators=[made.share], goals=[])
    with pytest.raises(DataRequestRefused, match="ist schon gefragt"):
        ask(made)
    with pytest.raises(DataRequestRefused, match="„Anteil“ wird schon abgefragt: 56 Sozialamt"):
        data_requests.ask(made.report, made.head, **mute)
    answer(request)
    with pytest.raises(DataRequestRefused, match="schon geantwortet"):
        ask(made, indicators=[made.housed])


def test_a_countersigned_report_asks_nobody_and_its_links_are_over(made):
    request = ask(made, indicators=[made.share], goals=[])
    reports.correct(made.report, {"financial_impact": "keine"}, by=None)
    reports.freeze(made.report, by=None)
    reports.attach(made.report, {"reference": "UV/0007/2030", "date": CUT_OFF}, by=None)
    report = reports.countersign(made.report, by=None)
    assert _told(report) == ["Anteil: nicht erhoben; gefragt wurde 56 Sozialamt, ohne Antwort"]
    with pytest.raises(DataRequestRefused, match="mitgezeichnet"):
        data_requests.ask(report, made.head, goals=[made.goal], due_on=SOON, by=None)
    for act in (data_requests.remind, data_requests.withdraw):
        with pytest.raises(DataRequestRefused, match="vorbei"):
            act(request, by=None)
    with pytest.raises(LinkRefused, match="nicht mehr offen"):
        answer(request)
    assert verifying.check(report.document, report.seal) == []


def test_answers_become_a_value_a_status_or_a_reason(made):
    request = answer(ask(made), housed=Said(undelivered="Wird erst ab 2027 gezählt."))
    assert (request.state, request.answered_by) == ("answered", "Kim Muster")
    value = Observation.objects.get(indicator=made.share, date=CUT_OFF)
    given = f"Angabe von 56 Sozialamt, {TODAY:%d.%m.%Y}"
    assert (value.value, value.source) == (Decimal("17.7"), given)
    status = GoalStatus.objects.get()
    assert (status.unit, status.date, status.state) == (made.office, CUT_OFF, "in_progress")
    assert status.reason == "Drei Treffen im Jahr."
    said_here = [(row.observation, row.goal_status, row.undelivered) for row in request.items.all()]
    assert said_here == [
        (value, None, ""),
        (None, None, "Wird erst ab 2027 gezählt."),
        (None, status, ""),
    ]
    report = reports.freeze(made.report, by=None)
    assert _told(report) == [
        "G2a In Unterkünften: nicht erhoben; 56 Sozialamt kann es nicht angeben: "
        "Wird erst ab 2027 gezählt."
    ]
    [rest] = data_proposals.proposed(report)
    assert (rest.unit, [one.slug for one in rest.indicators], rest.goals) == (None, ["housed"], [])


BAD = [
    ("share", Said("177"), "zwischen 0 und 100"),
    ("share", Said("viele"), "keine Zahl"),
    ("share", Said(), "Beantworten Sie"),
    ("share", Said("5", undelivered="Fehlt."), "nicht beides"),
    ("share", Said("5", day=CUT_OFF + dt.timedelta(days=1)), "zählt bis zum"),
    ("housed", Said("12,5"), "keine ganze Zahl"),
    ("housed", Said("-3"), "unter 0"),
    ("goal", Said(state="reached"), "Grund"),
    ("goal", Said(reason="Läuft."), "Wählen Sie"),
    ("goal", Said(undelivered="x" * 301), "300"),
]


def test_what_is_wrong_is_told_at_its_item_and_nothing_is_taken(made):
    request = ask(made)
    keys = dict(zip(("share", "housed", "goal"), request.items.all(), strict=True))
    for where, words, says in BAD:
        with pytest.raises(AnswersRefused, match="markiert") as refusal:
            answer(request, **{where: words})
        assert list(refusal.value.faults) == [keys[where].pk]
        assert says in refusal.value.faults[keys[where].pk]
    with pytest.raises(AnswersRefused, match="Name"):
        answer(request, name=" ")
    assert Observation.objects.count() == 1
    assert not GoalStatus.objects.exists()
    request.refresh_from_db()
    assert request.state == RequestState.ASKED


def test_a_value_that_stands_is_named_with_whom_to_tell(made):
    request = ask(made, indicators=[made.share], goals=[])
    there = observations.add(made.share, "12.5", CUT_OFF, source="Melderegister", by=None)
    with pytest.raises(AnswersRefused) as refusal:
        answer(request)
    [text] = refusal.value.faults.values()
    for words in ("12,5", "Melderegister", "2 Leitstelle, leitstelle@example.org"):
        assert words in text
    answer(request, share=Said("12,5"))
    assert (request.items.get().observation, made.share.observations.count()) == (there, 2)


def test_who_answers_second_is_told_and_changes_nothing(made):
    request = answer(ask(made))
    before = Entry.objects.count()
    with pytest.raises(AnsweredAlready, match="Kim Muster hat schon geantwortet"):
        answer(request, name="Ada Demo", share=Said("99"))
    assert (Entry.objects.count(), made.share.observations.count()) == (before, 2)
    assert data_answers.read(data_requests.token(request)).answered_by == "Kim Muster"
    with pytest.raises(DataRequestRefused, match="vorbei"):
        data_requests.remind(request, by=None)


def test_reminded_once_by_the_worker_and_again_by_hand(made):
    municipality.set_up("Musterstadt", land="RP", by=None)
    request = ask(made, due_on=SOON)
    assert data_requests.remind_due() == 0
    DataRequest.objects.update(asked_at=timezone.now() - dt.timedelta(days=30))
    DataRequest.objects.update(due_on=TODAY + dt.timedelta(days=1))
    assert (data_requests.remind_due(), data_requests.remind_due()) == (1, 0)
    assert list(Message.objects.values_list("template", flat=True).order_by("pk")) == [
        "council/mail/data_request_asked",
        "council/mail/data_request_reminded",
    ]
    request.refresh_from_db()
    assert request.state == RequestState.REMINDED
    data_requests.remind(request, seen=request.revision, by=None)
    with pytest.raises(Stale):
        data_requests.remind(request, seen=request.revision, by=None)


@pytest.mark.parametrize(
    ("asked", "due_on", "day"),
    [
        ("2026-03-02", "2026-03-20", "2026-03-17"),
        ("2026-03-16", "2026-04-07", "2026-03-31"),
        ("2026-03-19", "2026-03-20", "2026-03-20"),
    ],
)
def test_three_working_days_before_or_on_the_day(asked, due_on, day):
    noon = timezone.make_aware(dt.datetime.fromisoformat(f"{asked}T12:00"))
    request = DataRequest(asked_at=noon, due_on=dt.date.fromisoformat(due_on))
    assert data_requests.reminder_day(request, "RP") == dt.date.fromisoformat(day)


def test_what_is_taken_back_is_told_and_can_be_asked_anew(made):
    request = ask(made)
    link = town.token_mailed()
    data_requests.withdraw(request, by=None)
    assert Message.objects.order_by("-pk")[0].template == "council/mail/data_request_withdrawn"
    with pytest.raises(LinkRefused, match="nicht mehr offen"):
        data_answers.read(link)
    assert ask(made).state == RequestState.ASKED


def test_silence_is_in_heute_for_those_who_can_do_something(made):
    ask(made, due_on=TODAY)
    assert not due._unanswered(TODAY).rows.exists()
    [found] = due.gather([due._unanswered(TODAY + dt.timedelta(days=1))])
    assert (found.title, found.public_id) == (
        "Keine Antwort von Sozialamt für den Bericht „Bericht“",
        made.report.public_id,
    )
    OrgUnit.objects.update(mail="")
    assert data_proposals.due_day(made.report) > TODAY


def test_heute_says_when_nobody_is_waited_for_until_the_figures_are_frozen(made):
    def told():
        return [(found.title, found.public_id) for found in due.gather([due._all_answered()])]

    assert told() == []
    request = ask(made)
    second = goals.add(made.goal.area, "Zweites Ziel", by=None)
    data_requests.ask(made.report, made.head, goals=[second], due_on=SOON, by=None)
    answer(request)
    assert told() == []
    data_requests.withdraw(DataRequest.objects.get(unit=made.head), by=None)
    words = "Alle Ämter haben geantwortet, die Zahlen können eingefroren werden: Bericht"
    assert told() == [(words, made.report.public_id)]
    reports.freeze(made.report, by=None)
    assert told() == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_or_answer_at_once_one_wins():
    made = town.town()
    assert together(lambda: ask(made), lambda: ask(made)) == ["DataRequestRefused", "done"]
    request = DataRequest.objects.get()
    link, given = data_requests.token(request), said(request)
    ends = together(
        *(lambda name=name: data_answers.answer(link, given, name) for name in ("Kim", "Ada"))
    )
    assert ends == ["AnsweredAlready", "done"]
    assert Observation.objects.filter(indicator=made.share, date=CUT_OFF).count() == 1
    assert Message.objects.count() == 1
