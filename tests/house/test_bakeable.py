"""Each page that is baked is the same for everybody, and says what it has read."""

import pytest
from django.apps import apps
from django.test import Client
from tests.house.world import World
from tests.publishing import in_process

from konfluenz.portal import baked
from konfluenz.publishing.baking import rendering


@pytest.mark.django_db
def test_bakeable_pages_know_no_reader_and_say_what_they_read():
    World()
    examples = {place.view: f"/de/{place.rest}" for place in baked.places(baked.views().keys())}
    with in_process.asked():
        answers = {view: rendering.render(address) for view, address in examples.items()}
    faults = {}
    for view, answer in answers.items():
        live = Client().get(examples[view], headers={"accept-encoding": "gzip"})
        judged = {
            "status": answer.status == 200,
            "cookie": not answer.header("set-cookie") and not live.cookies,
            "vary": live["Vary"] == "Accept-Encoding",
            "token": b"csrfmiddlewaretoken" not in answer.body,
            "reads": bool(answer.reads.keys),
            "keys": all(_is_key(key) for key in answer.reads.keys),
        }
        faults[view] = [name for name, fine in judged.items() if not fine]
    assert {view: found for view, found in faults.items() if found} == {}
    assert {"imprint", "concept", "paper", "figures"} <= set(faults)


def _is_key(key: str) -> bool:
    """Tell whether a key names a room, a kind of record, or a record there can be."""
    label, _, _id = key.removesuffix("+").partition(":")
    room, _, model = label.partition(".")
    found = {config.label: config for config in apps.get_app_configs()}
    return room in found and (not model or model in found[room].models)
