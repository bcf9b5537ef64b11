"""Roles: granted by day and origin; rights from code; one query a request."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from tests.people.world import account, actions, person

from konfluenz.people import access, accounts, roles
from konfluenz.people.models import RoleGrant
from konfluenz.people.roles import GrantRefused, Right, Role

pytestmark = pytest.mark.django_db

DAY = datetime.date


def test_every_staff_role_has_rights_and_no_other_role_has():
    assert set(roles.ROLE_RIGHTS) == set(roles.STAFF)
    assert len(Role) == 14


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        ("on_call_staff", {"read_tasks", "edit_tasks", "read_units"}),
        ("data_protection_officer", {"read_persons", "read_trail", "read_units", "erase_persons"}),
        (
            "editor",
            {
                *("read_organisations", "read_units", "read_tasks", "edit_tasks"),
                *("read_enquiries", "edit_enquiries", "read_opportunities"),
                *("read_concept", "read_papers", "read_content", "edit_content"),
            },
        ),
        ("volunteer", set()),
        ("administrator", {right.value for right in Right}),
    ],
)
def test_an_account_may_do_what_its_role_may(role, rights):
    assert {right.value for right in roles.rights(account(role))} == rights


def test_rights_of_several_roles_add_up_and_cost_one_query(django_assert_num_queries):
    both = account("on_call_staff", "data_protection_officer")
    with django_assert_num_queries(1):
        assert Right.ERASE_PERSONS in roles.rights(both)
        assert Right.EDIT_TASKS in roles.rights(both)
        assert both.is_staff
        assert accounts.must_have_second_factor(both)


def test_nobody_has_no_rights():
    assert roles.rights(AnonymousUser()) == frozenset()
    closed = account("administrator")
    accounts.close(closed, by=None)
    closed.refresh_from_db()
    assert roles.rights(closed) == frozenset()


@time_machine.travel("2026-03-10 12:00:00+01:00")
def test_a_role_holds_from_its_first_day_until_before_its_last():
    someone = account()
    roles.grant(
        someone.person,
        "editor",
        by=None,
        valid_from=DAY(2026, 3, 11),
        valid_until=DAY(2026, 3, 13),
    )
    held = {}
    for day in (10, 11, 12, 13):
        with time_machine.travel(datetime.datetime(2026, 3, day, 12, tzinfo=datetime.UTC)):
            someone.refresh_from_db()
            held[day] = set(roles.of(someone))
    assert held == {10: set(), 11: {"editor"}, 12: {"editor"}, 13: set()}


@time_machine.travel("2026-03-10 12:00:00+01:00")
def test_revoking_ends_the_grants_of_its_own_origin_only():
    someone, post, other = person(), person("Post A"), person("Post B")
    for origin in (post, other, None):
        roles.grant(someone, "editor", by=None, origin=origin, valid_from=DAY(2026, 1, 1))
    assert roles.revoke(someone, "editor", by=None, origin=post) == 1
    assert roles.revoke(someone, "editor", by=None, origin=post) == 0
    assert [
        (str(held.origin or ""), held.valid_until) for held in RoleGrant.objects.order_by("id")
    ] == [
        (f"people.person:{post.pk}", DAY(2026, 3, 10)),
        (f"people.person:{other.pk}", None),
        ("", None),
    ]
    assert actions(post) == ["person.added", "role.granted", "role.revoked"]


def test_a_grant_of_today_revoked_today_is_gone_and_can_be_given_again():
    someone = person()
    for _again in range(2):
        roles.grant(someone, "juror", by=None)
        assert roles.revoke(someone, "juror", by=None) == 1
    assert RoleGrant.objects.count() == 0


def test_the_same_open_grant_or_an_empty_period_is_refused():
    someone, today = person(), DAY(2026, 3, 10)
    roles.grant(someone, "juror", by=None)
    with pytest.raises(GrantRefused):
        roles.grant(someone, "juror", by=None)
    with pytest.raises(GrantRefused):
        roles.grant(someone, "trainer", by=None, valid_from=today, valid_until=today)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(person=someone, role="king", valid_from=today)
    assert RoleGrant.objects.count() == 1


def test_who_sees_and_edits_whom():
    colleague, volunteer = account("coordinator"), account("volunteer", name="Vera")
    reader, officer = account("social_worker"), account("data_protection_officer")
    stranger = person("Stranger")
    seen = {
        who: set(access.visible_to(who).values_list("name", flat=True))
        for who in (volunteer, AnonymousUser())
    }
    assert seen == {volunteer: {"Vera"}, AnonymousUser(): set()} or list(seen.values()) == [
        {"Vera"},
        set(),
    ]
    assert access.visible_to(reader).count() == 5
    assert [access.can_edit(who, stranger) for who in (colleague, reader, volunteer)] == [
        True,
        False,
        False,
    ]
    assert access.can_edit(volunteer, volunteer.person)
    assert [access.can_erase(who, stranger) for who in (officer, colleague)] == [True, False]
    assert not access.can_erase(officer, officer.person)
    assert [access.can_grant(who) for who in (account("administrator"), colleague)] == [True, False]
