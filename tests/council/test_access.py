import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from konfluenz.council import access, consultations, papers, resolutions, results
from konfluenz.council.due import due
from konfluenz.people import accounts, persons, roles
from konfluenz.people.roles import Role

pytestmark = pytest.mark.django_db
EDITORS = {"administrator", "coordinator", "integration_officer"}


def account(role):
    person = persons.add(f"Demo {role}", by=None)
    roles.grant(person, role, by=None)
    return accounts.open(person, f"{role}@stadt.example.org", by=None)


def test_who_reads_and_who_edits_papers(paper):
    people = {role.value: account(role) for role in Role}
    readers = {name for name, who in people.items() if access.visible_to(who).exists()}
    assert readers == EDITORS | {"editor", "office_colleague", "social_worker"}
    assert {name for name, who in people.items() if access.can_edit(who)} == EDITORS
    nobody = AnonymousUser()
    assert (access.visible_to(nobody).count(), access.can_edit(nobody)) == (0, False)


def test_the_public_reads_what_was_published_and_was_debated_in_the_open(
    paper, station, committee, city_council
):
    consultations.add(paper, committee, date=dt.date(2024, 4, 1), open_session=False, by=None)
    resolutions.add(city_council, dt.date(2024, 3, 13), "Intern.", by=None)

    def seen():
        return (
            list(access.public()),
            list(access.public_path()),
            access.public_resolutions().count(),
        )

    assert seen() == ([], [], 0)
    papers.publish(paper, mirror=False, by=None)
    assert seen() == ([paper], [station], 0)


def test_a_missing_result_is_due_for_a_year_to_those_who_could_enter_it(paper, station):
    coordinator, reader = account(Role.COORDINATOR), account(Role.SOCIAL_WORKER)
    (found,) = due(dt.date(2024, 3, 14), coordinator)
    assert (found.title, found.since, found.purpose, found.public_id) == (
        "Ergebnis fehlt: UV/0050/2024, Stadtrat",
        dt.date(2024, 3, 13),
        "paper",
        paper.public_id,
    )
    assert due(dt.date(2024, 3, 13), coordinator) == []
    assert due(dt.date(2025, 3, 14), coordinator) == []
    assert due(dt.date(2024, 3, 14), reader) == []


def test_a_result_entered_is_no_longer_due(paper, station):
    results.enter(station, "noted", by=None)
    assert due(dt.date(2024, 3, 14), account(Role.COORDINATOR)) == []


def test_what_is_due_costs_the_same_for_one_or_many(
    paper, station, committee, django_assert_num_queries
):
    coordinator = account(Role.COORDINATOR)
    assert access.can_edit(coordinator)
    with django_assert_num_queries(1):
        assert len(due(dt.date(2024, 4, 1), coordinator)) == 1
    for n in (20, 21):
        consultations.add(paper, committee, date=dt.date(2024, 3, n), by=None)
    with django_assert_num_queries(1):
        assert len(due(dt.date(2024, 4, 1), coordinator)) == 3
