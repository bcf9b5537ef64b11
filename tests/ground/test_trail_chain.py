"""The hash chain: whatever is altered afterwards is found, and where."""

from datetime import UTC, datetime

import pytest

from konfluenz.ground import audit, chain, keyring, references, sealer
from konfluenz.ground.chain import Broken, Fault, Head
from konfluenz.ground.models import ChainHead, Consumer, Detail, Entry, Mention

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def trail():
    things = Consumer.objects.bulk_create(Consumer(name=f"thing {number}") for number in range(4))
    for thing in things:
        audit.record("thing.seen", about=thing, by=things[0], reason="why", also=[things[3]])
    sealer.seal()
    return things


def entries(position):
    return Entry.objects.filter(position=position)


def test_an_untouched_chain_fits():
    assert chain.verify() is None
    assert chain.head().position == 4


def test_an_empty_chain_fits():
    Entry.objects.all().delete()
    ChainHead.objects.all().delete()
    assert (chain.head(), chain.verify()) == (Head(0, ""), None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", datetime(2022, 6, 30, tzinfo=UTC)),
        ("action", "thing.unseen"),
        ("about_label", "ground.lease"),
        ("about_id", "77"),
        ("by_label", ""),
        ("by_id", "77"),
        ("digest", ""),
        ("link", "0" * 64),
    ],
)
def test_an_altered_field_is_found(field, value):
    entries(2).update(**{field: value})
    assert chain.verify() == Broken(2, Fault.LINK)


def test_a_deleted_entry_is_found():
    entries(2).delete()
    assert chain.verify() == Broken(2, Fault.MISSING)


def test_a_deleted_last_entry_is_found():
    entries(4).delete()
    assert chain.verify() == Broken(4, Fault.HEAD)


def test_swapped_entries_are_found():
    entries(2).update(position=99)
    entries(3).update(position=2)
    entries(99).update(position=3)
    assert chain.verify() == Broken(2, Fault.LINK)


def test_a_mention_hidden_or_invented_is_found(trail):
    Mention.objects.filter(entry__position=3, record_id=trail[3].pk).delete()
    assert chain.verify() == Broken(3, Fault.LINK)
    Mention.objects.create(
        entry=entries(1).get(), label="ground.consumer", record_id=str(trail[2].pk)
    )
    assert chain.verify() == Broken(1, Fault.LINK)


def test_an_altered_or_invented_detail_is_found(trail):
    Detail.objects.filter(entry__position=3).update(content={"changes": {}, "reason": "lie"})
    assert chain.verify() == Broken(3, Fault.DETAIL)
    entry = audit.record("thing.seen", about=trail[0], by=None)
    Detail.objects.filter(entry__position=3).delete()
    sealer.seal()
    assert chain.verify() is None
    Detail.objects.create(entry=entry, salt="", content={"changes": {}, "reason": "lie"})
    assert chain.verify() == Broken(5, Fault.DETAIL)


def test_an_altered_head_is_found():
    ChainHead.objects.update(link="0" * 64)
    assert chain.verify() == Broken(5, Fault.HEAD)


def test_erased_details_leave_the_chain_whole(trail):
    assert audit.erase_details(references.to(trail[3])) == 4
    assert Detail.objects.count() == 0
    assert chain.verify() is None


def test_a_trail_cut_short_together_with_its_head_is_found_by_a_noted_head():
    noted = chain.head()
    entries(4).delete()
    last = entries(3).get()
    ChainHead.objects.update(position=3, link=last.link)
    assert chain.verify() is None
    assert chain.verify(noted) == Broken(4, Fault.HEAD)
    assert chain.verify(Head(2, "another")) == Broken(2, Fault.HEAD)
    assert chain.verify(Head(3, last.link)) is None


def test_who_has_the_database_but_not_the_key_cannot_forge_a_link(settings, tmp_path):
    keyring.create(tmp_path / "other.json")
    settings.KEYRING = tmp_path / "other.json"
    entries(4).update(action="forged")
    forged = entries(4).get()
    forged.link = chain.link(entries(3).get().link, forged)
    forged.save()
    ChainHead.objects.update(link=forged.link)
    settings.KEYRING = settings.HOME / "keys" / "keyring.json"
    assert chain.verify() == Broken(4, Fault.LINK)


def test_verifying_reads_on_past_one_page(monkeypatch):
    monkeypatch.setattr(chain, "PAGE", 3)
    entries(4).update(action="lie")
    assert chain.verify() == Broken(4, Fault.LINK)
