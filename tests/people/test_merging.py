"""Two records become one, and two again; nobody loses what was written since."""

import datetime

import pytest
from django.utils import timezone
from tests.people.world import account, actions, person

from konfluenz.ground import audit, outbox
from konfluenz.ground.models import Message
from konfluenz.people import (
    accounts,
    consents,
    contacts,
    drafts,
    duplicates,
    languages,
    merging,
    persons,
    roles,
)
from konfluenz.people.merging import MergeRefused
from konfluenz.people.models import Merge, MergeStep, Person

pytestmark = pytest.mark.django_db


def state(who):
    return {
        "row": (who.name, who.sort_name, who.notes, who.address_blocked),
        "names": sorted(who.names.values_list("script", "name")),
        "contacts": sorted((one.kind, one.value, one.preferred) for one in who.contacts.all()),
        "languages": sorted(who.languages.values_list("language", "level")),
        "consents": sorted(who.consents.values_list("purpose", "given")),
        "roles": sorted(who.role_grants.values_list("role", flat=True)),
    }


@pytest.fixture
def pair():
    keep = person("Sabine Häuser", notes="keep", names=[("arabic", "سابينه")])
    gone = person(
        "Sabine Haeuser", notes="gone", names=[("arabic", "سابينه")], address_blocked=True
    )
    for who in (keep, gone):
        contacts.add(who, "mail", "both@example.org", by=None, preferred=True)
        roles.grant(who, "juror", by=None)
    contacts.add(gone, "phone", "0261 123456", by=None, preferred=True)
    contacts.add(gone, "mail", "own@example.org", by=None, preferred=True)
    languages.put(keep, "fr", "a2", by=None)
    languages.put(gone, "fr", "c1", by=None)
    languages.put(gone, "ar", "native", by=None)
    consents.give(gone, "photos", wording="v1", language="de", channel="web", by=None)
    roles.grant(gone, "trainer", by=None)
    for who in (keep, gone):
        who.refresh_from_db()
    return keep, gone


MERGED = {
    "row": ("Sabine Häuser", "Häuser, Sabine", "keep\n\ngone", True),
    "names": [("arabic", "سابينه"), ("latin", "Sabine Haeuser")],
    "contacts": [
        ("mail", "both@example.org", True),
        ("mail", "own@example.org", False),
        ("phone", "+49261123456", True),
    ],
    "languages": [("ar", "native"), ("fr", "c1")],
    "consents": [("photos", True)],
    "roles": ["juror", "trainer"],
}


def test_what_both_have_stands_once_and_the_rest_moves(pair):
    keep, gone = pair
    old_public_id = gone.public_id
    merging.merge(keep, gone, by=None)
    keep = Person.objects.get()
    assert state(keep) == MERGED
    assert merging.successor(old_public_id) == keep
    assert list(persons.find("Haeuser")) == [keep]
    assert actions(keep)[-1] == "person.merged"


def test_undoing_brings_both_back_as_they_were(pair):
    keep, gone = pair
    before = state(keep), state(gone)
    public_ids = keep.public_id, gone.public_id
    made = merging.merge(keep, gone, by=None)
    _undone, left = merging.undo(made, by=None)
    again = [Person.objects.get(public_id=public_id) for public_id in public_ids]
    assert [state(who) for who in again] == list(before)
    assert left == 0
    assert {who.pk for who in persons.find("Haeuser")} == {who.pk for who in again}
    assert MergeStep.objects.count() == 0
    with pytest.raises(MergeRefused):
        merging.undo(made, by=None)


def test_undoing_leaves_what_was_changed_since(pair):
    keep, gone = pair
    made = merging.merge(keep, gone, by=None)
    persons.correct(keep, {"notes": "newer"}, seen=None, by=None)
    languages.put(keep, "fr", "c2", by=None)
    contacts.remove(keep.contacts.get(kind="phone"), by=None)
    _undone, left = merging.undo(made, by=None)
    keep.refresh_from_db()
    assert (keep.notes, keep.languages.get(language="fr").level) == ("newer", "c2")
    assert Person.objects.get(name="Sabine Haeuser").notes == "gone"
    assert left >= 3


def test_messages_on_their_way_and_the_account_follow():
    keep, lost = person("Keep"), account("volunteer", name="Gone")
    gone = lost.person
    colleague = account()
    drafts.put(colleague, "person", {"x": 1}, about=gone)
    message = outbox.send("people/mail/invitation", to=gone, about=gone)
    made = merging.merge(keep, gone, by=colleague)
    lost.refresh_from_db()
    message.refresh_from_db()
    assert (lost.person, message.to.id, message.about.id) == (keep, str(keep.pk), str(keep.pk))
    assert drafts.of(colleague, "person", about=Person(pk=made.gone_id)) is None
    told = [entry.action for entry in audit.timeline(*merging.with_absorbed(keep))]
    assert told.count("person.added") == 2
    merging.undo(made, by=colleague)
    lost.refresh_from_db()
    assert lost.person.name == "Gone"
    assert Message.objects.get(pk=message.pk).to.id == str(made.gone_id)


def test_two_accounts_are_for_people_to_decide():
    keep, gone = account(), account()
    with pytest.raises(MergeRefused):
        merging.merge(keep.person, gone.person, by=None)
    accounts.close(gone, by=None)
    accounts.remove(gone, by=None)
    merging.merge(keep.person, gone.person, by=None)
    assert Person.objects.count() == 1


def test_nobody_is_merged_with_themselves_or_with_nobody(pair):
    keep, gone = pair
    with pytest.raises(MergeRefused):
        merging.merge(keep, keep, by=None)
    merging.merge(keep, Person.objects.get(pk=gone.pk), by=None)
    with pytest.raises(MergeRefused):
        merging.merge(keep, gone, by=None)


def test_merges_can_follow_one_another_and_be_undone_in_reverse(pair):
    keep, gone = pair
    third = person("Third")
    first = merging.merge(gone, keep, by=None)
    second = merging.merge(third, Person.objects.get(pk=gone.pk), by=None)
    assert [who.name for who in Person.objects.all()] == ["Third"]
    merging.undo(second, by=None)
    merging.undo(first, by=None)
    assert sorted(who.name for who in Person.objects.all()) == [
        "Sabine Haeuser",
        "Sabine Häuser",
        "Third",
    ]


def test_every_relation_to_a_person_is_walked():
    walked = {model._meta.label for model, _field in merging.relations()}
    assert {"people.Account", "people.Consent", "people.Merge", "people.RoleGrant"} <= walked


def test_likely_duplicates_are_proposed_surest_first():
    one = person("Sabine Häuser")
    contacts.add(one, "mail", "s@example.org", by=None)
    contacts.add(one, "phone", "0261 123456", by=None)
    by_mail, by_phone, by_name = person("A"), person("B"), person("HAEUSER, Sabine")
    contacts.add(by_mail, "mail", "S@example.org", by=None)
    contacts.add(by_phone, "phone", "+49 261 123456", by=None)
    person("Sabine Häuserling")
    person("Sabine Anna Häuser")
    found = [(each.person, each.reasons) for each in duplicates.candidates(one)]
    assert found == [(by_mail, ("mail",)), (by_phone, ("phone",)), (by_name, ("name",))]


def test_who_is_about_to_be_written_down_is_compared_with_all_on_record():
    there = persons.add("Häuser, Sabine", by=None)
    contacts.add(there, "phone", "0261 123456", by=None)
    other = persons.add("Kim Demo", by=None)
    contacts.add(other, "mail", "kim@example.org", by=None)
    found = duplicates.of_details("Sabine Haeuser", mail="KIM@example.org", phone="0261/123456")
    assert [(each.person, each.reasons) for each in found] == [
        (other, ("mail",)),
        (there, ("phone", "name")),
    ]
    assert duplicates.of_details("Niemand", mail="keine Adresse", phone="12") == []


def test_after_a_year_the_journal_goes_and_the_link_stays(pair):
    keep, gone = pair
    public_id = gone.public_id
    made = merging.merge(keep, gone, by=None)
    assert merging.forget() == 0
    Merge.objects.update(at=timezone.now() - datetime.timedelta(days=366))
    assert merging.forget() > 0
    with pytest.raises(MergeRefused):
        merging.undo(made, by=None)
    assert merging.successor(public_id) == keep
