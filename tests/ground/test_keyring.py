"""What is encrypted stays closed without the ring, and opens with each of its keys."""

import json
import stat

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from konfluenz.ground import keyring
from konfluenz.ground.keyring import KeyringError
from konfluenz.ground.models import Detail, Entry, Message


@pytest.fixture
def ring(settings, tmp_path):
    settings.KEYRING = tmp_path / "keys" / "ring.json"
    keyring.create(settings.KEYRING)
    return settings.KEYRING


def test_a_ring_is_for_its_owner_alone_and_is_never_overwritten(ring):
    before = ring.read_bytes()
    keyring.create(ring)
    assert ring.read_bytes() == before
    assert stat.S_IMODE(ring.stat().st_mode) == 0o600
    assert [file.name for file in ring.parent.iterdir()] == ["ring.json"]


def test_text_comes_back_and_is_sealed_anew_each_time(ring):
    first, second = keyring.encrypt("Löhrstraße"), keyring.encrypt("Löhrstraße")
    assert first != second
    assert [keyring.decrypt(first), keyring.decrypt(second)] == ["Löhrstraße"] * 2


def test_a_new_key_writes_and_old_keys_still_read(ring, settings, tmp_path):
    old = keyring.encrypt("text")
    keyring.add_encryption_key(ring)
    restarted = tmp_path / "restarted.json"
    restarted.write_text(ring.read_text())
    settings.KEYRING = restarted
    renewed = keyring.renew(old)
    assert [keyring.decrypt(old), keyring.decrypt(renewed)] == ["text", "text"]
    keys = json.loads(ring.read_text())
    assert len(keys["encryption"]) == 2
    settings.KEYRING = json.dumps(keys | {"encryption": keys["encryption"][:1]})
    assert keyring.decrypt(renewed) == "text"
    with pytest.raises(KeyringError, match="No key"):
        keyring.decrypt(old)


def test_blind_indexes_are_equal_for_equal_values_of_one_purpose_only(ring):
    assert keyring.blind_index("mail", "a@b.de") == keyring.blind_index("mail", "a@b.de")
    assert keyring.blind_index("mail", "a@b.de") != keyring.blind_index("phone", "a@b.de")
    assert keyring.blind_index("mail", "a@b.de") != keyring.trail_digest("mail\0a@b.de")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "cannot be read"),
        ("{}", "incomplete"),
        ('{"encryption": ["short"], "index": "00", "trail": "00"}', "incomplete"),
        ('{"encryption": [], "index": "00", "trail": "00"}', "incomplete"),
        ("[]", "incomplete"),
    ],
)
def test_a_broken_ring_says_so(settings, text, message):
    settings.KEYRING = text
    with pytest.raises(KeyringError, match=message):
        keyring.encrypt("text")


def test_a_missing_ring_says_so(settings, tmp_path):
    settings.KEYRING = tmp_path / "gone.json"
    with pytest.raises(KeyringError, match="Restore it from your backup"):
        keyring.encrypt("text")


def stored(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return cursor.fetchone()[0]


@pytest.fixture
def message(db):
    return Message.objects.create(
        channel="mail", language="de", due_at="2030-01-01T00:00Z", address="canary@example.org"
    )


def test_a_field_is_sealed_in_the_database_and_open_in_the_program(message):
    assert "canary" not in stored("ground_message", "address")
    assert Message.objects.get().address == "canary@example.org"
    Message.objects.bulk_update([Message(pk=message.pk, address="other")], ["address"])
    assert Message.objects.get().address == "other"
    Message.objects.update(address="third")
    assert Message.objects.values_list("address", flat=True).get() == "third"


def test_empty_text_stays_empty_and_can_be_asked_for(message):
    assert stored("ground_message", "subject") == ""
    assert Message.objects.filter(subject="").count() == 1
    assert Message.objects.filter(address="").count() == 0
    assert Message.objects.filter(address__isnull=False).count() == 1


@pytest.mark.parametrize(
    "lookup", [{"address": "x"}, {"address__in": ["x"]}, {"address__icontains": "x"}]
)
def test_an_encrypted_field_refuses_to_be_searched(lookup):
    with pytest.raises(FieldError, match="encrypted field can"):
        Message.objects.filter(**lookup)


@pytest.mark.django_db
@pytest.mark.parametrize("value", [{"a": [1, None, "ä"]}, [], "", 0, False])
def test_json_comes_back_as_it_was(value):
    entry = Entry.objects.create(at="2022-06-30T00:00Z", action="x", about_label="x", about_id="1")
    Detail.objects.create(entry=entry, salt="", content=value)
    assert Detail.objects.get().content == value
