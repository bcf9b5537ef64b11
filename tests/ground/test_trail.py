"""Who did what: written with the act, found on every record it touches."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy

from konfluenz.ground import audit, chain, keyring, references, translations
from konfluenz.ground.models import Consumer, Detail, Entry, Mention, Translation
from konfluenz.ground.references import Reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def thing():
    return Consumer.objects.create(name="thing")


@pytest.fixture
def actor():
    return Consumer.objects.create(name="actor")


def test_an_entry_says_who_did_what_to_which_record_and_its_detail_how(thing, actor):
    audit.record(
        "thing.moved",
        about=thing,
        by=actor,
        changes={"day": (date(2022, 6, 30), None), "fee": (Decimal("1.50"), gettext_lazy("x"))},
        reason="asked by mail",
    )
    entry = Entry.objects.get()
    assert (entry.action, entry.about, entry.by) == (
        "thing.moved",
        references.to(thing),
        references.to(actor),
    )
    assert entry.detail.content == {
        "changes": {"day": ["2022-06-30", None], "fee": ["1.50", "x"]},
        "reason": "asked by mail",
    }
    assert (entry.position, entry.link) == (None, "")


def test_the_system_acts_without_a_name_and_without_words_there_is_no_detail(thing):
    entry = audit.record("thing.closed", about=thing, by=audit.SYSTEM)
    assert (entry.by, entry.digest, Detail.objects.count()) == (None, "", 0)


def test_recording_costs_two_queries_and_three_with_a_detail(thing, django_assert_num_queries):
    with django_assert_num_queries(2):
        audit.record("thing.seen", about=thing, by=None, also=[thing])
    with django_assert_num_queries(3):
        audit.record("thing.seen", about=thing, by=None, reason="why")


def test_every_record_mentioned_shows_the_entry_once_newest_first(thing, actor):
    audit.record("first", about=thing, by=None, also=[actor, thing, actor])
    audit.record("second", about=thing, by=None)
    assert Mention.objects.count() == 3
    assert [entry.action for entry in audit.timeline(thing)] == ["second", "first"]
    assert [entry.action for entry in audit.timeline(actor)] == ["first"]
    assert [entry.action for entry in audit.timeline(thing, actor)] == ["second", "first"]
    assert list(audit.timeline()) == []


def test_a_timeline_is_one_query(thing, django_assert_num_queries):
    for _ in range(3):
        audit.record("seen", about=thing, by=None, reason="why")
    with django_assert_num_queries(1):
        assert [entry.detail.content["reason"] for entry in audit.timeline(thing)] == ["why"] * 3


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_can_be_recorded(thing):
    with pytest.raises(audit.NotInTransaction):
        audit.record("thing.seen", about=thing, by=None)
    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["Entry", "Mention", "Detail"])
def test_when_the_record_cannot_be_written_nothing_was_written(thing, monkeypatch, step):
    def fail(*args, **options):
        raise OSError("disk full")

    target = {"Entry": Entry, "Mention": Mention.objects, "Detail": Detail}[step]
    monkeypatch.setattr(target, "bulk_create" if step == "Mention" else "save", fail)
    with pytest.raises(OSError, match="disk full"):
        translations.put(thing, "name", "en", "thing in English", by=None)
    assert [model.objects.count() for model in (Translation, Entry, Mention, Detail)] == [0] * 4


def test_apply_sets_what_is_new_and_says_what_that_was(thing):
    assert audit.apply(thing, {"name": "other", "position": 0}) == {"name": ("thing", "other")}
    assert thing.name == "other"
    assert Consumer.objects.get(pk=thing.pk).name == "thing"


def test_apply_notes_related_records_by_their_text(thing):
    entries = [audit.record(action, about=thing, by=None) for action in ("one", "two")]
    mention = Mention(entry=entries[0])
    assert audit.apply(mention, {"entry": entries[1]}) == {
        "entry": (str(entries[0]), str(entries[1]))
    }


def test_equal_details_have_unequal_digests(thing):
    digests = {audit.record("seen", about=thing, by=None, reason="ill").digest for _ in range(2)}
    assert len(digests) == 2


def test_details_are_erased_for_one_record_and_the_acts_stay(thing, actor):
    audit.record("named", about=thing, by=None, reason="secret", also=[actor])
    audit.record("other", about=thing, by=None, reason="stays")
    assert audit.erase_details(references.to(actor)) == 1
    assert [detail.content["reason"] for detail in Detail.objects.all()] == ["stays"]
    assert Entry.objects.count() == 2


def test_the_detail_is_unreadable_in_the_database(thing):
    audit.record("seen", about=thing, by=None, reason="canary-word")
    stored = Detail.objects.extra(select={"raw": "content || ''"}).values_list("raw", flat=True)
    assert "canary-word" not in stored[0]
    assert keyring.decrypt(stored[0]) == '{"changes": {}, "reason": "canary-word"}'


def test_references_find_their_records_again_with_one_query_a_kind(
    thing, actor, django_assert_num_queries
):
    entry = audit.record("seen", about=thing, by=None)
    wanted = [references.to(record) for record in (thing, actor, entry)]
    gone = [Reference("ground.consumer", "0"), Reference("gone.model", "1")]
    wrong = [Reference("ground.consumer", "no number"), Reference("nonsense", "1")]
    with django_assert_num_queries(2):
        found = references.resolve_all([*wanted, *gone, *wrong])
    assert found == dict(zip(wanted, [thing, actor, entry], strict=True))
    assert references.resolve(gone[0]) is None


def test_an_unsaved_record_cannot_be_referred_to():
    with pytest.raises(ValueError, match="not saved"):
        references.to(Consumer(name="new"))


def test_canonical_text_is_the_same_after_a_round_through_json():
    with transaction.atomic():
        entry = audit.record(
            "seen", about=Consumer(pk=1), by=None, changes={"n": ({10: 1, 9: 2.5}, ("ä", True))}
        )
    detail = Detail.objects.get()
    assert detail.content["changes"] == {"n": [{"10": 1, "9": 2.5}, ["ä", True]]}
    assert chain.digest(detail.content, detail.salt) == entry.digest
