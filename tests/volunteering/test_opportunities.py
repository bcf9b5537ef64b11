"""Opportunities: from the phone call to the outcome, and what cannot be."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.volunteering.town import (
    TODAY,
    actions,
    at,
    in_days,
    opportunity,
    organization,
    volunteer,
)

from konfluenz.directory import districts, topics, units
from konfluenz.ground import audit, search
from konfluenz.ground.models import Message
from konfluenz.ground.revisions import Stale
from konfluenz.volunteering import conditions, opportunities, skills
from konfluenz.volunteering.conditions import Wanted, When
from konfluenz.volunteering.models import Opportunity, Proposal
from konfluenz.volunteering.opportunities import OpportunityRefused

pytestmark = pytest.mark.django_db
TUESDAY = When(at(17), at(18), weekday=1)
SATURDAY = When(at(10), at(14), date=in_days(20))


def test_what_the_coordinator_hears_on_the_phone_is_published_at_once():
    club, topic = organization(), topics.add("Kinder", by=None)
    district = districts.add(
        "Lützel", latitude=Decimal("50.37"), longitude=Decimal("7.58"), by=None
    )
    reading = skills.add("Vorlesen", by=None)
    made = opportunities.add(
        "  Lesepatin\tgesucht ",
        "Vorlesen.\r\n\r\n\r\n\r\nIm Haus\u200b ist jemand. ",
        organization=club,
        expires_on=in_days(90),
        timing="weekly",
        times=[TUESDAY],
        languages=[Wanted("ar"), Wanted("de", required=True, level="b1")],
        skills=[reading],
        topic=topic,
        district=district,
        wanted=2,
        with_minors=True,
        youngest=18,
        offers=["regular", "with_children"],
        insured_by="organisation",
        contact_name="Erika Beispiel",
        contact_mail="erika@example.org",
        by=None,
    )
    kept = Opportunity.objects.get()
    assert {
        "texts": (kept.title, kept.task),
        "state": (kept.state, kept.published_at is not None),
        "point": (kept.latitude, kept.longitude),
        "times": conditions.times_of(kept),
        "languages": conditions.languages_of(kept),
        "skills": list(kept.skills.all()),
        "contact": (kept.contact_name, kept.contact_mail),
    } == {
        "texts": ("Lesepatin gesucht", "Vorlesen.\n\nIm Haus ist jemand."),
        "state": ("published", True),
        "point": (Decimal("50.37"), Decimal("7.58")),
        "times": [TUESDAY],
        "languages": [Wanted("de", True, "b1"), Wanted("ar")],
        "skills": [reading],
        "contact": ("Erika Beispiel", "erika@example.org"),
    }
    assert actions(made) == ["opportunity.added"]
    assert actions(club)[-1] == "opportunity.added"
    assert not Message.objects.exists()
    assert [hit.title for hit in search.find("lesepatin", ["volunteering.opportunity"])] == [
        "Lesepatin gesucht"
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"expires_on": TODAY},
        {"expires_on": in_days(-30)},
        {"expires_on": in_days(367)},
        {"timing": "weekly"},
        {"timing": "weekly", "times": [SATURDAY]},
        {"timing": "fixed"},
        {"timing": "fixed", "times": [TUESDAY]},
        {"timing": "fixed", "times": [When(at(9), at(10), date=in_days(-1))]},
        {"timing": "sometimes"},
        {"times": [When(at(9), at(10))]},
        {"times": [When(at(9), at(10), weekday=7)]},
        {"times": [When(at(10), at(9), weekday=1)]},
        {"times": [When(at(9), at(10), weekday=1, date=in_days(3))]},
        {"languages": [Wanted("xx")]},
        {"languages": [Wanted("de", level="z9")]},
        {"languages": [Wanted("de"), Wanted("de", required=True)]},
        {"wanted": 0},
        {"wanted": 501},
        {"minutes": 10},
        {"youngest": 60, "oldest": 18},
        {"insured_by": "nobody"},
        {"organization": None},
        {"offers": ["gold"]},
        {"latitude": Decimal("50.1"), "contact_name": "x" * 121},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(wrong):
    with pytest.raises(OpportunityRefused), transaction.atomic():
        opportunity(**wrong)
    assert not Opportunity.objects.exists()


def test_an_opportunity_needs_a_title_and_a_task():
    values = {"timing": "flexible", "insured_by": "land", "expires_on": in_days(9), "by": None}
    for title, task in (("", "x"), ("x", ""), ("  ", "x"), ("x" * 121, "x")):
        with pytest.raises(OpportunityRefused), transaction.atomic():
            opportunities.add(title, task, organization=organization(), **values)


def test_on_fixed_days_it_is_not_shown_longer_than_it_lasts():
    made = opportunity(timing="fixed", times=[SATURDAY], expires_on=in_days(300))
    assert made.expires_on == in_days(21)
    later = When(at(10), at(14), date=in_days(40))
    made = opportunities.extend(made, in_days(300), by=None)
    assert made.expires_on == in_days(21)
    made = opportunities.correct(
        made, {"times": [SATURDAY, later], "expires_on": in_days(300)}, by=None
    )
    assert made.expires_on == in_days(41)


def test_a_night_ends_at_midnight_and_times_stand_once_in_order():
    late = When(at(22), at(0), weekday=4)
    made = opportunity(timing="weekly", times=[late, TUESDAY, late])
    assert conditions.times_of(made) == [TUESDAY, late]


def test_an_office_may_look_for_help_itself():
    office = units.add("Jugendamt", kind="office", mail="amt@stadt.example.org", by=None)
    made = opportunity(unit=office, state="submitted")
    opportunities.publish(made, by=None)
    assert Message.objects.get().address == "amt@stadt.example.org"


def test_a_correction_names_what_changed_and_never_the_contact():
    made = opportunity(times=[TUESDAY], languages=[Wanted("ar")])
    values = {
        "title": "Lesepate gesucht",
        "times": [],
        "languages": [Wanted("fa", True, "b1")],
        "contact_mail": "neu@example.org",
        "minutes": 60,
    }
    opportunities.correct(made, values, by=None)
    noted = audit.timeline(made)[0].detail.content["changes"]
    assert {name: tuple(change) for name, change in noted.items()} == {
        "title": ("Lesepatin gesucht", "Lesepate gesucht"),
        "times": (["1 17:00-18:00"], []),
        "languages": (["ar"], ["fa b1 required"]),
        "contact_mail": ("", ""),
    }
    opportunities.correct(made, values, by=None)
    assert actions(made) == ["opportunity.added", "opportunity.corrected"]


def test_two_coordinators_on_one_opportunity_and_the_second_is_told():
    made = opportunity()
    opportunities.correct(made, {"wanted": 3}, seen=0, by=None)
    for act in (
        lambda: opportunities.correct(made, {"wanted": 4}, seen=0, by=None),
        lambda: opportunities.pause(made, seen=0, by=None),
        lambda: opportunities.close(made, "filled", seen=0, by=None),
        lambda: opportunities.extend(made, in_days(80), seen=0, by=None),
    ):
        with pytest.raises(Stale):
            act()


def test_released_paused_and_shown_again():
    made = opportunity(state="submitted")
    assert made.published_at is None
    with pytest.raises(OpportunityRefused):
        opportunities.pause(made, by=None)
    made = opportunities.publish(made, by=None)
    first = made.published_at
    with pytest.raises(OpportunityRefused):
        opportunities.publish(made, by=None)
    opportunities.pause(made, by=None, reason="Ferien")
    made = opportunities.publish(made, by=None)
    assert (made.state, made.published_at) == ("published", first)
    assert [message.template for message in Message.objects.all()] == [
        "volunteering/mail/opportunity_published"
    ]


def test_what_is_not_released_says_why_and_can_come_back():
    made = opportunity(state="submitted")
    with pytest.raises(OpportunityRefused):
        opportunities.refuse(made, "  ", by=None)
    opportunities.refuse(made, "Das ist bezahlte Arbeit.", by=None)
    with pytest.raises(OpportunityRefused):
        opportunities.refuse(made, "noch einmal", by=None)
    assert Message.objects.get().context["reason"] == "Das ist bezahlte Arbeit."
    assert opportunities.reopen(made, in_days(30), by=None).state == "published"


def test_every_opportunity_closes_with_an_outcome():
    for result, reason in (("partly", ""), ("unfilled", " "), ("", "x"), ("great", "x")):
        with pytest.raises(OpportunityRefused), transaction.atomic():
            opportunities.close(opportunity(), result, reason=reason, by=None)
    made = opportunities.close(opportunity(), "unfilled", reason="Niemand konnte", by=None)
    assert (made.state, made.result, made.result_reason, made.closed_at is not None) == (
        "closed",
        "unfilled",
        "Niemand konnte",
        True,
    )
    for act in (
        lambda: opportunities.close(made, "filled", by=None),
        lambda: opportunities.correct(made, {"wanted": 9}, by=None),
        lambda: opportunities.publish(made, by=None),
        lambda: opportunities.extend(made, in_days(90), by=None),
    ):
        with pytest.raises(OpportunityRefused):
            act()
    again = opportunities.reopen(made, in_days(30), by=None)
    assert (again.state, again.result, again.closed_at) == ("published", "", None)
    with pytest.raises(OpportunityRefused):
        opportunities.reopen(made, in_days(30), by=None)


def test_nobody_who_was_asked_is_left_without_an_answer():
    made = opportunity()
    asked = Proposal.objects.create(
        opportunity=made, volunteer=volunteer(), asked_at=made.created_at, answer_by=made.created_at
    )
    with pytest.raises(OpportunityRefused):
        opportunities.close(made, "filled", by=None)
    Proposal.objects.filter(pk=asked.pk).update(state="withdrawn", closed_at=made.created_at)
    assert opportunities.close(made, "filled", by=None).state == "closed"


def test_only_what_is_published_and_has_not_expired_is_open():
    shown = opportunity("gezeigt", expires_on=in_days(1))
    opportunity("wartet", state="submitted")
    opportunities.pause(opportunity("ruht"), by=None)
    opportunities.close(opportunity("zu"), "filled", by=None)
    assert list(opportunities.open_on()) == [shown]
    assert list(opportunities.open_on(in_days(1))) == []


def test_an_expired_one_is_extended_before_it_is_shown_again():
    made = opportunities.pause(opportunity(), by=None)
    Opportunity.objects.update(expires_on=TODAY)
    with pytest.raises(OpportunityRefused):
        opportunities.publish(made, by=None)
    opportunities.extend(made, in_days(30), by=None)
    assert opportunities.publish(made, by=None).state == "published"


def test_cards_are_read_in_as_many_queries_for_three_as_for_one(django_assert_num_queries):
    for count in (1, 3):
        while Opportunity.objects.count() < count:
            opportunity(times=[TUESDAY], languages=[Wanted("ar")])
        with django_assert_num_queries(4):
            for made in opportunities.with_parts(opportunities.open_on()):
                parts = (made.unit, made.topic, made.district)
                assert (made.organization is None, *parts) == (False, None, None, None)
                assert conditions.times_of(made) == [TUESDAY]
                assert conditions.languages_of(made) == [Wanted("ar")]
                assert list(made.skills.all()) == []


def test_the_database_itself_knows_the_limits():
    made = opportunity()
    for wrong in (
        {"wanted": 0},
        {"state": "closed"},
        {"organization": None},
        {"result": "unfilled"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Opportunity.objects.filter(pk=made.pk).update(**wrong)


def test_who_has_a_point_of_its_own_keeps_it_and_the_others_move_with_the_district():
    here = districts.add("Hier", latitude=Decimal("50.1"), longitude=Decimal("7.1"), by=None)
    there = districts.add("Dort", latitude=Decimal("50.2"), longitude=Decimal("7.2"), by=None)
    made = opportunity(district=here, latitude=Decimal("50.5"), longitude=Decimal("7.5"))
    assert made.latitude == Decimal("50.5")
    made = opportunities.correct(made, {"district": there}, by=None)
    assert (made.latitude, made.longitude) == (Decimal("50.2"), Decimal("7.2"))


def test_a_title_of_two_lines_becomes_one():
    assert opportunity("Lesepatin\ngesucht").title == "Lesepatin gesucht"
