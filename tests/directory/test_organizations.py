import datetime as dt

import pytest
from django.utils import timezone

from konfluenz.directory import groups, memberships, organizations, topics, units
from konfluenz.directory.groups import GroupRefused
from konfluenz.directory.memberships import MembershipRefused
from konfluenz.directory.models import GroupMember, Membership, Organization, OrganizationKind
from konfluenz.directory.organizations import OrganizationRefused
from konfluenz.ground import audit, search
from konfluenz.people import merging, persons

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def club(db):
    return organizations.add("Demo-Verein Lesebrücke e. V.", kind="association", by=None)


def test_likely_duplicates_are_found_whatever_the_spelling(club):
    for name in ("Demo Verein Lesebruecke", "demo-verein lesebrücke", "Demo-Lesebrücke e.V."):
        assert list(organizations.possible_duplicates(name)) == [club]
    assert list(organizations.possible_duplicates("Demo-Verein Nähstube")) == []
    assert list(organizations.possible_duplicates(club.name, but=club)) == []


def test_organisations_are_found_as_one_types_them(club):
    for query in ("lesebruecke", "Lesebrücke", "brucke", "demo lese"):
        assert list(search.matching(Organization.objects.all(), query)) == [club]


def test_a_correction_keeps_topics_and_records_what_changed(club):
    sport = topics.add("Sport", by=None)
    organizations.correct(club, {"state": "dormant", "topics": [sport]}, seen=0, by=None)
    assert audit.timeline(club)[0].detail.content["changes"] == {
        "state": ["active", "dormant"],
        "topics": [[], ["Sport"]],
    }
    organizations.correct(club, {"state": "dormant", "topics": [sport]}, by=None)
    assert audit.timeline(club).count() == 2


def test_a_committee_looks_after_offices_and_a_club_does_not(club, office):
    committee = organizations.add("Fachausschuss 31/37", kind="committee", by=None)
    fire = units.add("Brandschutz", kind="office", number="37", by=None)
    for unit in (office, fire, office):
        organizations.cover(committee, unit, by=None)
    assert [row.unit.number for row in committee.coverages.all()] == ["31", "37"]
    organizations.uncover(committee, fire, by=None)
    assert committee.coverages.count() == 1
    with pytest.raises(OrganizationRefused):
        organizations.cover(club, office, by=None)


def test_no_organisation_belongs_to_one_below_it(club):
    branch = organizations.add("Ortsgruppe", kind="association", parent=club, by=None)
    with pytest.raises(OrganizationRefused):
        organizations.correct(club, {"parent": branch}, by=None)


def test_every_kind_the_papers_name_has_a_place():
    assert {
        "council",
        "committee",
        "faction",
        "executive_board",
        "mayor",
        "association",
        "nonprofit_provider",
        "consultant",
        "data_source",
        "public_website",
        "external_site",
        "counselling_service",
    } <= set(OrganizationKind.values)


def test_somebody_stands_for_an_organisation_until_they_do_not(club, asli):
    made = memberships.add(
        club, asli, function="Vorsitz", is_contact=True, valid_from=dt.date(2020, 1, 1), by=None
    )
    with pytest.raises(MembershipRefused, match="Aslı"):
        memberships.add(club, asli, by=None)
    memberships.correct(made, function="Kasse", is_contact=False, by=None)
    assert [row.function for row in memberships.contacts(club)] == ["Kasse"]
    memberships.end(made, by=None)
    assert list(memberships.contacts(club)) == []
    assert list(memberships.contacts(club, dt.date(2021, 1, 1))) == [made]
    with pytest.raises(MembershipRefused):
        memberships.end(made, by=None)
    memberships.add(club, asli, by=None)


def test_a_membership_taken_back_on_its_first_day_is_gone(club, asli):
    made = memberships.add(club, asli, by=None)
    memberships.end(made, by=None)
    assert Membership.objects.count() == 0
    assert audit.timeline(asli)[0].action == "membership.ended"


def test_a_group_has_people_and_organisations(club, asli):
    group = groups.add("working_group", name="Ehrenamt", by=None)
    groups.join(group, person=asli, function="Sprecherin", by=None)
    member = groups.join(group, organization=club, valid_from=dt.date(2020, 1, 1), by=None)
    for twice in (
        {"person": asli},
        {"organization": club},
        {},
        {"person": asli, "organization": club},
    ):
        with pytest.raises(GroupRefused):
            groups.join(group, by=None, **twice)
    groups.leave(member, by=None)
    assert [row.person for row in groups.members(group)] == [asli]
    groups.join(group, organization=club, by=None)


def test_a_group_may_be_known_without_its_name():
    group = groups.add("working_group", by=None, source="UV/0050/2024")
    assert group.name == ""
    assert "(" in str(group)


def test_two_persons_become_one_in_organisations_and_groups(club, asli):
    twin = persons.add("Asli Demo", by=None)
    group = groups.add("round_table", name="Runder Tisch", by=None)
    memberships.add(club, asli, by=None)
    memberships.add(club, twin, function="Vorsitz", is_contact=True, by=None)
    groups.join(group, person=asli, by=None)
    groups.join(group, person=twin, by=None)
    merged = merging.merge(asli, twin, by=None)
    row = Membership.objects.get()
    assert (row.person, row.function, row.is_contact) == (asli, "Vorsitz", True)
    assert GroupMember.objects.get().person == asli
    merging.undo(merged, by=None)
    assert (Membership.objects.count(), GroupMember.objects.count()) == (2, 2)
