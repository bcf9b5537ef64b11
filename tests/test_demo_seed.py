"""The demo city is a matter of its seed: built twice, in two processes, it is the same."""

import io
import json
import random

import pytest
import testbed_demo
from django.apps import apps
from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from wagtail.blocks.stream_block import StreamValue

from konfluenz.people import demo as people

KEYS = (models.AutoField, models.UUIDField, models.DateTimeField, models.ForeignKey)
RANDOM = {
    *("password", "salt", "digest", "link", "message_id"),
    *("transaction", "position", "record_id", "key"),
}


@pytest.fixture
def theirs(django_db_setup, django_db_blocker):
    """What stands in the city that another process built."""
    with django_db_blocker.unblock(), testbed_demo.lent():
        return content()


def content() -> dict[str, list[str]]:
    """Return every row of our tables as text, without keys and moments."""
    found = {}
    for model in apps.get_models():
        if not model.__module__.startswith("konfluenz.") or not model._meta.managed:
            continue
        fields = [
            field.attname
            for field in model._meta.concrete_fields
            if not isinstance(field, KEYS)
            and field.name not in RANDOM
            and not field.name.endswith("_id")
        ]
        found[model._meta.label] = sorted(
            json.dumps(
                {name: _value(row, name) for name in fields},
                cls=DjangoJSONEncoder,
                sort_keys=True,
            )
            for row in model._base_manager.all()
        )
    return found


def _value(row, name):
    """Return a field as it is stored; the body of a page as its JSON, no key of a link."""
    value = getattr(row, name)
    if name == "context":
        return {said: text for said, text in value.items() if said != "token"}
    return str(list(value.raw_data)) if isinstance(value, StreamValue) else value


def test_the_same_seed_builds_the_same_city(theirs, db, settings):
    settings.DEMO = True
    call_command("demo", stdout=io.StringIO())
    ours = content()
    assert [label for label in ours if ours[label] != theirs[label]] == []


@pytest.mark.django_db
def test_another_seed_invents_other_people():
    names = []
    for seed in (1, 2015):
        with transaction.atomic():
            names.append([person.name for person in people.build(random.Random(seed), 20)])
            transaction.set_rollback(True)
    assert names[0] != names[1]
