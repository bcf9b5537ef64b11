import datetime as dt

import pytest

from konfluenz.directory import units
from konfluenz.directory.models import OrgUnit
from konfluenz.directory.units import UnitRefused
from konfluenz.ground import audit, search
from konfluenz.ground.models import Message
from konfluenz.ground.revisions import Stale

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 1)
BEFORE = DAY - dt.timedelta(days=1)


def add(name, **values):
    return units.add(name, kind="office", by=None, **{"valid_from": dt.date(2000, 1, 1), **values})


def test_a_correction_tells_the_unit_what_changed(office):
    units.correct(office, {"name": "Amt für Ordnung", "phone": "0261 1"}, seen=0, by=None)
    message = Message.objects.get()
    assert (message.template, message.address) == (
        "directory/mail/unit_corrected",
        "amt31@stadt.example.org",
    )
    assert [(line["old"], line["new"]) for line in message.context["changes"]] == [
        ("Ordnungsamt", "Amt für Ordnung"),
        ("–", "0261 1"),
    ]
    assert [entry.action for entry in audit.timeline(office)] == ["unit.corrected", "unit.added"]


def test_nothing_changed_tells_and_records_nothing(office):
    units.correct(office, {"name": "Ordnungsamt"}, seen=0, by=None)
    assert (Message.objects.count(), audit.timeline(office).count()) == (0, 1)


def test_a_unit_without_a_mailbox_gets_no_mail():
    units.correct(add("Amt 1"), {"name": "Amt 2"}, by=None)
    assert Message.objects.count() == 0


def test_whoever_comes_second_is_told(office):
    units.correct(office, {"room": "1"}, seen=0, by=None)
    with pytest.raises(Stale):
        units.correct(office, {"room": "2"}, seen=0, by=None)


def test_a_number_is_given_once_but_again_after_its_unit_has_ended(office):
    with pytest.raises(UnitRefused, match="31"):
        add("Zweites Amt", number="31")
    units.dissolve(office, DAY, by=None)
    assert add("Neues Amt", number="31", valid_from=DAY).number == "31"


def test_units_belong_to_no_unit_below_them():
    top = add("Dezernat")
    middle = add("Amt", parent=top)
    bottom = add("Sachgebiet", parent=middle)
    with pytest.raises(UnitRefused, match="Sachgebiet"):
        units.correct(top, {"parent": bottom}, by=None)
    with pytest.raises(UnitRefused):
        units.correct(top, {"parent": top}, by=None)
    assert OrgUnit.objects.get(pk=top.pk).parent is None
    units.correct(bottom, {"parent": top}, by=None)
    assert [(depth, unit.name) for depth, unit in units.tree()] == [
        (0, "Dezernat"),
        (1, "Amt"),
        (1, "Sachgebiet"),
    ]


def test_the_tree_takes_one_query_for_any_number(django_assert_num_queries):
    top = add("Dezernat")
    for number in range(30):
        add(f"Amt {number:02}", parent=top)
    with django_assert_num_queries(1):
        assert len(units.tree()) == 31


def test_units_merge_and_split_and_are_followed_to_who_stands_in_now():
    one, other, both = add("A"), add("B"), add("C")
    left, right = add("D"), add("E")
    units.succeed([one, other], both, DAY, by=None, reason="Neuordnung")
    units.dissolve(both, DAY + dt.timedelta(days=30), [left, right], by=None)
    one, other = OrgUnit.objects.get(pk=one.pk), OrgUnit.objects.get(pk=other.pk)
    assert units.current(one, BEFORE) == [one]
    assert units.current(one, DAY) == [both]
    assert units.current(other, DAY + dt.timedelta(days=30)) == [left, right]
    assert list(units.on(BEFORE)) == [one, other, both, left, right]
    assert list(units.on(DAY)) == [both, left, right]
    assert [entry.action for entry in audit.timeline(both)][-2:] == ["unit.dissolved", "unit.added"]


def test_many_units_are_followed_with_two_queries(django_assert_num_queries):
    heir = add("Erbe")
    gone = [add(f"Amt {number}") for number in range(10)]
    units.succeed(gone, heir, DAY, by=None)
    rows = list(OrgUnit.objects.filter(valid_until=DAY))
    with django_assert_num_queries(2):
        found = units.current_all(rows, DAY)
    assert {pk: [unit.name for unit in heirs] for pk, heirs in found.items()} == {
        row.pk: ["Erbe"] for row in rows
    }


def test_a_unit_ends_once(office):
    units.dissolve(office, DAY, by=None)
    with pytest.raises(UnitRefused, match="Ordnungsamt"):
        units.dissolve(office, DAY, by=None)
    office.refresh_from_db()
    assert units.current(office, DAY) == []


def test_a_unit_does_not_end_before_it_began(office):
    with pytest.raises(UnitRefused):
        units.dissolve(office, dt.date(2000, 1, 1), by=None)


def test_only_a_unit_in_place_can_take_over(office):
    planned = units.add("Amt für Integration", kind="office", state="announced", by=None)
    ended = add("Altes Amt")
    units.dissolve(ended, BEFORE, by=None)
    for successor in (planned, ended, office):
        with pytest.raises(UnitRefused):
            units.dissolve(office, DAY, [successor], by=None)
    assert OrgUnit.objects.get(pk=office.pk).valid_until is None


def test_an_announced_unit_is_in_no_list_until_it_is_in_place():
    planned = units.add("Amt für Integration", kind="office", state="announced", by=None)
    units.stage(planned, "announced", dt.date(2015, 9, 17), source="AT/0045/2015", by=None)
    assert list(units.on(DAY)) == []
    units.stage(planned, "active", DAY, by=None)
    assert [unit.name for unit in units.on(DAY)] == ["Amt für Integration"]
    assert list(units.on(BEFORE)) == []
    assert [stage.stage for stage in planned.stages.all()] == ["announced", "active"]
    with pytest.raises(UnitRefused):
        units.stage(planned, "dissolved", DAY, by=None)


def test_units_are_found_by_name_and_number(office):
    for query in ("ordnungs", "31", "Amt 31"):
        assert list(search.matching(OrgUnit.objects.all(), query)) == [office]
