"""Raw input: safe before anything reads it, exactly as it came, never public."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from konfluenz.ground import files, imports
from konfluenz.ground.imports import Count, UnknownKind
from konfluenz.ground.models import Consumer, StoredFile

pytestmark = pytest.mark.django_db
STRANGE = b"<script>\x00\xff"


def hold(data=STRANGE, name="C:\\Papiere\\vorlage.txt"):
    return files.hold(ContentFile(data, name=name))


def lies_there(key):
    return files._storage(public=False).exists(key)


def test_what_is_held_and_kept_is_what_came():
    owner = Consumer.objects.create(name="owner")
    kept = files.keep(hold(), owner=owner, by=None)
    assert files.open(kept).read() == STRANGE
    assert (kept.name, kept.public, kept.size) == ("vorlage.txt", False, len(STRANGE))
    assert kept.content_type == "application/octet-stream"
    assert list(files.of(owner)) == [kept]


def test_what_is_let_go_leaves_nothing():
    held = hold()
    files.let_go(held)
    assert not lies_there(held.key)


def test_what_nobody_keeps_is_swept_a_day_later():
    held = hold()
    files.sweep()
    assert lies_there(held.key)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        files.sweep()
    assert not lies_there(held.key)


def test_a_failure_leaves_no_row():
    owner = Consumer.objects.create(name="owner")
    with pytest.raises(RuntimeError), transaction.atomic():
        files.keep(hold(), owner=owner, by=None)
        raise RuntimeError
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize("data", [b"", b"x" * (files.MAX_BYTES + 1)])
def test_what_is_empty_or_too_large_is_refused(data):
    with pytest.raises(files.FileRefused):
        hold(data)


def test_who_reads_which_kind_stands_in_the_settings(settings):
    settings.IMPORTERS = {"cake": "konfluenz.ground.files.sweep"}
    assert imports.known() == ["cake"]
    assert imports.importer("cake") is files.sweep
    with pytest.raises(UnknownKind):
        imports.importer("paper")


def test_a_count_is_one_line():
    assert str(Count(1, 2, 3, 4)) == "1 new, 2 changed, 3 unchanged, 4 refused"
